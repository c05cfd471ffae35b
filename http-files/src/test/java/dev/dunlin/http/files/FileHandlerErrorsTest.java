package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered where no file is sent. */
class FileHandlerErrorsTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("big.bin", "x".repeat(70_000))
            .with("dir/index.html", "<p>index")
            .with("bare/other.txt", "other");

    private final FileHandler handler = site.handler();

    // ---- errors and redirects

    @ParameterizedTest
    @CsvSource({
        "/nothing, 404",
        "/bare/, 404",
        "/file.txt/, 404",
        "/dir%2findex.html, 404",
        "/.git/config, 404",
        "/%252e%252e/, 404",
        "/.., 403",
        "/%2e%2e/secret, 403",
        "/%00, 400"
    })
    void whatIsRefusedIsAnsweredWithAnErrorPage(String target, int status) throws IOException {
        Response answer = get(handler, target);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(field(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(content(answer)).contains(Integer.toString(status)).doesNotContain(site.outside.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/dir, /dir/",
        "/dir?, /dir/?",
        "/dir?a=b&c=%20d?e, /dir/?a=b&c=%20d?e",
        "/dir?[x]|y, /dir/?%5Bx%5D%7Cy",
        "/dir?{}\\<>^%zz%41, /dir/?%7B%7D%5C%3C%3E%5E%25zz%41",
        "/dir?é, /dir/?%C3%A9",
        "//dir, /dir/",
        "/dir/../dir, /dir/",
        "/a%20b, /a%20b/",
        "/%d0%bf, /%D0%BF/",
        "/evil.example, /evil.example/",
        "//evil.example, /evil.example/",
        "///evil.example, /evil.example/",
        "/.//evil.example, /evil.example/",
        "/%2e//evil.example?//x, /evil.example/?//x"
    })
    void aDirectoryWithoutItsSlashIsRedirectedWithinThisServer(String target, String location) throws IOException {
        site.file("a b/c", "");
        site.file("п/c", "");
        site.file("evil.example/c", "");

        Response answer = get(handler, target);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(field(answer, "Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/..",
                "//evil.example/%2e%2e",
                "/%2Fevil.example",
                "/%2F%2Fevil.example/..",
                "/\\evil.example",
                "/%5cevil.example",
                "/%09/evil.example",
                "/%0d%0aLocation:%20//evil.example"
            })
    void noTargetRedirectsToAnotherServer(String target) throws IOException {
        site.file("evil.example/c", "");

        assertThat(get(handler, target).headers().first("Location")).isEmpty();
    }

    @Test
    void aNameWithALineBreakIsEscapedInTheLocation() throws IOException {
        site.file("a\r\nX-Injected: b/c", "");

        Response answer = get(handler, "/a%0D%0AX-Injected:%20b");

        assertThat(field(answer, "Location")).isEqualTo("/a%0D%0AX-Injected:%20b/");
        assertThat(answer.headers().contains("X-Injected")).isFalse();
    }

    @Test
    void aFileThatMayNotBeReadIsForbidden() throws IOException {
        doReturn(false).when(site.disk).isReadable(any());

        assertThat(get(handler, "/file.txt").status()).isEqualTo(403);
        assertThat(get(handler, "/big.bin").status()).isEqualTo(403);
    }

    // ---- methods

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW", "get", "Head"})
    void otherMethodsAreNotAllowedOnAnyPath(String method) throws IOException {
        for (String target : List.of("/file.txt", "/dir", "/dir/", "/nothing", "/..", "/%00", "/a%2fb")) {
            Response answer = request(handler, method, target);

            assertThat(answer.status()).as(target).isEqualTo(405);
            assertThat(field(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file.txt", "/dir", "/nothing", "/..", "/%00", "*"})
    void optionsSaysWhatIsAllowedOnAnyPath(String target) throws IOException {
        Response answer = request(handler, "OPTIONS", target);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(field(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.body().length()).isZero();
    }

    // ---- a disk that gives trouble

    @Test
    void aFileThatSettlesAfterTheFirstLookIsSent() throws IOException {
        Queue<String> versions = new ArrayDeque<>(List.of("content 1", "content 22"));
        doAnswer(open -> {
                    String version = versions.poll();
                    if (version != null) site.file("file.txt", version);
                    return Disk.LOCAL.open(open.getArgument(0), open.getArgument(1));
                })
                .when(site.disk)
                .open(any(), any());

        assertThat(content(get(handler, "/file.txt"))).isEqualTo("content 22");
    }

    @Test
    void aFileThatDoesNotSettleIsUnavailableForNow() throws IOException {
        doThrow(new FileSystemException("file.txt", null, "Too many open files"))
                .when(site.disk)
                .open(any(), any());
        try (LogCapture log = new LogCapture(FileAnswers.class)) {
            Response answer = get(handler, "/file.txt");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(field(answer, "Retry-After")).isEqualTo("1");
            assertThat(log.events(Level.WARN))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage()).contains("/file.txt"));
        }
    }

    @Test
    void withNoFileLeftToOpenOneWarningAMinuteHasToDo() throws IOException {
        doThrow(new FileSystemException("file.txt", null, "Too many open files"))
                .when(site.disk)
                .open(any(), any());
        try (LogCapture log = new LogCapture(FileAnswers.class);
                FileHandler handler = site.builder().build()) {
            for (int i = 0; i < 10; i++) get(handler, "/file.txt");
            assertThat(log.events(Level.WARN)).hasSize(1);

            site.pass(Duration.ofMinutes(1));
            for (int i = 0; i < 10; i++) get(handler, "/file.txt");
            assertThat(log.events(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeLookedAtForNowIsUnavailableAndNotMissing() throws IOException {
        FileSystemException exhausted = new FileSystemException("dir", null, "Too many open files");
        doThrow(exhausted).when(site.disk).openRoot(any());
        try (FileHandler listing = site.builder().listing(true).build()) {
            for (String target : List.of("/file.txt", "/dir", "/dir/", "/bare/")) {
                assertThat(get(listing, target).status()).as(target).isEqualTo(503);
            }
            assertThat(get(listing, "/nothing").status()).isEqualTo(404); // which the system tells by the path alone
        }
    }

    @Test
    void aDiskThatFailsIsAnError() throws IOException {
        FileChannel broken = mock(FileChannel.class);
        when(broken.read(any(ByteBuffer.class))).thenThrow(new IOException("Input/output error"));
        doReturn(broken).when(site.disk).open(any(), any());

        assertThatIOException().isThrownBy(() -> get(handler, "/file.txt")).withMessage("Input/output error");
    }
}
