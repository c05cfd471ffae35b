package dev.dunlin.http;

import java.util.Objects;

/**
 * A final answer to a request (RFC 9110 §15): a status, fields and content. Immutable: it may be kept and answered with any
 * number of times if its {@link Body} is reusable.
 *
 * <pre>{@code
 * responder.respond(Response.ok("hello"));
 * responder.respond(Response.of(Status.CREATED).withHeader("Location", "/notes/7"));
 * }</pre>
 *
 * <p>How the content is framed is the server's business: {@code Content-Length} comes from the body's length, and
 * {@code Transfer-Encoding} where there is none. {@code Server} and {@code Date} are added unless they are set here.
 */
public final class Response {
    private final int status;
    private final Headers headers;
    private final Body body;

    private Response(int status, Headers headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer without fields and content.
     *
     * @param status 200 to 599; interim answers are the server's own
     * @throws IllegalArgumentException if it is outside that range
     */
    public static Response of(int status) {
        if (status < 200 || status > 599) throw new IllegalArgumentException("not a final status: " + status);
        return new Response(status, Headers.empty(), Body.empty());
    }

    /** 200 with plain text, in UTF-8. */
    public static Response ok(String text) {
        return of(Status.OK)
                .withHeader("Content-Type", "text/plain; charset=utf-8")
                .withBody(Body.of(text));
    }

    /** 200 with an HTML page, in UTF-8. */
    public static Response html(String page) {
        return of(Status.OK)
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody(Body.of(page));
    }

    /**
     * 302 to another place.
     *
     * @param location as for {@link #withLocation}
     * @throws IllegalArgumentException for the reasons of {@link #withLocation}
     */
    public static Response redirect(String location) {
        return of(Status.FOUND).withLocation(location);
    }

    /**
     * A short HTML page that says no more than the status and its phrase.
     *
     * @param status 400 to 599, or another final status that wants a page
     */
    public static Response error(int status) {
        String title = status + " " + Status.phrase(status);
        return html("<!doctype html>\n<title>" + title + "</title>\n<h1>" + title + "</h1>\n")
                .withStatus(status);
    }

    /** The status, 200 to 599. */
    public int status() {
        return status;
    }

    /** The fields that were set here; the server adds its own when it sends them. */
    public Headers headers() {
        return headers;
    }

    /** The content. */
    public Body body() {
        return body;
    }

    /** Tells whether the connection is to be closed after this answer: {@code withHeader("Connection", "close")}. */
    public boolean closesConnection() {
        return headers.contains("Connection");
    }

    /**
     * This answer with another status.
     *
     * @throws IllegalArgumentException if it is not between 200 and 599
     */
    public Response withStatus(int status) {
        return new Response(of(status).status, headers, body);
    }

    /**
     * This answer with one field of this name, in place of all that there were.
     *
     * @throws IllegalArgumentException for the reasons of {@link Headers#with}, and for a field that is the server's:
     *     {@code Content-Length}, {@code Transfer-Encoding}, and {@code Connection} with any value but {@code close}
     */
    public Response withHeader(String name, String value) {
        requireNotFraming(name, value);
        return new Response(status, headers.with(name, value), body);
    }

    /**
     * Returns this response with a {@code Location}. What may not stand in a URI reference (RFC 3986) is percent-encoded as
     * UTF-8, such as letters outside ASCII, quotes, braces and backslashes; what may is left as it is, escapes too. So a
     * received path and query can be used as they are.
     *
     * @param reference a URI reference: {@code /notes/7}, {@code https://birds.example/?q=1}
     * @throws IllegalArgumentException if it holds a control character
     */
    public Response withLocation(String reference) {
        return withHeader("Location", UriReference.encoded(reference));
    }

    /**
     * This answer and one field more, after those of the same name that there may be: for {@code Set-Cookie}.
     *
     * @throws IllegalArgumentException for the reasons of {@link #withHeader}
     */
    public Response withAddedHeader(String name, String value) {
        requireNotFraming(name, value);
        return new Response(status, headers.withAdded(name, value), body);
    }

    /** This answer without any field of this name. */
    public Response withoutHeader(String name) {
        return new Response(status, headers.without(name), body);
    }

    /**
     * This answer with these fields in place of all of its own.
     *
     * @throws IllegalArgumentException for the reasons of {@link #withHeader}
     */
    public Response withHeaders(Headers headers) {
        headers.forEach(field -> requireNotFraming(field.name(), field.value()));
        return new Response(status, headers, body);
    }

    /**
     * This answer with another content; the encoded fields are shared, not made again. Closes nothing: whoever replaces a body
     * that holds something closes it, unless the new one does.
     */
    public Response withBody(Body body) {
        return new Response(status, headers, Objects.requireNonNull(body, "body"));
    }

    /** The status and the fields, for people. */
    @Override
    public String toString() {
        return status + " " + Status.phrase(status) + "\r\n" + headers;
    }

    private static void requireNotFraming(String name, String value) {
        boolean framing = name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Transfer-Encoding")
                || (name.equalsIgnoreCase("Connection") && !value.equalsIgnoreCase("close"));
        if (framing) throw new IllegalArgumentException("the server frames messages itself: " + name + ": " + value);
    }
}
