package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes while the index runs: told of by the kernel (true), or found by reading everything again (false). */
@ParameterizedClass(name = "watching {0}")
@ValueSource(booleans = {true, false})
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class NameIndexChangesTest {
    private final boolean watching;

    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    NameIndexChangesTest(boolean watching) {
        this.watching = watching;
    }

    private void start() {
        site.startAndWait(builder -> watching
                ? builder.rescanEvery(Duration.ofHours(1))
                : builder.watcher(new NameWatcher.Idle()).rescanEvery(Duration.ofMillis(100)));
    }

    // ---- files

    @Test
    void findsANewFile() throws IOException {
        site.directory("a/b");
        start();
        assertThat(site.find("new.txt")).isEmpty();
        site.file("a/b/new.txt");
        site.awaitFound("new.txt", "a/b/new.txt");
        site.file("new.txt");
        site.awaitFound("new.txt", "a/b/new.txt", "new.txt");
    }

    @Test
    void missesADeletedFile() throws IOException {
        site.file("a/x");
        site.file("b/x");
        start();
        site.delete("a/x");
        site.awaitFound("x", "b/x");
        site.delete("b/x");
        site.awaitNone("x");
    }

    @Test
    void followsARenamedFile() throws IOException {
        site.file("a/old.txt");
        start();
        site.move("a/old.txt", "a/new.txt");
        site.awaitFound("new.txt", "a/new.txt");
        site.awaitNone("old.txt");
    }

    @Test
    void followsAFileFromDirectoryToDirectory() throws IOException {
        site.file("a/x");
        site.directory("b");
        start();
        site.move("a/x", "b/x");
        site.awaitFound("x", "b/x");
        site.move("b/x", "x");
        site.awaitFound("x", "x");
    }

    @Test
    void followsFilesInAndOutOfTheTree() throws IOException {
        site.file("a/x");
        start();
        Files.move(site.root.resolve("a/x"), site.outside.resolve("x"));
        site.awaitNone("x");
        Files.move(site.outside.resolve("x"), site.root.resolve("a/y"));
        site.awaitFound("y", "a/y");
    }

    @Test
    void keepsAFileThatIsReplacedByAnother() throws IOException {
        site.file("a/x");
        start();
        for (int i = 0; i < 20; i++) {
            Path other = Files.createFile(site.root.resolve("a/other" + i));
            Files.move(other, site.root.resolve("a/x"), StandardCopyOption.REPLACE_EXISTING);
        }
        site.awaitFence("a");
        assertThat(site.find("x")).containsExactly("a/x");
        assertThat(site.find("other7")).isEmpty();
    }

    @Test
    void passesOverHiddenNamesAndLinksThatCome() throws IOException {
        site.file("a/x");
        start();
        site.file("a/.hidden");
        site.file(".git/config");
        site.link("a/link", site.root.resolve("a/x"));
        site.link("alias", site.root.resolve("a"));
        site.awaitFence("a");
        site.awaitFence("");

        assertThat(site.find(".hidden")).isEmpty();
        assertThat(site.find("config")).isEmpty();
        assertThat(site.find("link")).isEmpty();
        assertThat(site.find("x")).containsExactly("a/x");
    }

    @Test
    void followsAFileIntoHiding() throws IOException {
        site.file("a/x");
        start();
        site.move("a/x", "a/.x");
        site.awaitNone("x");
        site.move("a/.x", "a/x");
        site.awaitFound("x", "a/x");
    }

    @Test
    void seesWhenAFileBecomesADirectoryAndALink() throws IOException {
        site.file("a/thing");
        start();
        site.delete("a/thing");
        site.file("a/thing/inside");
        site.awaitFound("inside", "a/thing/inside");
        site.awaitNone("thing");

        site.delete("a/thing");
        site.link("a/thing", site.root);
        site.awaitNone("inside");
        site.delete("a/thing");
        site.file("a/thing");
        site.awaitFound("thing", "a/thing");
    }

    // ---- directories

    @Test
    void findsWhatLiesInANewDirectory() throws IOException {
        start();
        site.file("new/x");
        site.awaitFound("new/x", "new/x");
        site.file("new/y");
        site.awaitFound("y", "new/y");
    }

    /** Each directory may come between the registration and the scan of the one above it, or after. */
    @Test
    void findsFilesInDirectoriesThatAreMadeTogether() throws IOException {
        start();
        for (int i = 0; i < 50; i++) site.file("t" + i + "/a/b/c/d/e/deep" + i);
        for (int i = 0; i < 50; i++) site.awaitFound("deep" + i, "t" + i + "/a/b/c/d/e/deep" + i);
        for (int i = 0; i < 50; i++) site.file("t" + i + "/a/b/more" + i);
        for (int i = 0; i < 50; i++) site.awaitFound("more" + i, "t" + i + "/a/b/more" + i);
    }

    @Test
    void findsWhatLiesInADirectoryThatIsMovedIn() throws IOException {
        Path outside = Files.createDirectories(site.outside.resolve("outside/sub"));
        Files.createFile(outside.resolve("x"));
        start();
        Files.move(site.outside.resolve("outside"), site.root.resolve("inside"));
        site.awaitFound("x", "inside/sub/x");
        site.file("inside/sub/y");
        site.awaitFound("y", "inside/sub/y");
    }

    @Test
    void missesWhatLiesInADirectoryThatIsMovedOut() throws IOException {
        site.file("a/sub/x");
        start();
        Files.move(site.root.resolve("a"), site.outside.resolve("outside"));
        site.awaitNone("x");
        Files.createFile(site.outside.resolve("outside/sub/y"));
        site.awaitFence("");
        assertThat(site.find("y")).isEmpty();
    }

    @Test
    void followsARenamedDirectory() throws IOException {
        for (int i = 0; i < 1000; i++) site.file("old/sub" + i % 10 + "/file" + i);
        start();
        site.move("old", "new");
        site.awaitFound("new/sub7/file777", "new/sub7/file777");
        site.awaitNone("old/sub7/file777");
        for (int i = 0; i < 1000; i++) site.awaitFound("file" + i, "new/sub" + i % 10 + "/file" + i);

        site.file("new/sub3/later");
        site.awaitFound("later", "new/sub3/later");
        site.delete("new/sub3/file333");
        site.awaitNone("file333");
    }

    @Test
    void followsADirectoryThatIsMovedUpAndDownTheTree() throws IOException {
        site.file("a/b/c/d/x");
        site.directory("z");
        start();
        String[] places = {"c", "z/c", "a/c", "a/b/c", "z/other", "c"};
        String from = "a/b/c";
        for (String to : places) {
            site.move(from, to);
            site.awaitFound("x", to + "/d/x");
            site.file(to + "/d/y");
            site.awaitFound("y", to + "/d/y");
            site.delete(to + "/d/y");
            site.awaitNone("y");
            from = to;
        }
    }

    @Test
    void followsDirectoriesThatChangePlaces() throws IOException {
        site.file("a/x");
        site.file("b/y");
        start();
        for (int i = 0; i < 20; i++) {
            site.move("a", "tmp");
            site.move("b", "a");
            site.move("tmp", "b");
        }
        site.move("a", "c");
        site.awaitFound("x", "c/x");
        site.awaitFound("y", "b/y");
        site.file("c/z");
        site.awaitFound("z", "c/z");
    }

    @Test
    void missesADeletedDirectory() throws IOException {
        for (int i = 0; i < 300; i++) site.file("a/sub" + i % 50 + "/deeper/file" + i);
        site.file("b/file7");
        start();
        site.delete("a");
        site.awaitFound("file7", "b/file7");
        for (int i = 8; i < 300; i++) site.awaitNone("file" + i);
    }

    @Test
    void followsADirectoryThatIsMadeAnewAtOnce() throws IOException {
        site.file("a/sub/x0");
        start();
        for (int i = 0; i < 50; i++) {
            site.delete("a");
            site.file("a/sub/x" + (i + 1));
        }
        site.awaitFound("x50", "a/sub/x50");
        site.awaitNone("x49");
        site.file("a/sub/y");
        site.awaitFound("y", "a/sub/y");
    }

    // ---- the root

    @Test
    void survivesTheRootsEnd() throws IOException {
        site.file("a/x");
        start();
        site.delete("");
        site.awaitNone("x");
        site.file("b/x");
        site.awaitFound("x", "b/x");
        site.awaitFence("b");
    }

    @Test
    void followsTheNameOfTheRootNotTheDirectory() throws IOException {
        site.file("a/x");
        start();
        Files.move(site.root, site.outside.resolve("moved"));
        site.awaitNone("x");
        Files.createDirectory(site.root);
        site.file("b/x");
        site.awaitFound("x", "b/x");
        Files.createFile(site.outside.resolve("moved/a/y"));
        site.awaitFence("");
        assertThat(site.find("y")).isEmpty();
    }

    @Test
    void followsARootThatIsALinkToTheNextRelease() throws IOException {
        site.file("a/x");
        NameTestSite next = site.beside("next");
        next.file("b/x");
        Path current = Files.createSymbolicLink(site.outside.resolve("current"), site.root);
        try (NameTestSite linked = site.beside("current")) {
            linked.startAndWait(builder -> watching ? builder : builder.watcher(new NameWatcher.Idle()));
            assertThat(linked.find("x")).containsExactly("a/x");

            Path link = Files.createSymbolicLink(site.outside.resolve("link"), next.root);
            Files.move(link, current, StandardCopyOption.REPLACE_EXISTING);
            linked.awaitFound("x", "b/x");
            if (watching) linked.awaitFence("b");
        }
    }

    @Test
    void waitsForARootThatIsNotThereYet() throws IOException {
        Files.delete(site.root);
        start();
        assertThat(site.find("x")).isEmpty();
        site.file("a/x");
        site.awaitFound("x", "a/x");
    }
}
