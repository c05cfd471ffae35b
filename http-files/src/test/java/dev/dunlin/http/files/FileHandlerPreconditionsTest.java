package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told that has the file already. */
class FileHandlerPreconditionsTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("big.bin", "x".repeat(70_000))
            .with("dir/index.html", "<p>index");

    private final FileHandler handler = site.handler();

    @ParameterizedTest
    @ValueSource(strings = {"/file.txt", "/big.bin", "/dir/"})
    void aClientThatHasTheFileIsToldSo(String target) throws IOException {
        Response first = get(handler, target);
        String tag = field(first, "ETag");
        String date = field(first, "Last-Modified");
        first.body().close();

        for (String method : List.of("GET", "HEAD")) {
            assertNotModified(request(handler, method, target, "If-None-Match", tag), tag, date);
            assertNotModified(request(handler, method, target, "If-None-Match", "\"x\", W/" + tag), tag, date);
            assertNotModified(request(handler, method, target, "If-None-Match", "*"), tag, date);
            assertNotModified(request(handler, method, target, "If-Modified-Since", date), tag, date);
        }
    }

    private static void assertNotModified(Response answer, String tag, String date) {
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body().length()).isZero();
        assertThat(field(answer, "ETag")).isEqualTo(tag);
        assertThat(field(answer, "Last-Modified")).isEqualTo(date);
    }

    @Test
    void aClientThatHasAnotherVersionIsSentTheFile() throws IOException {
        String date = field(get(handler, "/file.txt"), "Last-Modified");

        assertThat(get(handler, "/file.txt", "If-None-Match", "\"other\"").status())
                .isEqualTo(200);
        assertThat(get(handler, "/file.txt", "If-None-Match", "\"other\"", "If-Modified-Since", date)
                        .status())
                .isEqualTo(200);
        assertThat(get(handler, "/file.txt", "If-Modified-Since", "Tue, 03 Feb 2026 08:49:37 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(get(handler, "/file.txt", "If-Modified-Since", "no date").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file.txt", "/big.bin", "/dir/"})
    void aClientThatWantsAnotherVersionIsToldThatThereIsNone(String target) throws IOException {
        Response first = get(handler, target);
        String tag = field(first, "ETag");
        String date = field(first, "Last-Modified");
        first.body().close();

        for (String method : List.of("GET", "HEAD")) {
            assertStatus(412, method, target, "If-Match", "\"other\"");
            assertStatus(412, method, target, "If-Match", "W/" + tag);
            assertStatus(412, method, target, "If-Unmodified-Since", "Tue, 03 Feb 2026 08:49:37 GMT");
            assertStatus(200, method, target, "If-Match", "\"other\", " + tag);
            assertStatus(200, method, target, "If-Match", "*");
            assertStatus(200, method, target, "If-Unmodified-Since", date);
            assertStatus(200, method, target, "If-Unmodified-Since", "no date");
        }
    }

    private void assertStatus(int status, String method, String target, String... fields) throws IOException {
        Response answer = request(handler, method, target, fields);
        assertThat(answer.status()).isEqualTo(status);
        answer.body().close();
    }

    @Test
    void preconditionsDoNotMatterWhereThereIsNothing() throws IOException {
        assertThat(get(handler, "/nothing", "If-None-Match", "*").status()).isEqualTo(404);
        assertThat(get(handler, "/nothing", "If-Match", "\"x\"").status()).isEqualTo(404);
        assertThat(get(handler, "/dir", "If-None-Match", "*").status()).isEqualTo(301);
    }

    @Test
    void theTagOfAYoungFileIsWeakAndBecomesStrong() throws IOException {
        site.file("young.txt", "content", Site.START);
        String weak = field(get(handler, "/young.txt"), "ETag");
        assertThat(weak).startsWith("W/\"");

        site.pass(Duration.ofMillis(999));
        assertThat(field(get(handler, "/young.txt"), "ETag")).isEqualTo(weak);

        site.pass(Duration.ofMillis(1));
        assertThat(field(get(handler, "/young.txt"), "ETag")).isEqualTo(weak.substring(2));
        assertThat(get(handler, "/young.txt", "If-None-Match", weak).status()).isEqualTo(304);
    }

    @Test
    void aFileFromTheFutureWasModifiedNow() throws IOException {
        site.file("future.txt", "content", Site.START.plus(Duration.ofDays(1)));

        Response answer = get(handler, "/future.txt");

        assertThat(field(answer, "Last-Modified")).isEqualTo("Thu, 05 Feb 2026 08:49:37 GMT");
        assertThat(field(answer, "ETag")).startsWith("W/");
    }
}
