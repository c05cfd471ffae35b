package dev.dunlin.http.files;

import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A tree of files that were written yesterday, on a disk that is watched, by a clock that only moves when it is told to.
 * As an extension of a test it closes its handlers and is deleted after each.
 */
final class Site implements InstantSource, AfterEachCallback {
    static final Instant START = Instant.parse("2026-02-05T08:49:37.500Z");
    static final Instant YESTERDAY = START.minus(Duration.ofDays(1));

    final Path root = TemporaryRoot.make();

    /** Where the root lies, for what is not to be served. */
    final Path outside = root.getParent();

    final Disk disk = watchedDisk();
    private final List<FileHandler> served = new ArrayList<>();
    private volatile Instant now = START;

    /** The change time is that of the system's clock; here it goes by that of the site. */
    private static Disk watchedDisk() {
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        try {
            doAnswer(look -> look.getArgument(1, BasicFileAttributes.class).lastModifiedTime())
                    .when(disk)
                    .changeTime(any(), any());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    /** The version of a file as this site sees it. */
    static FileVersion version(Path path) throws IOException {
        BasicFileAttributes attributes = Disk.LOCAL.attributes(path);
        return FileVersion.of(attributes, attributes.lastModifiedTime());
    }

    /** Adds a file before the test begins. */
    Site with(String name, String content) {
        try {
            file(name, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    FileHandler.Builder builder() {
        return FileHandler.builder(root).disk(disk).clock(this);
    }

    FileHandler handler() {
        return serve(builder -> builder);
    }

    FileHandler serve(UnaryOperator<FileHandler.Builder> with) {
        FileHandler handler = with.apply(builder()).build();
        served.add(handler);
        return handler;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        served.forEach(FileHandler::close);
        TemporaryRoot.delete(root);
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

    /** Asks where the answer may come later, and on another thread. */
    static CompletableFuture<Response> ask(FileHandler handler, String target, String... fields) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Request request =
                Request.builder("GET", target).headers(Headers.of(fields)).build();
        try {
            handler.handle(request, answer::complete);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** The answer; on a slow machine it may have to be asked for again until the names have been read. */
    static Response getByName(FileHandler handler, String target, String... fields) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> ask(handler, target, fields).get(60, TimeUnit.SECONDS), answer -> answer.status() != 503);
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
