package dev.dunlin.http.files;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A tree of files that were written yesterday, on a disk that is watched, by a clock that only moves when it is told to. */
final class Site implements InstantSource {
    static final Instant START = Instant.parse("2026-02-05T08:49:37.500Z");
    static final Instant YESTERDAY = START.minus(Duration.ofDays(1));

    final Path root;
    final Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
    private volatile Instant now = START;

    Site(Path root) {
        this.root = root;
    }

    FileHandler.Builder builder() {
        return FileHandler.builder(root).disk(disk).clock(this);
    }

    FileHandler handler() {
        return builder().build();
    }

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    Path file(String name, String content) throws IOException {
        return file(name, content, YESTERDAY);
    }

    Path file(String name, String content, Instant modified) throws IOException {
        Path path = withDirectories(name);
        Files.writeString(path, content);
        return Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private Path withDirectories(String name) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        return path;
    }

    Path link(String name, Path target) throws IOException {
        return Files.createSymbolicLink(withDirectories(name), target);
    }

    static Response get(FileHandler handler, String target, String... fields) throws IOException {
        return request(handler, "GET", target, fields);
    }

    static Response request(FileHandler handler, String method, String target, String... fields) throws IOException {
        List<Response> answers = new ArrayList<>();
        handler.handle(
                Request.builder(method, target).headers(Headers.of(fields)).build(), answers::add);
        if (answers.size() != 1) throw new AssertionError("one answer expected: " + answers);
        return answers.get(0);
    }

    /** Reads the content as a client would see it, and closes the body as the server does. */
    static String content(Response response) {
        try {
            byte[] bytes = response.body()
                    .bytes(Integer.MAX_VALUE)
                    .toCompletableFuture()
                    .join();
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            response.body().close();
        }
    }

    static String field(Response response, String name) {
        return response.headers().first(name).orElse("");
    }
}
