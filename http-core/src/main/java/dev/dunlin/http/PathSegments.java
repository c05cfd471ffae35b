package dev.dunlin.http;

import java.util.Arrays;
import java.util.List;

/** Splits a path into its segments, and decodes each of them once. */
final class PathSegments {
    private PathSegments() {}

    /**
     * @param path as it was received; its first slash begins the first segment
     * @throws HttpException of status 400 for a malformed escape
     */
    static List<String> decode(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (relative.indexOf('/') < 0) return List.of(PercentEncoding.decode(relative));
        String[] segments = relative.split("/", -1);
        for (int i = 0; i < segments.length; i++) segments[i] = PercentEncoding.decode(segments[i]);
        return List.copyOf(Arrays.asList(segments));
    }
}
