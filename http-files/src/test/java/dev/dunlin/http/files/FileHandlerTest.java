package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHandlerTest {
    private static final String BIG = "0123456789".repeat(7000);

    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("big.bin", BIG)
            .with("dir/index.html", "<p>index")
            .with("bare/other.txt", "other");

    private final FileHandler handler = site.handler();

    // ---- directories

    @Test
    void aDirectoryWithoutAnIndexIsListedWhereThatIsTurnedOn() throws IOException {
        try (FileHandler listing = site.builder().listing(true).build()) {
            assertThat(content(get(listing, "/bare/"))).contains("other.txt");
            assertThat(content(get(listing, "/dir/"))).isEqualTo("<p>index");
            assertThat(field(get(listing, "/bare?sort=size"), "Location")).isEqualTo("/bare/?sort=size");
            assertThat(get(handler, "/bare/").status()).isEqualTo(404);
        }
    }

    @Test
    void aLargeDirectoryIsListedByAThreadOfTheHandler() throws Exception {
        for (int i = 0; i < 300; i++) site.file("large/file" + i, "");
        CompletableFuture<String> thread = new CompletableFuture<>();
        CompletableFuture<String> content = new CompletableFuture<>();
        try (FileHandler listing = site.builder().listing(true).build()) {
            listing.handle(Request.builder("GET", "/large/").build(), answer -> {
                thread.complete(Thread.currentThread().getName());
                answer.body().bytes(1_000_000).thenAccept(bytes -> {
                    content.complete(new String(bytes, UTF_8));
                    answer.body().close();
                });
            });

            assertThat(thread.get(60, TimeUnit.SECONDS)).startsWith("files-");
            assertThat(content.get(60, TimeUnit.SECONDS)).contains("300 files", "file299", "</html>");
            assertThat(listing.snapshot().bytes()).as("kept for a moment").isPositive();
        }
    }

    // ---- what is sent

    @Test
    void aFileIsSentWithItsTypeAndItsValidators() throws IOException {
        Response answer = get(handler, "/file.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .extracting(line -> line.name() + ": " + line.value())
                .containsExactlyInAnyOrder(
                        "Accept-Ranges: bytes",
                        "Content-Type: text/plain",
                        "ETag: "
                                + new TagPolicy(EntityTags.CHANGE_TIME)
                                        .ofContent(versionOf("file.txt"), ByteBuffer.allocate(0), true, Site.START, "")
                                        .tag(),
                        "Last-Modified: Wed, 04 Feb 2026 08:49:37 GMT",
                        "X-Content-Type-Options: nosniff");
        assertThat(field(answer, "ETag")).startsWith("\"");
        assertThat(answer.body().length()).isEqualTo(7);
        assertThat(content(answer)).isEqualTo("content");
    }

    @Test
    void aBigFileIsSentWithTheSameFields() throws IOException {
        Response answer = get(handler, "/big.bin");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().size())
                .isEqualTo(get(handler, "/file.txt").headers().size());
        assertThat(field(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.body().length()).isEqualTo(BIG.length());
        assertThat(content(answer)).isEqualTo(BIG);
    }

    @Test
    void anEmptyFileIsSentWithALengthOfZero() throws IOException {
        site.file("empty.css", "");

        Response answer = get(handler, "/empty.css");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Type")).isEqualTo("text/css");
        assertThat(answer.body().length()).isZero();
        assertThat(content(answer)).isEmpty();
    }

    @Test
    void headIsAnsweredLikeGet() throws IOException {
        for (String target : List.of("/file.txt", "/big.bin", "/dir/", "/dir", "/nothing")) {
            Response head = request(handler, "HEAD", target);
            Response get = get(handler, target);

            assertThat(head.toString()).as(target).isEqualTo(get.toString());
            assertThat(head.body().length()).as(target).isEqualTo(get.body().length());
            head.body().close();
            get.body().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/file.txt?", "/file.txt?a=b", "/file.txt?/../..", "/file.txt?%00", "http://host/file.txt?x"})
    void theQueryAndTheFormOfTheTargetDoNotMatter(String target) throws IOException {
        assertThat(content(get(handler, target))).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dir/", "/dir/?a=b", "/dir/index.html", "/./dir//", "/bare/../dir/."})
    void theIndexAnswersForItsDirectory(String target) throws IOException {
        Response answer = get(handler, target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Type")).isEqualTo("text/html");
        assertThat(content(answer)).isEqualTo("<p>index");
    }

    @Test
    void theTypeIsTheOneOfTheNameThatWasAskedFor() throws IOException {
        site.file("blobs/1234", "{}");
        site.link("data.json", Path.of("blobs/1234"));

        assertThat(field(get(handler, "/data.json"), "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%D0%BF%D1%80.txt", "/%d0%bf%D1%80%2etxt", "/a%20b%25c.txt", "/dir/a+b.txt"})
    void namesMayHoldAnything(String target) throws IOException {
        site.file("пр.txt", "content");
        site.file("a b%c.txt", "content");
        site.file("dir/a+b.txt", "content");

        assertThat(content(get(handler, target))).isEqualTo("content");
    }

    // ---- options, and its place among handlers

    @Test
    void theIndexAndTheTypesCanBeConfigured() throws IOException {
        site.file("dir/main.txt", "main");
        MediaTypes types = MediaTypes.none().with("txt", "text/plain").withCharset(UTF_8);
        try (FileHandler own =
                site.builder().index("main.txt").mediaTypes(types).build()) {
            Response answer = get(own, "/dir/");

            assertThat(content(answer)).isEqualTo("main");
            assertThat(field(answer, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void theDefaultsServeADirectoryOnThisMachinesDisk() throws IOException {
        try (FileHandler own = FileHandler.of(site.root)) {
            assertThat(content(get(own, "/file.txt"))).isEqualTo("content");
            assertThat(content(get(own, "/big.bin"))).isEqualTo(BIG);
        }
    }

    @Test
    void theRootMustBeADirectory() {
        Path file = site.root.resolve("file.txt");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileHandler.of(file))
                .withMessageContaining(file.toString());
        assertThatIllegalArgumentException().isThrownBy(() -> FileHandler.of(site.root.resolve("nothing")));
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> site.builder().cacheBytes(-1).build())
                .withMessage("cacheBytes must not be less than 0: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> site.builder().inMemoryLimit(-1).build())
                .withMessageContaining("inMemoryLimit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> site.builder().maxOpenFiles(0).build())
                .withMessageContaining("maxOpenFiles");
    }

    @Test
    void worksOnAnExecutorsThreads() throws Exception {
        List<Runnable> queue = new ArrayList<>();
        List<Response> answers = new ArrayList<>();
        Handler blocking = handler.on(queue::add);

        blocking.handle(Request.builder("GET", "/file.txt").build(), answers::add);
        assertThat(answers).isEmpty();
        queue.forEach(Runnable::run);

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(content(answer)).isEqualTo("content"));
    }

    @Test
    void anotherHandlerMayAnswerForWhatIsNotFound() throws Exception {
        List<Response> answers = new ArrayList<>();
        Handler site = handler.fallback(404, (request, responder) -> responder.respond(Response.ok("application")));

        site.handle(Request.builder("GET", "/nothing").build(), answers::add);

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(content(answer)).isEqualTo("application"));
    }

    private FileVersion versionOf(String name) throws IOException {
        return Site.version(site.root.resolve(name));
    }
}
