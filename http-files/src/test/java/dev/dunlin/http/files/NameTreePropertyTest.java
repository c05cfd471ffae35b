package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.files.NameMatches.Nothing;
import dev.dunlin.http.files.NameMatches.One;
import dev.dunlin.http.files.NameMatches.Several;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the tree with a list of paths, through changes at random. */
class NameTreePropertyTest {
    private static final int STEPS = 3000;

    private final NameTree tree = new NameTree();
    private final Set<List<String>> files = new TreeSet<>(Comparator.comparing(names -> String.join("\0", names)));
    private final Map<List<String>, TreeDirectory> directories = new HashMap<>(Map.of(List.of(), tree.root()));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void agreesWithAListOfPaths(long seed) {
        Random random = new Random(seed);
        int names = 2 + random.nextInt(8); // few names: many matches, deep repetition
        for (int i = 0; i < STEPS; i++) {
            change(random, names);
            List<String> tail = tail(random, names);
            assertThat(tree.find(tail)).as("step %d, %s", i, tail).isEqualTo(expected(tail));
            assertThat(tree.fileCount()).isEqualTo(files.size());
            assertThat(tree.directoryCount()).isEqualTo(directories.size() - 1);
        }
    }

    private void change(Random random, int names) {
        List<String> directory = any(random, List.copyOf(directories.keySet()));
        String name = name(random, names);
        List<String> path = append(directory, name);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                tree.addFile(node(directory), name);
                files.add(path);
            }
            case 3 -> {
                tree.removeFile(node(directory), name);
                files.remove(path);
            }
            case 4 -> {
                if (!files.isEmpty()) removeAnyFile(random);
            }
            case 5, 6 -> {
                if (!directories.containsKey(path) && path.size() < 8) {
                    directories.put(path, tree.addDirectory(node(directory), name));
                }
            }
            default -> {
                if (directory.isEmpty()) return;
                if (random.nextBoolean()) {
                    remove(directory);
                } else {
                    move(directory, any(random, List.copyOf(directories.keySet())), name);
                }
            }
        }
    }

    private void removeAnyFile(Random random) {
        List<String> path = any(random, List.copyOf(files));
        tree.removeFile(node(parentOf(path)), path.get(path.size() - 1));
        files.remove(path);
    }

    private void remove(List<String> directory) {
        List<TreeDirectory> gone = new ArrayList<>();
        tree.removeDirectory(node(directory), gone::add);
        List<TreeDirectory> expected = directories.entrySet().stream()
                .filter(entry -> isIn(directory, entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(gone).containsExactlyInAnyOrderElementsOf(expected);
        directories.keySet().removeIf(each -> isIn(directory, each));
        files.removeIf(each -> isIn(directory, parentOf(each)));
    }

    /** As the index does it: what was there is removed, and read anew where it is then. */
    private void move(List<String> from, List<String> parent, String name) {
        List<String> to = append(parent, name);
        if (isIn(from, to) || isIn(to, from) || directories.containsKey(to)) return;
        List<List<String>> movedDirectories = directories.keySet().stream()
                .filter(each -> isIn(from, each))
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        List<List<String>> movedFiles =
                files.stream().filter(each -> isIn(from, parentOf(each))).toList();
        remove(from);
        for (List<String> moved : movedDirectories) {
            List<String> path = concat(to, moved.subList(from.size(), moved.size()));
            TreeDirectory into = node(parentOf(path));
            directories.put(path, tree.addDirectory(into, path.get(path.size() - 1)));
        }
        for (List<String> moved : movedFiles) {
            List<String> path = concat(to, moved.subList(from.size(), moved.size()));
            tree.addFile(node(parentOf(path)), path.get(path.size() - 1));
            files.add(path);
        }
    }

    private NameMatches expected(List<String> tail) {
        List<TreePath> places = files.stream()
                .filter(path -> path.size() >= tail.size()
                        && path.subList(path.size() - tail.size(), path.size()).equals(tail))
                .map(path -> new TreePath(path, false))
                .toList();
        if (places.isEmpty()) return Nothing.NONE;
        if (places.size() == 1) return new One(places.get(0));
        return places.size() <= NameMatches.MOST ? new Several(places, false) : anyHundredOf(places, tree.find(tail));
    }

    /** Which hundred are named is not said. */
    private static NameMatches anyHundredOf(List<TreePath> places, NameMatches found) {
        boolean right = found instanceof Several some
                && some.more()
                && some.places().size() == NameMatches.MOST
                && places.containsAll(some.places());
        return right ? found : new Several(places.subList(0, NameMatches.MOST), true);
    }

    private List<String> tail(Random random, int names) {
        if (!files.isEmpty() && random.nextInt(4) > 0) {
            List<String> path = any(random, List.copyOf(files));
            return path.subList(random.nextInt(path.size()), path.size());
        }
        List<String> tail = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) tail.add(name(random, names));
        return tail;
    }

    private TreeDirectory node(List<String> path) {
        return directories.get(path);
    }

    private static boolean isIn(List<String> directory, List<String> path) {
        return path.size() >= directory.size()
                && path.subList(0, directory.size()).equals(directory);
    }

    private static List<String> parentOf(List<String> path) {
        return path.subList(0, path.size() - 1);
    }

    private static String name(Random random, int names) {
        return Character.toString('a' + random.nextInt(names));
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> append(List<String> path, String name) {
        return concat(path, List.of(name));
    }

    private static List<String> concat(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }
}
