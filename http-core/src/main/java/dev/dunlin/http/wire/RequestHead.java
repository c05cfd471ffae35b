package dev.dunlin.http.wire;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.RequestTarget;

/**
 * The head of a request, checked, with what it says about the connection.
 *
 * @param method the method
 * @param target the target
 * @param headers the fields; for a target in absolute-form, {@code Host} is the target's authority
 * @param contentLength in bytes, 0 if there is none; {@link Body#UNKNOWN_LENGTH} if the content is chunked (RFC 9112 §6.3)
 * @param isHttp10 whether the client speaks HTTP/1.0, and so does not know chunks
 * @param isPersistent whether the client wants to use the connection again
 * @param expectsContinue whether the client waits for a 100 before it sends the content
 */
public record RequestHead(
        String method,
        RequestTarget target,
        Headers headers,
        long contentLength,
        boolean isHttp10,
        boolean isPersistent,
        boolean expectsContinue) {
    /** The version by its name; that of a later minor version is the one that this server speaks. */
    public String protocol() {
        return isHttp10 ? "HTTP/1.0" : "HTTP/1.1";
    }
}
