package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.files.NameMatches.Nothing;
import dev.dunlin.http.files.NameMatches.One;
import dev.dunlin.http.files.NameMatches.Several;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTreeTest {
    private final NameTree tree = new NameTree();

    private TreeDirectory directory(String path) {
        TreeDirectory directory = tree.root();
        if (path.isEmpty()) return directory;
        for (String name : Arrays.asList(path.split("/"))) {
            TreeDirectory child = directory.child(name);
            directory = child == null ? tree.addDirectory(directory, name) : child;
        }
        return directory;
    }

    private void add(String path) {
        int slash = path.lastIndexOf('/');
        tree.addFile(directory(slash < 0 ? "" : path.substring(0, slash)), path.substring(slash + 1));
    }

    private void remove(String path) {
        int slash = path.lastIndexOf('/');
        tree.removeFile(directory(slash < 0 ? "" : path.substring(0, slash)), path.substring(slash + 1));
    }

    private NameMatches find(String tail) {
        return tree.find(Arrays.asList(tail.split("/")));
    }

    private static NameMatches one(String path) {
        return new One(place(path));
    }

    private static NameMatches several(boolean more, String... paths) {
        return new Several(Arrays.stream(paths).map(NameTreeTest::place).toList(), more);
    }

    private static TreePath place(String path) {
        return new TreePath(Arrays.asList(path.split("/")), false);
    }

    // ---- what is found

    @Test
    void findsNothingInAnEmptyTree() {
        assertThat(find("a")).isEqualTo(Nothing.NONE);
        assertThat(find("a/b")).isEqualTo(Nothing.NONE);
    }

    @Test
    void findsNothingByNoName() {
        add("a");
        assertThat(tree.find(List.of())).isEqualTo(Nothing.NONE);
    }

    @ParameterizedTest
    @CsvSource({"deep.txt", "dir123/deep.txt", "a/dir123/deep.txt"})
    void findsAFileByEveryTailOfItsPath(String tail) {
        add("a/dir123/deep.txt");
        add("a/dir123/other.txt");
        add("b/other.txt");

        assertThat(find(tail)).isEqualTo(one("a/dir123/deep.txt"));
    }

    @ParameterizedTest
    @CsvSource({
        "eep.txt", // not the end of a name
        "Deep.txt", // another case
        "dir123", // a directory
        "a/deep.txt", // a name left out
        "deep.txt/deep.txt",
        "b/a/dir123/deep.txt", // longer than the path
        "other/dir123/deep.txt",
        "dir123/a/deep.txt",
        "a/dir123/more/deep.txt",
    })
    void findsNothingByAnythingElse(String tail) {
        add("a/dir123/deep.txt");
        add("a/other/file");
        add("b/more/deep2.txt");

        assertThat(find(tail)).isEqualTo(Nothing.NONE);
    }

    @Test
    void findsAFileInTheRoot() {
        add("top.txt");
        assertThat(find("top.txt")).isEqualTo(one("top.txt"));
        assertThat(find("a/top.txt")).isEqualTo(Nothing.NONE);
    }

    @Test
    void namesAllOfSeveralInOrder() {
        add("b/x");
        add("a/b/x");
        add("x");
        add("a/x");
        add("a/b/y");

        assertThat(find("x")).isEqualTo(several(false, "a/b/x", "a/x", "b/x", "x"));
        assertThat(find("b/x")).isEqualTo(several(false, "a/b/x", "b/x"));
        assertThat(find("a/x")).isEqualTo(one("a/x"));
    }

    @Test
    void findsARareFileInACommonDirectory() {
        for (int i = 0; i < 200; i++) add("d" + i + "/src/Main.java");
        add("d77/src/Rare.java");

        assertThat(find("src/Rare.java")).isEqualTo(one("d77/src/Rare.java"));
        assertThat(find("d77/src/Main.java")).isEqualTo(one("d77/src/Main.java"));
    }

    @Test
    void findsDownwardsFromARareDirectory() {
        for (int i = 0; i < 50; i++) add("d" + i + "/doc/api/index.html");
        add("e/rare/doc/api/index.html");
        add("f/rare/index.html");

        assertThat(find("rare/doc/api/index.html")).isEqualTo(one("e/rare/doc/api/index.html"));
        assertThat(find("rare/api/index.html")).isEqualTo(Nothing.NONE);
        assertThat(find("rare/doc/index.html")).isEqualTo(Nothing.NONE);
    }

    @Test
    void findsRepeatedNames() {
        add("a/a/a/a");
        assertThat(find("a")).isEqualTo(one("a/a/a/a"));
        assertThat(find("a/a/a/a")).isEqualTo(one("a/a/a/a"));
        assertThat(find("a/a/a/a/a")).isEqualTo(Nothing.NONE);
        add("a/a/b");
        assertThat(find("a/a/b")).isEqualTo(one("a/a/b"));
    }

    @Test
    void tellsNormalisationFormsApart() {
        add("a/\u00e9"); // é as one character
        add("b/e\u0301"); // and as two

        assertThat(find("\u00e9")).isEqualTo(one("a/\u00e9"));
        assertThat(find("e\u0301")).isEqualTo(one("b/e\u0301"));
    }

    // ---- bounds

    @Test
    void namesAHundredAtMost() {
        IntStream.range(0, 100).forEach(i -> add("d%03d/x".formatted(i)));
        assertThat(find("x")).isInstanceOfSatisfying(Several.class, all -> {
            assertThat(all.places()).hasSize(100).first().isEqualTo(place("d000/x"));
            assertThat(all.more()).isFalse();
        });

        add("d100/x");
        assertThat(find("x")).isInstanceOfSatisfying(Several.class, some -> {
            assertThat(some.places()).hasSize(100);
            assertThat(some.more()).isTrue();
        });
    }

    /** As many directories as files bear the names, so none of them is rare. */
    private void addDecoys(int count) {
        for (int i = 0; i < count; i++) {
            TreeDirectory parent = tree.addDirectory(tree.root(), "d" + i);
            tree.addFile(tree.addDirectory(parent, "other"), "x");
            tree.addDirectory(parent, "common");
        }
    }

    @Test
    void givesUpWhenItHasLookedAtTooMuch() {
        addDecoys(20_000);
        assertThat(find("common/x")).isEqualTo(Nothing.UNDECIDED);
    }

    @Test
    void isSureWhenItHasLookedAtAll() {
        addDecoys(NameSearch.MOST_STEPS / 2);
        assertThat(find("common/x")).isEqualTo(Nothing.NONE);
    }

    @Test
    void neverCallsAFileTheOnlyOneWhenItHasGivenUp() {
        addDecoys(20_000);
        for (int i = 0; i < 20_000; i += 1000) add("d" + i + "/common/x");

        // Of the twenty it may meet some.
        assertThat(find("common/x"))
                .isInstanceOfAny(Nothing.class, Several.class)
                .isNotEqualTo(Nothing.NONE);
        if (find("common/x") instanceof Several some) assertThat(some.more()).isTrue();
    }

    @Test
    void boundsTheStepsThroughDeepTrees() {
        TreeDirectory directory = tree.root();
        for (int i = 0; i < 3000; i++) {
            directory = tree.addDirectory(directory, "a");
            tree.addFile(directory, "b");
        }
        List<String> tail = new ArrayList<>(Collections.nCopies(2000, "a"));
        tail.add("b");

        // 4 candidates of 2000 names each fit.
        assertThat(tree.find(tail))
                .isInstanceOfAny(Several.class, Nothing.class)
                .isNotEqualTo(Nothing.NONE);
        if (tree.find(tail) instanceof Several some) assertThat(some.more()).isTrue();
    }

    // ---- changes

    @Test
    void forgetsAFile() {
        add("a/x");
        add("b/x");
        remove("a/x");

        assertThat(find("x")).isEqualTo(one("b/x"));
        remove("b/x");
        assertThat(find("x")).isEqualTo(Nothing.NONE);
        assertThat(tree.fileCount()).isZero();
    }

    @Test
    void countsAFileOnce() {
        add("a/x");
        add("a/x");
        assertThat(find("x")).isEqualTo(one("a/x"));
        assertThat(tree.fileCount()).isEqualTo(1);

        remove("a/x");
        remove("a/x");
        assertThat(tree.fileCount()).isZero();
    }

    @Test
    void forgetsADirectoryWithAllThatItHolds() {
        add("a/b/c/x");
        add("a/b/y");
        add("a/z");
        add("b/y");
        List<String> gone = new ArrayList<>();
        tree.removeDirectory(directory("a/b"), each -> gone.add(each.place().toString()));

        assertThat(gone).containsExactlyInAnyOrder("/a/b/", "/a/b/c/");
        assertThat(find("x")).isEqualTo(Nothing.NONE);
        assertThat(find("y")).isEqualTo(one("b/y"));
        assertThat(find("b/y")).isEqualTo(one("b/y"));
        assertThat(find("z")).isEqualTo(one("a/z"));
        assertThat(tree.fileCount()).isEqualTo(2);
        assertThat(tree.directoryCount()).isEqualTo(2);
    }

    @Test
    void knowsWhetherADirectoryIsStillThere() {
        TreeDirectory c = directory("a/b/c");
        assertThat(c.isAttached()).isTrue();
        assertThat(tree.root().isAttached()).isTrue();

        tree.removeDirectory(directory("a"), gone -> {});
        assertThat(c.isAttached()).isFalse();
        directory("a/b/c");
        assertThat(c.isAttached()).isFalse();
    }

    @Test
    void sharesOneStringBetweenAllThatBearAName() {
        for (int i = 0; i < 20; i++) {
            tree.addFile(directory("d" + i), new String("same".toCharArray()));
            tree.addDirectory(directory("d" + i), new String("sub".toCharArray()));
        }
        String first = directory("d0").files().find("same");
        String firstDirectory = directory("d0/sub").name();
        for (int i = 1; i < 20; i++) {
            assertThat(directory("d" + i).files().find("same")).isSameAs(first);
            assertThat(directory("d" + i + "/sub").name()).isSameAs(firstDirectory);
        }
    }

    @Test
    void removesADeepTreeWithoutRecursion() {
        TreeDirectory top = tree.addDirectory(tree.root(), "a");
        TreeDirectory directory = top;
        for (int i = 0; i < 100_000; i++) directory = tree.addDirectory(directory, "a");
        tree.addFile(directory, "x");
        tree.removeDirectory(top, gone -> {});

        assertThat(find("x")).isEqualTo(Nothing.NONE);
        assertThat(tree.directoryCount()).isZero();
    }

    /** Quadratic, this would be ten thousand million steps; it takes a second at most. */
    @Test
    void bearsStormsOfRemovals() {
        int many = 100_000;
        TreeDirectory big = directory("big");
        for (int i = 0; i < many; i++) {
            tree.addFile(big, "file" + i);
            tree.addFile(directory("d" + i), "index.html");
        }
        assertThat(find("d77/index.html")).isEqualTo(one("d77/index.html"));
        assertThat(find("index.html")).isInstanceOf(Several.class);

        for (int i = 0; i < many; i++) tree.removeFile(big, "file" + i);
        for (int i = 1; i < many; i++) tree.removeDirectory(directory("d" + i), gone -> {});
        assertThat(find("index.html")).isEqualTo(one("d0/index.html"));
        assertThat(tree.fileCount()).isEqualTo(1);
    }

    /** What stays the whole time is found the whole time, and never as the only one while there are two. */
    @Test
    void showsWhatStaysWhileTheRestChanges() throws InterruptedException {
        add("stays/x");
        add("too/x");
        AtomicBoolean done = new AtomicBoolean();
        List<NameMatches> wrong = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                NameMatches matches = find("x");
                boolean right = matches instanceof Several some
                        && some.places().containsAll(List.of(place("stays/x"), place("too/x")));
                if (!right) wrong.add(matches);
            }
        });
        reader.start();
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 60; i++) add("d" + i + "/x");
            for (int i = 0; i < 60; i++) tree.removeDirectory(directory("d" + i), gone -> {});
        }
        done.set(true);
        reader.join();

        assertThat(wrong).isEmpty();
    }
}
