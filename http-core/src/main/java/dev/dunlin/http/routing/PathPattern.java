package dev.dunlin.http.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A pattern of paths, such as {@code /birds/{name}/songs} or {@code /static/*}.
 *
 * @param text as it was written
 * @param segments of the path, decoded; {@link #ANY} for a parameter. Without the star
 * @param names the parameters, in order
 * @param isPrefix whether a star ends it
 */
record PathPattern(String text, List<String> segments, List<String> names, boolean isPrefix) {
    /** Stands for a segment of any value: literal ones hold no braces. */
    static final String ANY = "{}";

    private static final String STAR = "*";
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");
    private static final Pattern LITERAL = Pattern.compile("[^{}*?#%]*");

    /**
     * @throws IllegalArgumentException if it is malformed, as {@link Routes} tells
     */
    static PathPattern parse(String text) {
        return parse(text, text);
    }

    /**
     * Returns the pattern of a path and all below it.
     *
     * @param path a pattern, with or without a slash at its end
     * @throws IllegalArgumentException if it is malformed, or ends in a star by itself
     */
    static PathPattern below(String path) {
        if (path.endsWith("/*")) throw malformed(path, "all below it is meant without a star");
        return parse(path.endsWith("/") ? path + STAR : path + "/" + STAR, path);
    }

    /**
     * Parses a pattern.
     *
     * @param written what the user has written, for messages
     */
    private static PathPattern parse(String text, String written) {
        if (!written.startsWith("/")) throw malformed(written, "it does not begin with a slash");
        List<String> segments = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
        boolean isPrefix = segments.get(segments.size() - 1).equals(STAR);
        if (isPrefix) segments.remove(segments.size() - 1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean mayBeEmpty = i == segments.size() - 1 && !isPrefix;
            if (segment.isEmpty() && !mayBeEmpty) throw malformed(written, "a segment is empty");
            var parameter = PARAMETER.matcher(segment);
            if (parameter.matches()) {
                if (names.contains(parameter.group(1))) throw malformed(written, "a name stands in it twice");
                names.add(parameter.group(1));
                segments.set(i, ANY);
            } else {
                requireLiteral(written, segment);
            }
        }
        return new PathPattern(text, List.copyOf(segments), List.copyOf(names), isPrefix);
    }

    boolean hasParameters() {
        return !names.isEmpty();
    }

    /** What the parameters are in a path that matches. */
    Map<String, String> parameters(List<String> path) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // There is no array of a generic type.
        Map.Entry<String, String>[] parameters = new Map.Entry[names.size()];
        int found = 0;
        for (int i = 0; found < parameters.length; i++) {
            if (segments.get(i).equals(ANY)) parameters[found] = Map.entry(names.get(found++), path.get(i));
        }
        return Map.ofEntries(parameters);
    }

    @Override
    public String toString() {
        return text;
    }

    private static void requireLiteral(String text, String segment) {
        if (segment.equals(".") || segment.equals("..")) throw malformed(text, "it holds a dot segment");
        if (!LITERAL.matcher(segment).matches()) {
            throw malformed(text, "braces stand around a whole segment, a star at the end, and ? # % not at all");
        }
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("malformed pattern " + text + ": " + why);
    }
}
