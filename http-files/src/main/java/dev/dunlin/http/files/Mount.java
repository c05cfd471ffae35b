package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import java.util.List;
import java.util.Optional;

/**
 * Where a document root lies among the paths of a server.
 *
 * @param names of the path, decoded; none for the server's own root
 */
record Mount(List<String> names) {
    private static final Escaper ESCAPER = UrlEscapers.urlPathSegmentEscaper();

    /** The paths of the server are those of the root. */
    static final Mount ROOT = new Mount(List.of());

    Mount {
        names = List.copyOf(names);
    }

    /**
     * Reads a path such as {@code /static/files}.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, ends in one, or holds empty names or dot
     *     segments
     */
    static Mount at(String path) {
        List<String> names = path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of("");
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals(".."))
                throw new IllegalArgumentException("not a prefix of paths: " + path);
        }
        return new Mount(names);
    }

    /** The path as it stands in URIs: empty for the server's own root, and never with a slash at its end. */
    String uriPath() {
        StringBuilder path = new StringBuilder();
        for (String name : names) path.append('/').append(ESCAPER.escape(name));
        return path.toString();
    }

    /** What of a request's path lies below, or empty if it lies elsewhere. No segment at all is this very path. */
    Optional<List<String>> below(List<String> segments) {
        int depth = names.size();
        boolean isBelow = segments.size() >= depth && segments.subList(0, depth).equals(names);
        return isBelow ? Optional.of(segments.subList(depth, segments.size())) : Optional.empty();
    }
}
