package dev.dunlin.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request (RFC 9110 §6): what was asked, by whom, and with which content. Immutable, a plain value without a hidden tie to
 * its connection; only the {@link #body} of a received request is tied to the socket that it comes from.
 *
 * <pre>{@code
 * Request request = Request.builder("POST", "/notes?draft=1").header("Content-Type", "text/plain").body(Body.of("hi")).build();
 * handler.handle(request, answers::add);
 * }</pre>
 */
public final class Request {
    private final String method;
    private final RequestTarget target;
    private final Headers headers;
    private final Body body;
    private final ConnectionInfo connection;
    private final Map<String, String> pathParameters;

    private Request(
            String method,
            RequestTarget target,
            Headers headers,
            Body body,
            ConnectionInfo connection,
            Map<String, String> pathParameters) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.connection = connection;
        this.pathParameters = pathParameters;
    }

    /** Puts a request together of parts that were checked when they were received; {@link #builder} checks them. */
    public static Request of(
            String method, RequestTarget target, Headers headers, Body body, ConnectionInfo connection) {
        return new Request(method, target, headers, body, connection, Map.of());
    }

    /**
     * Begins a request by hand, for tests and filters.
     *
     * @param method a token, such as {@code GET}; methods are case-sensitive
     * @param target in a form that {@link RequestTarget} takes, such as {@code /path?query}
     * @throws IllegalArgumentException if the method is no token
     * @throws HttpException of status 400 if the target is malformed
     */
    public static Builder builder(String method, String target) {
        Objects.requireNonNull(method, "method must not be null");
        return new Builder(method, RequestTarget.parse(Objects.requireNonNull(target, "target must not be null")));
    }

    /** A builder that holds what this request holds. */
    public Builder toBuilder() {
        return new Builder(method, target)
                .headers(headers)
                .body(body)
                .connection(connection)
                .pathParameters(pathParameters);
    }

    /** The method (RFC 9110 §9), case-sensitive. */
    public String method() {
        return method;
    }

    /** The target as it was received. */
    public String target() {
        return target.text();
    }

    /**
     * Returns the target as a URI, relative ({@code /path?query}) unless the target is in absolute-form. Browsers and others
     * send characters that may not stand in a URI, such as <code>{ | " &lt; \ ^</code> or letters beyond ASCII; these are
     * percent-encoded here, and so is a percent sign that begins no escape. A path that begins with two slashes, which would
     * be a host in a relative URI, has {@code /.} before them, which means the same. {@link #target}, {@link #path} and
     * {@link #query} are as they were received.
     *
     * @return never fails for a target that was accepted
     */
    public URI uri() {
        return TargetUri.of(target);
    }

    /** The path as it was received, escapes and all; {@code *} for {@code OPTIONS *}. Never empty. */
    public String path() {
        return target.path();
    }

    /** The path's segments, each decoded once: see {@link RequestTarget#segments}. */
    public List<String> pathSegments() {
        return target.segments();
    }

    /** What stands behind the first question mark of the target, as it was received; empty if there is none. */
    public Optional<String> query() {
        return target.query();
    }

    /**
     * What stands in the path where the pattern of its route has {@code {name}}, decoded. It may hold any character, a slash
     * too: who makes the name of a file of it has to look at it first.
     *
     * @throws IllegalArgumentException if the pattern has no such name, or no route has led here
     * @see dev.dunlin.http.routing.Routes
     */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) throw new IllegalArgumentException("no path parameter " + name + ": " + this);
        return value;
    }

    /** All path parameters by name; empty if no route has led here. */
    public Map<String, String> pathParameters() {
        return pathParameters;
    }

    /**
     * The query as an HTML form would write it: names and values, decoded, in order. A name without an equals sign has an
     * empty value.
     *
     * @throws HttpException of status 400 if an escape is malformed
     */
    public Map<String, List<String>> queryParameters() {
        return target.query().map(PercentEncoding::decodeForm).orElseGet(Map::of);
    }

    /** The fields. */
    public Headers headers() {
        return headers;
    }

    /** The cookies by name (RFC 6265 §4.2); of two of one name, the first counts. What is no pair is left out. */
    public Map<String, String> cookies() {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String line : headers.all("Cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).trim();
                if (!name.isEmpty())
                    cookies.putIfAbsent(name, pair.substring(equals + 1).trim());
            }
        }
        return cookies;
    }

    /** The content; {@link Body#empty} when there is none. One-shot if it was received. */
    public Body body() {
        return body;
    }

    /** The connection that the request came over; {@link ConnectionInfo#NONE} for one that was built by hand. */
    public ConnectionInfo connection() {
        return connection;
    }

    /** The method and the target, for people. */
    @Override
    public String toString() {
        return method + ' ' + target;
    }

    /** A request in the making. Not for several threads. */
    public static final class Builder {
        private final String method;
        private RequestTarget target;
        private Headers headers = Headers.empty();
        private Body body = Body.empty();
        private ConnectionInfo connection = ConnectionInfo.NONE;
        private Map<String, String> pathParameters = Map.of();

        private Builder(String method, RequestTarget target) {
            if (!Tokens.isToken(method)) throw new IllegalArgumentException("not a method: " + method);
            this.method = method;
            this.target = target;
        }

        /**
         * Replaces the target.
         *
         * @throws HttpException of status 400 if it is malformed
         */
        public Builder target(String target) {
            this.target = RequestTarget.parse(Objects.requireNonNull(target, "target must not be null"));
            return this;
        }

        /** Replaces all fields. */
        public Builder headers(Headers headers) {
            this.headers = Objects.requireNonNull(headers, "headers must not be null");
            return this;
        }

        /**
         * Sets one field, in place of all of its name.
         *
         * @throws IllegalArgumentException for the reasons of {@link Headers#with}
         */
        public Builder header(String name, String value) {
            this.headers = headers.with(
                    Objects.requireNonNull(name, "name must not be null"),
                    Objects.requireNonNull(value, "value must not be null"));
            return this;
        }

        /** Replaces the content. */
        public Builder body(Body body) {
            this.body = Objects.requireNonNull(body, "body must not be null");
            return this;
        }

        /** Replaces what is known of the connection. */
        public Builder connection(ConnectionInfo connection) {
            this.connection = Objects.requireNonNull(connection, "connection must not be null");
            return this;
        }

        /** Replaces all path parameters, which a route finds in the path; values are decoded. */
        public Builder pathParameters(Map<String, String> pathParameters) {
            this.pathParameters = Map.copyOf(Objects.requireNonNull(pathParameters, "pathParameters must not be null"));
            return this;
        }

        /** The request. */
        public Request build() {
            return new Request(method, target, headers, body, connection, pathParameters);
        }
    }
}
