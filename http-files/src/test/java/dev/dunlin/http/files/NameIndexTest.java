package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first scan finds. */
@Timeout(180)
class NameIndexTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    @Test
    void findsTheOnlyFileByTheEndOfItsPath() throws IOException {
        site.file("a/dir123/deep.txt");
        site.file("a/other.txt");
        site.startAndWait();

        assertThat(site.find("deep.txt")).containsExactly("a/dir123/deep.txt");
        assertThat(site.find("dir123/deep.txt")).containsExactly("a/dir123/deep.txt");
        assertThat(site.find("a/dir123/deep.txt")).containsExactly("a/dir123/deep.txt");
        assertThat(site.find("b/deep.txt")).isEmpty();
        assertThat(site.find("dir123")).isEmpty();
    }

    @Test
    void namesSeveral() throws IOException {
        site.file("b/index.html");
        site.file("a/index.html");
        site.file("index.html");
        site.startAndWait();

        assertThat(site.find("index.html")).containsExactly("a/index.html", "b/index.html", "index.html");
        assertThat(site.find("b/index.html")).containsExactly("b/index.html");
    }

    @Test
    void findsNothingInAnEmptyDirectory() {
        site.startAndWait();
        assertThat(site.find("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "два слова и ещё.txt",
                " leading and trailing ",
                "new\nline",
                "percent%20.txt",
                "a+b&c=d?e#f",
                "emoji \uD83E\uDD86",
                "x..y"
            })
    void findsStrangeNames(String name) throws IOException {
        site.file("некий каталог/" + name);
        site.startAndWait();

        assertThat(site.find(name)).containsExactly("некий каталог/" + name);
        assertThat(site.find("некий каталог/" + name)).containsExactly("некий каталог/" + name);
    }

    @Test
    void passesOverWhatBeginsWithADot() throws IOException {
        site.file(".hidden");
        site.file("a/.hidden");
        site.file(".git/config");
        site.file("a/.svn/deep/entries");
        site.file(".well-known/security.txt");
        site.file("a/plain");
        site.startAndWait();

        assertThat(site.find("plain")).containsExactly("a/plain");
        for (String tail : List.of(".hidden", "config", ".git/config", "entries", "deep/entries", "security.txt")) {
            assertThat(site.find(tail)).as(tail).isEmpty();
        }
    }

    @Test
    void passesOverWhatCannotBeAskedFor() throws IOException {
        site.file("back\\slash");
        site.startAndWait();
        assertThat(site.find("back\\slash")).isEmpty();
    }

    /** Java shows bytes that are no UTF-8 by a character that leads nowhere when it is asked for. */
    @Test
    void passesOverNamesThatCannotBeSpelled() throws Exception {
        run("sh", "-c", ": > \"$1/$(printf 'bad\\377name')\"", "sh", site.root.toString());
        site.file("a/x");
        site.startAndWait();
        assertThat(site.find("bad\uFFFDname")).isEmpty();
        assertThat(site.find("x")).containsExactly("a/x");
    }

    @Test
    void passesOverLinksAndWhatLiesUnderThem() throws IOException {
        Path outside = Files.createDirectory(site.outside.resolve("outside"));
        Files.createFile(outside.resolve("secret.txt"));
        site.file("real/file.txt");
        site.link("out", outside);
        site.link("secret.txt", outside.resolve("secret.txt"));
        site.link("other.txt", site.root.resolve("real/file.txt"));
        site.link("alias", site.root.resolve("real"));
        site.link("dangling", site.root.resolve("nowhere"));
        site.link("real/loop", site.root);
        site.link("self", site.root.resolve("self"));
        site.startAndWait();

        assertThat(site.find("file.txt")).containsExactly("real/file.txt");
        for (String tail : List.of("secret.txt", "other.txt", "alias/file.txt", "dangling", "self", "loop/file.txt")) {
            assertThat(site.find(tail)).as(tail).isEmpty();
        }
    }

    @Test
    void passesOverWhatIsNoRegularFile() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", site.root.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        site.startAndWait();
        assertThat(site.find("pipe")).isEmpty();
    }

    @Test
    void takesARootThatIsALink() throws IOException {
        site.file("a/x");
        Files.createSymbolicLink(site.outside.resolve("current"), site.root);
        try (NameTestSite linked = site.beside("current")) {
            linked.startAndWait();
            assertThat(linked.find("x")).containsExactly("a/x");
        }
    }

    @Test
    void takesARootWhoseNameBeginsWithADot() throws IOException {
        try (NameTestSite hidden = site.beside(".site")) {
            hidden.file("a/x");
            hidden.startAndWait();
            assertThat(hidden.find("x")).containsExactly("a/x");
        }
    }

    @Test
    void findsFilesInADeepTree() throws IOException {
        String deep = "d/".repeat(150);
        site.file(deep + "deep.txt");
        site.startAndWait();

        assertThat(site.find("deep.txt")).containsExactly(deep + "deep.txt");
        assertThat(site.find("d/".repeat(100) + "deep.txt")).containsExactly(deep + "deep.txt");
        assertThat(site.find("d/".repeat(151) + "deep.txt")).isEmpty();
    }

    @Test
    void passesOverPathsThatAreTooLong() throws Exception {
        site.file("a/x");
        String name = "n".repeat(200);
        String script = "cd \"$1\" && for i in $(seq 25); do mkdir " + name + " && cd -P " + name
                + " && : > too-deep || exit 1; done";
        run("sh", "-c", script, "sh", site.root.toString());
        try {
            site.startAndWait();
            assertThat(site.find("x")).containsExactly("a/x");
            await().atMost(NameTestSite.PATIENCE)
                    .until(() -> site.index().find(List.of("too-deep")) instanceof NameMatches.Several);
        } finally {
            site.close();
            run("rm", "-rf", site.root.resolve(name).toString());
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void passesOverWhatCannotBeLookedAt() throws IOException {
        Path locked = site.file("a/locked");
        site.file("a/open");
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doThrow(new AccessDeniedException("locked")).when(disk).attributes(locked.toRealPath());
        site.startAndWait(builder -> builder.disk(disk));

        assertThat(site.find("locked")).isEmpty();
        assertThat(site.find("open")).containsExactly("a/open");
    }

    @Test
    void passesOverADirectoryThatMayNotBeRead() throws IOException {
        Path locked = site.file("locked/x").getParent();
        site.file("a/x");
        Files.setPosixFilePermissions(locked, Set.of());
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            assumeFalse(Files.isReadable(locked), "root may read everything");
            site.startAndWait();
            assertThat(site.find("x")).containsExactly("a/x");
            assertThat(log.events(Level.WARN)).isEmpty();
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void passesOverADirectoryThatIsGone() throws IOException {
        Path gone = site.directory("a/gone");
        site.file("a/x");
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doAnswer(look -> {
                    var attributes = Disk.LOCAL.attributes(gone);
                    Files.delete(gone);
                    return attributes;
                })
                .when(disk)
                .attributes(gone.toRealPath());
        site.startAndWait(builder -> builder.disk(disk).watcher(new NameTestWatcher(site.root)));

        assertThat(site.find("x")).containsExactly("a/x");
        assertThat(gone).doesNotExist();
    }
}
