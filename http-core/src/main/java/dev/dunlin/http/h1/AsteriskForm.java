package dev.dunlin.http.h1;

import dev.dunlin.http.Response;
import dev.dunlin.http.Status;

/** Requests for {@code *}, which ask about the server as a whole and of no handler (RFC 9110 §7.1). */
final class AsteriskForm {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private AsteriskForm() {}

    /** Only OPTIONS goes with it (RFC 9110 §9.3.7). */
    static Response answer(String method) {
        return method.equals("OPTIONS")
                ? Response.of(Status.NO_CONTENT).withHeader("Allow", METHODS)
                : Response.error(Status.BAD_REQUEST);
    }
}
