package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in the tree as a request names it, made plain: no empty names and no dot segments.
 *
 * @param prefix the path of the URI that the root itself is mounted at, encoded; empty for {@code /}
 * @param names from the root downwards; none for the root itself
 * @param endsInSlash whether a directory is asked for: the path ends in a slash or in a dot segment, or is the root's
 */
record TreePath(String prefix, List<String> names, boolean endsInSlash) {
    private static final Escaper ESCAPER = UrlEscapers.urlPathSegmentEscaper();

    /** The one hidden name that is there to be served (RFC 8615). */
    private static final String WELL_KNOWN = ".well-known";

    TreePath {
        names = List.copyOf(names);
    }

    /** A place in a tree that is mounted at {@code /}. */
    TreePath(List<String> names, boolean endsInSlash) {
        this("", names, endsInSlash);
    }

    /**
     * Resolves dot segments (RFC 3986 §5.2.4) and collapses empty ones.
     *
     * @param segments a request's path, each segment decoded
     * @return the place, or empty if a dot segment leaves the root. RFC 3986 would have it stay there silently, but no
     *     client asks for that without an ill will.
     */
    static Optional<TreePath> of(List<String> segments) {
        List<String> names = new ArrayList<>(segments.size());
        boolean endsInSlash = true;
        for (String segment : segments) {
            endsInSlash = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (!endsInSlash) {
                names.add(segment);
            } else if (segment.equals("..")) {
                if (names.isEmpty()) return Optional.empty();
                names.remove(names.size() - 1);
            }
        }
        return Optional.of(new TreePath(names, endsInSlash));
    }

    /**
     * Tells whether a name on the way begins with a dot, which hides it from everybody, {@code .well-known} excepted.
     */
    boolean isHidden() {
        for (String name : names) {
            if (isHidden(name)) return true;
        }
        return false;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") && !name.equals(WELL_KNOWN);
    }

    /**
     * Returns whether a link leads to what is hidden, or lies under it. Names that begin with two dots do not count here: in
     * such a directory, {@code ..data}, Kubernetes keeps the files of a volume that its links are for.
     *
     * @param target from the root on, without links
     */
    static boolean leadsToHidden(Path target) {
        for (Path part : target) {
            String name = part.toString();
            if (isHidden(name) && !name.startsWith("..")) return true;
        }
        return false;
    }

    /** The names as a path of the file system relative to the root; empty for the root itself. */
    String toRelativePath() {
        return String.join("/", names);
    }

    /**
     * The name of what lies here.
     *
     * @throws IndexOutOfBoundsException for the root, which has none
     */
    String lastName() {
        return names.get(names.size() - 1);
    }

    /** This place, asked for as a directory. */
    TreePath asDirectory() {
        return new TreePath(prefix, names, true);
    }

    /** A place below this one. */
    TreePath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new TreePath(prefix, longer, false);
    }

    /** The place beside this one whose name has something more at its end. */
    TreePath withSuffix(String suffix) {
        List<String> other = new ArrayList<>(names);
        other.set(other.size() - 1, lastName() + suffix);
        return new TreePath(prefix, other, false);
    }

    /**
     * The directory that this place lies in.
     *
     * @throws IllegalArgumentException for the root, which lies in none
     */
    TreePath parent() {
        return ancestor(names.size() - 1);
    }

    /** The directory on the way to this place that so many names lead to; the root for none. */
    TreePath ancestor(int depth) {
        return new TreePath(prefix, names.subList(0, depth), true);
    }

    /** The same place in a tree that is mounted elsewhere. */
    TreePath mountedAt(String prefix) {
        return new TreePath(prefix, names, endsInSlash);
    }

    /**
     * The place as the path of a URI, in the one spelling that this server uses for it. It begins with exactly one
     * slash, as names are neither empty nor hold slashes: a client takes {@code //name} for the address of another
     * server.
     */
    String toUriPath() {
        StringBuilder path = new StringBuilder(prefix);
        for (String name : names) path.append('/').append(ESCAPER.escape(name));
        if (endsInSlash) path.append('/');
        return path.toString();
    }

    /** The path of the URI, which is safe to be logged, other than the names. */
    @Override
    public String toString() {
        return toUriPath();
    }
}
