package dev.dunlin.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request (RFC 9112 §3.2), taken apart: origin-form {@code /path?query}, absolute-form
 * {@code http://host/path?query} or asterisk-form {@code *}. Immutable.
 */
public final class RequestTarget {
    private static final String ASTERISK = "*";

    private final String text;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String authority;

    /** Made when first asked for, unless the path holds escapes, which have to be checked: the same for every thread. */
    private @Nullable List<String> segments;

    private RequestTarget(String text, int pathFrom, int pathTo, @Nullable String query, @Nullable String authority) {
        this.text = text;
        this.path = pathFrom == pathTo ? "/" : text.substring(pathFrom, pathTo);
        this.query = query;
        this.authority = authority;
        if (path.indexOf('%') >= 0) segments = decodedSegments(path);
    }

    /**
     * Takes a target apart.
     *
     * @throws HttpException of status 400 if it has none of the three forms, if a character of it may not stand in a target,
     *     or if an escape of its path is malformed
     */
    public static RequestTarget parse(String text) {
        int query = requireTargetCharacters(text);
        int pathEnd = query < 0 ? text.length() : query;
        String queryText = query < 0 ? null : text.substring(query + 1);
        if (text.startsWith("/")) return new RequestTarget(text, 0, pathEnd, queryText, null);
        if (text.equals(ASTERISK)) return new RequestTarget(text, 0, 1, null, null);
        int authority = authorityOfAbsoluteForm(text);
        int slash = text.indexOf('/', authority);
        int pathStart = slash < 0 || slash > pathEnd ? pathEnd : slash;
        String host = text.substring(authority, pathStart);
        if (host.isEmpty() || host.indexOf('@') >= 0) throw malformed(text);
        return new RequestTarget(text, pathStart, pathEnd, queryText, host);
    }

    /** The target as it was received. */
    public String text() {
        return text;
    }

    /** The path as it was received, escapes and all; {@code *} for the asterisk-form. Never empty. */
    public String path() {
        return path;
    }

    /**
     * The path split at its slashes, each segment decoded once as UTF-8. The first slash begins the first segment, so that
     * {@code /} is one empty segment and {@code /a/} is {@code "a"} and an empty one; an escaped slash stays inside its
     * segment. Dot segments are not resolved.
     */
    public List<String> segments() {
        List<String> known = segments;
        if (known == null) {
            known = decodedSegments(path);
            segments = known;
        }
        return known;
    }

    /** What stands behind the first question mark, as it was received; empty if there is none. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /** The host and port of the absolute-form, empty for the others. */
    public Optional<String> authority() {
        return Optional.ofNullable(authority);
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<String> decodedSegments(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (relative.indexOf('/') < 0) return List.of(PercentEncoding.decode(relative));
        String[] segments = relative.split("/", -1);
        for (int i = 0; i < segments.length; i++) segments[i] = PercentEncoding.decode(segments[i]);
        return List.of(segments);
    }

    /** Refuses blanks, controls and fragments, and finds the first question mark on the way. */
    private static int requireTargetCharacters(String text) {
        int query = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#') throw malformed(text);
            if (c == '?' && query < 0) query = i;
        }
        return query;
    }

    private static int authorityOfAbsoluteForm(String text) {
        int colon = text.indexOf("://");
        if (colon < 0) throw malformed(text);
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) throw malformed(text);
        return colon + 3;
    }

    private static HttpException malformed(String text) {
        return new HttpException(Status.BAD_REQUEST, "malformed request target: " + text);
    }
}
