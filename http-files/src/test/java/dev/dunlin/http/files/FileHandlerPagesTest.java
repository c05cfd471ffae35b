package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the site in the place of errors, and of what is missing. */
class FileHandlerPagesTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("index.html", "the application")
            .with("there.txt", "there")
            .with("dir/page.html", "page");

    // ---- errors

    @Test
    void aMissingFileIsAnsweredWithTheSitesPageAndItsStatus() throws IOException {
        site.file("404.html", "<p>we have looked everywhere");
        FileHandler handler = site.serve(builder -> builder.errorPages(true));

        for (int i = 0; i < 2; i++) {
            Response answer = get(handler, "/missing.txt");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(field(answer, "Content-Type")).isEqualTo("text/html");
            assertThat(answer.headers().contains("ETag")).isFalse();
            assertThat(content(answer)).isEqualTo("<p>we have looked everywhere");
        }
        assertThat(get(handler, "/404.html").status()).isEqualTo(200);
        assertThat(content(get(handler, "/there.txt"))).isEqualTo("there");
    }

    // ---- errors as the server has them

    @ParameterizedTest
    @CsvSource({
        "GET, /missing.txt, 404",
        "GET, /.., 403",
        "GET, /%00, 400",
        "GET, /dir/, 404",
        "HEAD, /missing.txt, 404",
        "DELETE, /there.txt, 405"
    })
    void errorsLookAsTheServersConfigurationSays(String method, String target, int status) throws IOException {
        for (FileHandler handler : List.of(
                site.handler(), site.serve(builder -> builder.errorPages(true).listing(false)))) {
            TestConnection client = TestConnection.builder(handler)
                    .errorAnswer(error -> Response.of(error)
                            .withHeader("Content-Type", "application/problem+json")
                            .withHeader("X-Made-By", "the server")
                            .withBody(Body.of("{\"status\":" + error + "}")))
                    .open();

            String answer = client.exchange(method + " " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Type: application/problem+json\r\n")
                    .contains("X-Made-By: the server\r\n")
                    .endsWith(method.equals("HEAD") ? "\r\n\r\n" : "{\"status\":" + status + "}");
        }
    }

    @Test
    void whatBelongsToAnErrorStaysWithIt() throws IOException {
        FileHandler handler = site.handler();
        Response tooFar = ask(handler, "GET", "/there.txt", "Range", "bytes=99-");
        assertThat(tooFar.status()).isEqualTo(416);
        assertThat(field(tooFar, "Content-Range")).isEqualTo("bytes */5");
        assertThat(content(tooFar)).isEqualTo("error 416");

        assertThat(field(ask(handler, "PUT", "/there.txt"), "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(content(ask(handler, "GET", "/there.txt", "If-Match", "\"x\"")))
                .isEqualTo("error 412");

        doThrow(new FileSystemException("x")).when(site.disk).openRoot(any());
        Response later = ask(handler, "GET", "/dir/page.html");
        assertThat(later.status()).isEqualTo(503);
        assertThat(field(later, "Retry-After")).isEqualTo("1");
        assertThat(field(later, "Cache-Control")).isEqualTo("no-cache");
        assertThat(content(later)).isEqualTo("error 503");
    }

    @Test
    void aDirectoryThatCannotBeListedHasThemToo() throws IOException {
        FileHandler handler = site.serve(builder -> builder.listing(true));
        doThrow(new AccessDeniedException("dir")).when(site.disk).entries(any());

        Response answer = ask(handler, "GET", "/dir/");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(content(answer)).isEqualTo("error 403");
    }

    @Test
    void thePagesOfTheSiteComeFirst() throws IOException {
        site.file("404.html", "<p>we have looked everywhere");
        FileHandler handler = site.serve(builder -> builder.errorPages(true));

        assertThat(content(ask(handler, "GET", "/missing"))).isEqualTo("<p>we have looked everywhere");
        assertThat(content(ask(handler, "GET", "/.."))).isEqualTo("error 403");
    }

    /** Asks as a server does whose errors are configured. */
    private static Response ask(FileHandler handler, String method, String target, String... fields)
            throws IOException {
        List<Response> answers = new ArrayList<>();
        Request request =
                Request.builder(method, target).headers(Headers.of(fields)).build();
        handler.handle(request, new Responder() {
            @Override
            public void respond(Response response) {
                answers.add(response);
            }

            @Override
            public Response errorAnswer(Throwable cause) {
                int status = ((HttpException) cause).status();
                return Response.of(status).withBody(Body.of("error " + status));
            }
        });
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Test
    void aPageThatIsBigIsSentFromItsFile() throws IOException {
        String big = "0123456789".repeat(20_000);
        site.file("404.html", big);
        FileHandler handler = site.serve(builder -> builder.errorPages(true));

        assertThat(content(get(handler, "/missing"))).isEqualTo(big);
    }

    @Test
    void aForbiddenPlaceHasAPageOfItsOwn() throws IOException {
        site.file("403.html", "keep out");
        FileHandler handler = site.serve(builder -> builder.errorPages(true));
        doReturn(false).when(site.disk).isReadable(any());

        assertThat(get(handler, "/there.txt").status()).isEqualTo(403);
    }

    @Test
    void withoutAPageOrTheOptionThePlainOneIsSent() throws IOException {
        FileHandler handler = site.serve(builder -> builder.errorPages(true));
        assertThat(content(get(handler, "/missing"))).contains("404 Not Found");

        site.file("404.html", "own");
        FileHandler plain = site.handler();
        assertThat(content(get(plain, "/missing"))).contains("404 Not Found");
    }

    @Test
    void othersMayUseThePagesToo() throws IOException {
        site.file("404.html", "nowhere");
        site.file("50x.html", "broken");
        site.file("503.html", "busy");
        FileHandler handler = site.serve(builder -> builder.errorPages(true));

        assertThat(content(handler.errorAnswer(404))).isEqualTo("nowhere");
        assertThat(content(handler.errorAnswer(500))).isEqualTo("broken");
        assertThat(content(handler.errorAnswer(503))).isEqualTo("busy");
        assertThat(handler.errorAnswer(503).status()).isEqualTo(503);
        assertThat(content(handler.errorAnswer(400))).contains("400 Bad Request");
    }

    @Test
    void everyErrorHasItsPageFromTheCacheOrNot() throws IOException {
        site.file("412.html", "another version");
        site.file("405.html", "not so");
        FileHandler handler = site.serve(builder -> builder.errorPages(true));

        for (int i = 0; i < 3; i++) {
            assertThat(content(get(handler, "/there.txt", "If-Match", "\"other\"")))
                    .isEqualTo("another version");
            get(handler, "/there.txt");
        }
        Response refused = request(handler, "POST", "/there.txt");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(field(refused, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(content(refused)).isEqualTo("not so");
    }

    // ---- what is missing

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/", "/users/7", "/a/b/c/", "/dir/nothing"})
    void aMissingPageIsTheApplications(String path) throws IOException {
        FileHandler handler = site.serve(builder -> builder.fallbackPage("index.html"));

        Response answer = get(handler, path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(content(answer)).isEqualTo("the application");
        assertThat(request(handler, "HEAD", path).status()).isEqualTo(200);
        assertThat(request(handler, "POST", path).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app.js",
                "/img/logo.png",
                "/users.json",
                "/.env",
                "/.git/config",
                "/.well-known/nothing",
                "/dir/",
                "/there.txt/"
            })
    void whatIsNoPageStaysMissing(String path) throws IOException {
        FileHandler handler = site.serve(builder -> builder.fallbackPage("index.html"));

        assertThat(get(handler, path).status()).isEqualTo(404);
    }

    @Test
    void whatIsThereIsSentItself() throws IOException {
        FileHandler handler = site.serve(builder -> builder.fallbackPage("index.html"));

        assertThat(content(get(handler, "/there.txt"))).isEqualTo("there");
        assertThat(get(handler, "/dir").status()).isEqualTo(301);
        assertThat(get(handler, "/..").status()).isEqualTo(403);
    }

    @Test
    void aFallbackThatIsMissingItselfIsNoUse() throws IOException {
        FileHandler handler = site.serve(builder -> builder.fallbackPage("app.html"));

        assertThat(get(handler, "/users").status()).isEqualTo(404);
    }
}
