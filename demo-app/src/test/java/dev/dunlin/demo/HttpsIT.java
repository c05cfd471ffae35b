package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo by HTTPS, with a certificate of its own making: a browser, ab, and the way from the plain port. */
@Timeout(300)
class HttpsIT {
    private static DemoProcess demo;
    private static URI plain;
    private static URI encrypted;

    @BeforeAll
    static void start() throws Exception {
        demo = DemoProcess.start("--port=0", "--https-port=0", "--self-signed", "--redirect-to-https");
        List<URI> uris = demo.uris(2);
        plain = uris.get(0);
        encrypted = uris.get(1);
    }

    @AfterAll
    static void stop() throws Exception {
        if (demo != null) demo.close();
    }

    @Test
    void bothPortsAreNamed() {
        assertThat(plain.getScheme()).isEqualTo("http");
        assertThat(encrypted.getScheme()).isEqualTo("https");
    }

    @Test
    void theBrowserShowsTheSiteWithAllThatBelongsToIt() throws Exception {
        try (Browser browser = Browser.openTrustingAll()) {
            browser.load(plain);

            assertThat(browser.driver().getCurrentUrl()).isEqualTo(encrypted.toString());
            assertThat(browser.driver().getTitle()).isEqualTo("Dunlin");
            assertThat(browser.elements("img")).hasSizeGreaterThan(3);
            assertThat(browser.brokenPictures()).isEmpty();
        }
    }

    @Test
    void eachRequestOfAbIsAnswered() throws Exception {
        try (Ab ab = Ab.start(300, 10, encrypted + "alpina.txt", "-f", "TLS1.3")) {
            Ab.Result result = ab.result();

            assertThat(result.complete()).isEqualTo(300);
            assertThat(result.failed()).isZero();
            assertThat(result.non2xx()).isZero();
        }
    }

    @Test
    void thePlainPortSendsToTheOther() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(plain.resolve("/birds/?sort=size")).build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).hasValue(encrypted.resolve("/birds/?sort=size") + "");
    }

    @Test
    void theKeyIsNotLeftOnTheDisk() throws Exception {
        try (Stream<Path> files = Files.walk(demo.temporary())) {
            assertThat(files.filter(file -> file.toString().contains("dunlin-tls-")))
                    .isEmpty();
        }
    }
}
