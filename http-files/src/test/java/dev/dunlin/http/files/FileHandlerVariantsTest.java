package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in codings beside themselves, and what is said about caching. The coded ones here only say what they are. */
class FileHandlerVariantsTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("page.html", "plain")
            .with("page.html.br", "brotli")
            .with("page.html.zst", "zstandard")
            .with("page.html.gz", "gzip")
            .with("dir/index.html", "index")
            .with("dir/index.html.gz", "index, gzip")
            .with("alone.txt", "alone");

    private final FileHandler handler = site.serve(builder -> builder.precompressed(true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd   | br   | brotli",
                "gzip, zstd                | zstd | zstandard",
                "gzip                      | gzip | gzip",
                "gzip;q=1, br;q=0.5        | gzip | gzip",
                "br;q=0, *                 | zstd | zstandard",
                "identity                  |      | plain",
                "identity, gzip;q=0.9      |      | plain",
                "identity, gzip            | gzip | gzip",
                "identity;q=0, compress    |      | plain",
                "compress                  |      | plain",
                "''                        |      | plain"
            })
    void theClientsPreferencesSelectOne(String accepted, String coding, String expected) throws IOException {
        for (int i = 0; i < 2; i++) {
            Response answer = get(handler, "/page.html", "Accept-Encoding", accepted);

            assertThat(content(answer)).isEqualTo(expected);
            assertThat(answer.headers().first("Content-Encoding").orElse(null)).isEqualTo(coding);
            assertThat(field(answer, "Content-Type")).isEqualTo("text/html");
            assertThat(field(answer, "Vary")).isEqualTo("Accept-Encoding");
        }
    }

    @Test
    void eachHasATagOfItsOwn() throws IOException {
        String plain = field(get(handler, "/page.html"), "ETag");
        String gzip = field(get(handler, "/page.html", "Accept-Encoding", "gzip"), "ETag");

        assertThat(gzip).isNotEqualTo(plain);
        assertThat(get(handler, "/page.html", "Accept-Encoding", "gzip", "If-None-Match", gzip)
                        .status())
                .isEqualTo(304);
        Response other = get(handler, "/page.html", "Accept-Encoding", "gzip", "If-None-Match", plain);
        assertThat(other.status()).isEqualTo(200);
        Response unchanged = get(handler, "/page.html", "If-None-Match", plain);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(field(unchanged, "Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void aRangeIsOneOfTheSelected() throws IOException {
        Response answer = get(handler, "/page.html", "Accept-Encoding", "br", "Range", "bytes=1-3");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(field(answer, "Content-Encoding")).isEqualTo("br");
        assertThat(content(answer)).isEqualTo("rot");
    }

    @Test
    void anIndexAndANameFoundElsewhereHaveThemToo() throws IOException {
        assertThat(content(get(handler, "/dir/", "Accept-Encoding", "gzip"))).isEqualTo("index, gzip");
    }

    @Test
    void aFileWithoutOthersBesideItDoesNotVary() throws IOException {
        Response answer = get(handler, "/alone.txt", "Accept-Encoding", "gzip");

        assertThat(content(answer)).isEqualTo("alone");
        assertThat(answer.headers().contains("Vary")).isFalse();
    }

    @Test
    void oneThatIsOlderThanItsOriginalIsNotSent() throws IOException {
        site.file("page.html.br", "old", Site.YESTERDAY.minus(Duration.ofHours(1)));

        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "br"))).isEqualTo("plain");
        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "br, gzip;q=0.5")))
                .isEqualTo("gzip");
    }

    /** Some tools that copy the time of a file cut it to seconds. */
    @Test
    void oneThatIsOlderByLessThanASecondIsSent() throws IOException {
        site.file("page.html.br", "cut", Site.YESTERDAY.minusMillis(999));
        site.file("page.html.zst", "old", Site.YESTERDAY.minusMillis(1000));

        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "br"))).isEqualTo("cut");
        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "zstd")))
                .isEqualTo("plain");
    }

    // ---- by their own names

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "picture.svgz   | image/svg+xml            | gzip",
                "app.wasm.br    | application/wasm         | br",
                "app.js.gz      | text/javascript          | gzip",
                "App.CSS.GZ     | text/css                 | gzip",
                "page.html.zst  | text/html                | zstd",
                "data.tgz       | application/gzip         |",
                "data.tar.gz    | application/gzip         |",
                "data.tar.zst   | application/zstd         |",
                "dump.gz        | application/gzip         |",
                "dump.unheard.gz | application/gzip        |",
                "dump.br        | application/octet-stream |",
                "gz             | application/octet-stream |",
                "app.js.br.gz   | application/gzip         |"
            })
    void whatIsCodedByItselfIsSentWithTheTypeOfWhatIsInIt(String name, String type, String coding) throws IOException {
        site.file(name, "content");

        for (FileHandler each : List.of(handler, site.handler())) {
            Response answer = get(each, "/" + name, "Accept-Encoding", "identity");

            assertThat(field(answer, "Content-Type")).isEqualTo(type);
            assertThat(answer.headers().first("Content-Encoding").orElse(null)).isEqualTo(coding);
            assertThat(answer.headers().contains("Vary")).isFalse();
            assertThat(content(answer)).isEqualTo("content");
        }
    }

    @Test
    void whatIsCodedByItselfIsNotCodedAgain() throws IOException {
        site.file("app.js.gz", "once");
        site.file("app.js.gz.br", "twice");

        assertThat(content(get(handler, "/app.js.gz", "Accept-Encoding", "gzip, br")))
                .isEqualTo("once");
    }

    @Test
    void oneThatComesOrGoesIsSeenWithinASecond() throws IOException {
        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "br"))).isEqualTo("brotli");
        Files.delete(site.root.resolve("page.html.br"));
        site.pass(Duration.ofSeconds(2));
        assertThat(content(get(handler, "/page.html", "Accept-Encoding", "br"))).isEqualTo("plain");

        site.file("alone.txt.gz", "alone, gzip");
        assertThat(content(get(handler, "/alone.txt"))).isEqualTo("alone");
        site.pass(Duration.ofSeconds(2));
        assertThat(content(get(handler, "/alone.txt", "Accept-Encoding", "gzip")))
                .isEqualTo("alone, gzip");
    }

    @Test
    void bigOnesAreSentFromTheirFiles() throws IOException {
        site.file("big.html", "0123456789".repeat(10_000));
        site.file("big.html.gz", "abcdefghij".repeat(8_000));

        assertThat(content(get(handler, "/big.html"))).hasSize(100_000);
        assertThat(content(get(handler, "/big.html", "Accept-Encoding", "gzip")))
                .hasSize(80_000)
                .startsWith("abc");
    }

    @Test
    void aCodedFileCanBeHadByItsOwnName() throws IOException {
        Response answer = get(handler, "/page.html.gz");

        assertThat(field(answer, "Content-Type")).isEqualTo("text/html");
        assertThat(field(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(content(answer)).isEqualTo("gzip");
    }

    @Test
    void withoutTheOptionTheyAreFilesLikeOthers() throws IOException {
        FileHandler plain = site.handler();

        Response answer = get(plain, "/page.html", "Accept-Encoding", "br");

        assertThat(content(answer)).isEqualTo("plain");
        assertThat(answer.headers().contains("Vary")).isFalse();
    }

    @Test
    void noFileStaysOpenWhereTheFunctionThrows() throws IOException {
        site.file("big.html", "x".repeat(100_000));
        site.file("big.html.gz", "y".repeat(100_000));
        AtomicInteger calls = new AtomicInteger();
        FileHandler failing = site.serve(builder -> builder.precompressed(true).cacheControl(file -> {
            if (calls.incrementAndGet() % 2 == 0) throw new IllegalStateException("the user's own fault");
            return "no-cache";
        }));

        for (int i = 0; i < 20; i++) {
            assertThatIllegalStateException().isThrownBy(() -> get(failing, "/big.html"));
        }

        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void cachingIsSaidByAFunctionOfTheFile() throws IOException {
        FileHandler telling = site.serve(builder -> builder.cacheControl(
                file -> file.name() + " " + file.path() + " " + file.size() + " " + file.mediaType()));

        assertThat(field(get(telling, "/dir/"), "Cache-Control")).isEqualTo("index.html /dir/ 5 text/html");
        Response answer = get(telling, "/alone.txt");
        assertThat(field(answer, "Cache-Control")).isEqualTo("alone.txt /alone.txt 5 text/plain");
        Response unchanged = get(telling, "/alone.txt", "If-None-Match", field(answer, "ETag"));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(field(unchanged, "Cache-Control")).isEqualTo("alone.txt /alone.txt 5 text/plain");
    }
}
