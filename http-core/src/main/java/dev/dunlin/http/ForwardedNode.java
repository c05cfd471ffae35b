package dev.dunlin.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who has sent a request to a proxy, in the proxy's words (RFC 7239 §6): an address, perhaps with a port, {@code unknown}, or
 * a name that hides the address, {@code _hidden}.
 */
final class ForwardedNode {
    private static final Pattern HIDDEN = Pattern.compile("_[A-Za-z0-9._-]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private ForwardedNode() {}

    /**
     * Reads a node. An IPv6 address may stand without brackets, as {@code X-Forwarded-For} has it. What is no address
     * becomes an unresolved one, and is never looked up.
     *
     * @return the address, its port 0 if there is none; null if the text is malformed
     */
    static @Nullable InetSocketAddress parse(String node) {
        InetAddress bare = IpLiteral.parse(node);
        if (bare != null) return new InetSocketAddress(bare, 0);
        boolean isBracketed = node.startsWith("[");
        int end = isBracketed ? node.indexOf(']') : node.indexOf(':');
        if (end < 0 && isBracketed) return null;
        String host = isBracketed ? node.substring(1, end) : end < 0 ? node : node.substring(0, end);
        String rest = end < 0 ? "" : node.substring(isBracketed ? end + 1 : end);
        int port = port(rest);
        if (port < 0) return null;
        if (isBracketed && host.indexOf(':') < 0) return null;
        InetAddress address = IpLiteral.parse(host);
        if (address != null) return new InetSocketAddress(address, port);
        boolean isName =
                host.equalsIgnoreCase("unknown") || HIDDEN.matcher(host).matches();
        return isName ? InetSocketAddress.createUnresolved(host, port) : null;
    }

    /** The port behind a colon; 0 if there is none, or a name for it; -1 if it is malformed. */
    private static int port(String text) {
        if (text.isEmpty()) return 0;
        String port = text.substring(1);
        if (text.charAt(0) != ':') return -1;
        if (HIDDEN.matcher(port).matches()) return 0;
        int number = NUMBER.matcher(port).matches() ? Integer.parseInt(port) : -1;
        return number <= 65_535 ? number : -1;
    }
}
