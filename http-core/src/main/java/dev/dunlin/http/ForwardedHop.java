package dev.dunlin.http;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy has said of the request that it passed on.
 *
 * @param sender who has sent it the request, or null if it does not say so in a way that is understood
 * @param scheme how it was sent, in lower case, or null if it does not say
 */
record ForwardedHop(
        @Nullable InetSocketAddress sender, @Nullable String scheme) {
    /**
     * What the proxies have said, the nearest first, in the fields of one kind. Each proxy adds its word on the right, and all is read from
     * there, so that nothing that a client has put in before can change how a later word is understood.
     */
    static List<ForwardedHop> of(Headers headers, ForwardingHeaders kind) {
        return switch (kind) {
            case X_FORWARDED -> older(headers);
            case FORWARDED -> standard(fromTheRight(headers.all("Forwarded")));
        };
    }

    private static List<ForwardedHop> standard(List<String> elements) {
        List<ForwardedHop> hops = new ArrayList<>();
        for (String element : elements) hops.add(ForwardedElement.parse(element));
        return hops;
    }

    /** Schemes belong to senders counted from the right; often only the proxy that the client reached says one. */
    private static List<ForwardedHop> older(Headers headers) {
        List<String> senders = fromTheRight(headers.all("X-Forwarded-For"));
        List<String> schemes = fromTheRight(headers.all("X-Forwarded-Proto"));
        List<ForwardedHop> hops = new ArrayList<>();
        for (String sender : senders) {
            String scheme = schemes.isEmpty() ? null : schemes.get(Math.min(hops.size(), schemes.size() - 1));
            hops.add(of(sender, scheme));
        }
        if (hops.isEmpty() && !schemes.isEmpty()) hops.add(of(null, schemes.get(0)));
        return hops;
    }

    static ForwardedHop of(@Nullable String node, @Nullable String scheme) {
        return new ForwardedHop(
                node == null ? null : ForwardedNode.parse(node),
                scheme == null ? null : scheme.toLowerCase(Locale.ROOT));
    }

    /** Tells whether the request was encrypted on this way, where the proxy says how it came. */
    boolean isSecure(boolean otherwise) {
        if (scheme == null) return otherwise;
        return switch (scheme) {
            case "https", "wss" -> true;
            case "http", "ws" -> false;
            default -> otherwise;
        };
    }

    /** The members of a list that may stand in several fields, the last first; what has no beginning is left out. */
    private static List<String> fromTheRight(List<String> lines) {
        List<String> members = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) addFromTheRight(members, lines.get(i));
        return members;
    }

    private static void addFromTheRight(List<String> members, String line) {
        int end = line.length();
        boolean isQuoted = false;
        for (int i = end - 1; i >= 0; i--) {
            char c = line.charAt(i);
            if (c == '"' && !(isQuoted && isEscaped(line, i))) {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                add(members, line.substring(i + 1, end));
                end = i;
            }
        }
        add(members, line.substring(0, end));
    }

    /** Tells whether an odd number of backslashes stands before a character. */
    private static boolean isEscaped(String line, int index) {
        boolean isOdd = false;
        for (int i = index - 1; i >= 0 && line.charAt(i) == '\\'; i--) isOdd = !isOdd;
        return isOdd;
    }

    private static void add(List<String> members, String member) {
        String trimmed = Tokens.trimBlanks(member);
        if (!trimmed.isEmpty()) members.add(trimmed);
    }
}
