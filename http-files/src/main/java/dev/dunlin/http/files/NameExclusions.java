package dev.dunlin.http.files;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Directories whose files are not found by their names alone, nor those of the directories in them.
 *
 * @param directories each by its names from the root on
 */
record NameExclusions(Set<List<String>> directories) {
    static final NameExclusions NONE = new NameExclusions(Set.of());

    NameExclusions {
        directories = Set.copyOf(directories);
    }

    /**
     * Reads paths such as {@code private} and {@code /a/b/}.
     *
     * @throws IllegalArgumentException if one names no directory below the root
     */
    static NameExclusions of(Collection<String> paths) {
        return new NameExclusions(paths.stream().map(NameExclusions::names).collect(Collectors.toSet()));
    }

    private static List<String> names(String path) {
        return TreePath.of(List.of(path.split("/", -1)))
                .map(TreePath::names)
                .filter(names -> !names.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("not a directory below the root: '" + path + "'"));
    }

    /** Returns whether a directory of this name in another one is left out. */
    boolean contains(TreeDirectory parent, String name) {
        if (directories.isEmpty()) return false;
        return directories.contains(parent.place(name).names());
    }
}
