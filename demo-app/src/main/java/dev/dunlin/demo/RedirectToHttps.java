package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers what was asked for without encryption with its address in HTTPS: the host as the client has it, and the other port.
 * GET and HEAD by 301; other methods by 308, which keeps the method and the content (RFC 9110 §15.4.9).
 */
final class RedirectToHttps implements Filter {
    private static final int HTTPS = 443;

    /** Of an IPv6 address, too, since that ends in a bracket. */
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private volatile int port;

    /**
     * @param port where clients find HTTPS; 0 if that is not known yet, so that nobody can be sent there
     */
    RedirectToHttps(int port) {
        this.port = port;
    }

    /** Sets the port that was really taken, where none is known. */
    void listening(int taken) {
        if (port == 0) port = taken;
    }

    @Override
    public Handler apply(Handler next) {
        return (request, responder) -> {
            if (request.connection().secure()) {
                next.handle(request, responder);
            } else {
                responder.respond(redirect(request));
            }
        };
    }

    private Response redirect(Request request) {
        int known = port;
        Optional<String> host = host(request);
        if (known == 0) return Response.error(503).withHeader("Retry-After", "1");
        if (host.isEmpty()) return Response.error(400);
        boolean isSafe = request.method().equals("GET") || request.method().equals("HEAD");
        String query = request.query().map(text -> "?" + text).orElse("");
        String location = "https://" + host.get() + (known == HTTPS ? "" : ":" + known) + request.path() + query;
        return Response.error(isSafe ? 301 : 308).withLocation(location);
    }

    /** The host without its port. A client of HTTP/1.0 need not name one; then it is the address that it has reached. */
    private static Optional<String> host(Request request) {
        Optional<String> named = request.headers().first("Host").filter(host -> !host.isEmpty());
        if (named.isEmpty()) {
            return request.connection().local() instanceof InetSocketAddress local && local.getAddress() != null
                    ? Optional.of(InetAddresses.toUriString(local.getAddress()))
                    : Optional.empty();
        }
        return named.map(host -> PORT.matcher(host).replaceFirst(""));
    }
}
