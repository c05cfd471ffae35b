package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.dunlin.http.files.NameMatches.Nothing;
import dev.dunlin.http.files.NameMatches.One;
import dev.dunlin.http.files.NameMatches.Several;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A tree of empty files with an index of it. Waits long, since a slow machine is no fault of the index. As an extension
 * of a test it closes the index and is deleted after each.
 */
final class NameTestSite implements AutoCloseable, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path root;

    /** Where the root lies, for what is not to be found. */
    final Path outside;

    private NameIndex index;

    NameTestSite() {
        this(TemporaryRoot.make());
    }

    private NameTestSite(Path root) {
        this.root = root;
        outside = root.getParent();
    }

    /** Another one beside this; what calls for it makes its root and closes it. */
    NameTestSite beside(String name) {
        return new NameTestSite(outside.resolve(name));
    }

    NameIndex start() {
        return start(builder -> builder);
    }

    NameIndex start(UnaryOperator<NameIndex.Builder> with) {
        index = with.apply(NameIndex.builder(root)).start();
        return index;
    }

    void startAndWait() {
        startAndWait(builder -> builder);
    }

    void startAndWait(UnaryOperator<NameIndex.Builder> with) {
        assertThat(start(with).whenReady(PATIENCE).toCompletableFuture().join()).isTrue();
    }

    @Override
    public void close() {
        if (index != null) index.close();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
        TemporaryRoot.delete(root);
    }

    NameIndex index() {
        return index;
    }

    /** The paths of the files found; the last is "..." if there are more. */
    List<String> find(String tail) {
        NameMatches matches = index.find(Arrays.asList(tail.split("/")));
        if (matches == Nothing.NONE) return List.of();
        if (matches instanceof One one) return List.of(one.place().toRelativePath());
        if (matches instanceof Several several && !several.more()) {
            return several.places().stream().map(TreePath::toRelativePath).toList();
        }
        throw new AssertionError(matches);
    }

    void awaitFound(String tail, String... paths) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(find(tail)).containsExactly(paths));
    }

    void awaitNone(String tail) {
        awaitFound(tail);
    }

    /** Until this file, made now, is found, all that was done before has been seen: events are told in their order. */
    void awaitFence(String directory) throws IOException {
        String name = "fence-" + System.nanoTime();
        String path = directory.isEmpty() ? name : directory + "/" + name;
        file(path);
        awaitFound(name, path);
    }

    Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    Path directory(String path) throws IOException {
        return Files.createDirectories(root.resolve(path));
    }

    Path link(String path, Path target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, target);
    }

    void move(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to));
    }

    void delete(String path) throws IOException {
        MoreFiles.deleteRecursively(root.resolve(path), RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
