package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.routing.Routes;
import dev.dunlin.http.testing.TestConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file handler with a prefix is mounted by a route to that prefix. */
class RoutedFilesTest {
    @TempDir
    Path root;

    private FileHandler files;
    private Handler application;

    @BeforeEach
    void mount() throws Exception {
        Files.writeString(root.resolve("a.txt"), "a file");
        Files.createDirectory(root.resolve("birds"));
        Files.writeString(root.resolve("birds/index.html"), "an index");
        files = FileHandler.builder(root).prefix("/static").build();
        application = Routes.builder()
                .under("/static", files)
                .fallback((request, responder) -> responder.respond(Response.ok("the application")))
                .build();
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void whatLiesUnderThePrefixIsAFile() {
        assertThat(answer("GET", "/static/a.txt")).startsWith("HTTP/1.1 200 ").endsWith("a file");
        assertThat(answer("GET", "/static/birds/")).endsWith("an index");
        assertThat(answer("HEAD", "/static/a.txt"))
                .contains("Content-Length: 6\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void directoriesAreRedirectedUnderThePrefix() {
        assertThat(answer("GET", "/static")).startsWith("HTTP/1.1 301 ").contains("Location: /static/\r\n");
        assertThat(answer("GET", "/static/birds")).contains("Location: /static/birds/\r\n");
    }

    @Test
    void whatIsMissingUnderThePrefixIsNotLeftToTheFallback() {
        assertThat(answer("GET", "/static/b.txt")).startsWith("HTTP/1.1 404 ");
        assertThat(answer("GET", "/static/../b")).startsWith("HTTP/1.1 403 ");
        assertThat(answer("GET", "/b.txt")).endsWith("the application");
    }

    @Test
    void methodsAreThoseOfFiles() {
        assertThat(answer("OPTIONS", "/static/a.txt"))
                .startsWith("HTTP/1.1 204 ")
                .contains("Allow: GET, HEAD, OPTIONS\r\n");
        assertThat(answer("DELETE", "/static/a.txt")).startsWith("HTTP/1.1 405 ");
    }

    private String answer(String method, String target) {
        return TestConnection.to(application).exchange(method + " " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }
}
