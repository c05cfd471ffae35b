package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.MoreExecutors;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The status page, as people see it. */
@Timeout(300)
class StatusPageIT {
    @TempDir
    static Path root;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static DemoProcess demo;

    private static URI admin;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
        Files.writeString(root.resolve("hello.txt"), "hello");
        demo = DemoProcess.start("--port=0", "--admin-port=0", "--workers=2", "--root=" + root);
        admin = demo.adminUri();
    }

    @BeforeEach
    void load() {
        browser.startAnew();
        browser.load(admin);
        await().until(() -> text(".phase").equals("ready"));
    }

    @Test
    void theFiguresMoveWithTheLoad() throws Exception {
        try (Load load = new Load()) {
            load.begin(demo.uri().resolve("hello.txt"));
            await().untilAsserted(() -> {
                assertThat(figure("rate")).isPositive();
                assertThat(figure("requests")).isGreaterThan(100);
                assertThat(figure("open")).isPositive();
                assertThat(text("[data-figure=p50]")).containsPattern("\\d.(µs|ms|s)");
                assertThat(text("[data-figure=hitShare]")).endsWith("%");
                assertThat(text(".paths ol")).contains("/hello.txt");
                assertThat(browser.elements(".workers tbody tr")).hasSize(2);
            });
            String curve = browser.element(".rate .line").getDomAttribute("d");
            await().until(() ->
                    !browser.element(".rate .line").getDomAttribute("d").equals(curve));
        }
        await().until(() -> figure("rate") == 0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatAClientAsksForIsShownAsTextWhateverItIs() throws Exception {
        String hostile = "/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E'&amp;";
        get(demo.uri().resolve(hostile));

        await().untilAsserted(() -> {
            assertThat(text(".errors tbody")).contains("404", "GET " + hostile);
            assertThat(text(".paths ol")).contains(hostile);
        });
        assertThat(browser.elements("main img")).isEmpty();
    }

    @Test
    void thePageFitsANarrowWindow() throws Exception {
        get(demo.uri().resolve("/" + "long/".repeat(200)));
        browser.resize(390, 800);

        await().until(() -> text(".errors tbody").contains("/long/"));

        assertThat(browser.overflow()).isNotPositive();
    }

    private static String text(String selector) {
        WebElement element = browser.element(selector);
        return element.getText();
    }

    private static long figure(String name) {
        String digits = text("[data-figure=" + name + "]").replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? 0 : (long) Double.parseDouble(digits);
    }

    private static void get(URI uri) throws Exception {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }

    /** One who asks again and again. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        void begin(URI uri) {
            thread.execute(() -> {
                HttpClient client = HttpClient.newHttpClient();
                HttpRequest request = HttpRequest.newBuilder(uri).build();
                while (!ended.get())
                    client.sendAsync(request, BodyHandlers.discarding()).join();
            });
        }

        @Override
        public void close() {
            ended.set(true);
            assertThat(MoreExecutors.shutdownAndAwaitTermination(thread, Patience.LIMIT))
                    .isTrue();
        }
    }
}
