package dev.dunlin.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Makes a URI of a request's target, which may hold what must not stand in one. */
final class TargetUri {
    private static final String UNRESERVED = "-_.~!*'()";
    private static final String IN_PATH = UNRESERVED + "/:@&=+$,;";
    private static final String IN_QUERY = IN_PATH + "?[]";

    /** A host that is no host by the rules is a name, in which next to nothing may stand as it is. */
    private static final String IN_NAME = UNRESERVED;

    private static final String IN_AUTHORITY = UNRESERVED + ":[]";

    private TargetUri() {}

    static URI of(RequestTarget target) {
        String path = encoded(target.path(), IN_PATH);
        String rest = target.query()
                .map(query -> path + "?" + encoded(query, IN_QUERY))
                .orElse(path);
        String authority = target.authority().orElse(null);
        if (authority == null) return URI.create(path.startsWith("//") ? "/." + rest : rest);
        String scheme = target.text().substring(0, target.text().indexOf(':') + 1) + "//";
        try {
            return new URI(scheme + encoded(authority, IN_AUTHORITY) + rest);
        } catch (URISyntaxException malformed) {
            return URI.create(scheme + encoded(authority, IN_NAME) + rest);
        }
    }

    private static String encoded(String text, String allowed) {
        return PercentEncoding.encode(text, i -> {
            char c = text.charAt(i);
            return PercentEncoding.isAlphanumeric(c) || allowed.indexOf(c) >= 0;
        });
    }
}
