package dev.dunlin.demo.admin;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rejects requests for hosts that are not this server's by 421. Otherwise any web page could read what is told here: its name
 * is made to lead to this address (DNS rebinding), and then its scripts are those of this server to the browser.
 *
 * <p>Accepted are {@code localhost}, loopback addresses, the address that the connection was made to, and names that are
 * configured, each with any port. So is a request that names no host, as HTTP/1.0 allows: no browser sends one.
 */
final class HostCheck implements Filter {
    /** Of an IPv6 address, too, since that ends in a bracket. */
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    /** RFC 9110 §15.5.20. */
    private static final int MISDIRECTED_REQUEST = 421;

    private static final Response MISDIRECTED = Response.ok(
                    "This host name is not this server's. --admin-host NAME adds one.\n")
            .withStatus(MISDIRECTED_REQUEST);

    private final Set<String> names;

    /**
     * @param names further names and addresses, without a port
     */
    HostCheck(Collection<String> names) {
        this.names = names.stream().map(HostCheck::normal).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Handler apply(Handler next) {
        return (request, responder) -> {
            if (isOwn(request)) next.handle(request, responder);
            else responder.respond(MISDIRECTED);
        };
    }

    private boolean isOwn(Request request) {
        String named = request.headers().first("Host").orElse("");
        if (named.isEmpty()) return true;
        String host = normal(PORT.matcher(named).replaceFirst(""));
        if (host.equals("localhost") || names.contains(host)) return true;
        if (!InetAddresses.isUriInetAddress(host)) return false;
        InetAddress address = InetAddresses.forUriString(host);
        return address.isLoopbackAddress()
                || (request.connection().local() instanceof InetSocketAddress local
                        && address.equals(local.getAddress()));
    }

    /** In lower case, without the dot that stands for the root, and an IPv6 address in brackets, in its shortest form. */
    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        if (InetAddresses.isUriInetAddress(name)) return InetAddresses.toUriString(InetAddresses.forUriString(name));
        return InetAddresses.isInetAddress(name) ? InetAddresses.toUriString(InetAddresses.forString(name)) : name;
    }
}
