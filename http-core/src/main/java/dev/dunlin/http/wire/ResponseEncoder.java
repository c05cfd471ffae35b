package dev.dunlin.http.wire;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes the heads of responses (RFC 9112 §4): the status line, the server's own fields, and the response's fields as one
 * piece. Keeps what repeats itself encoded; for one thread.
 */
public final class ResponseEncoder {
    /** In place of a content's length: nothing is said of it, as in 204 and 304; or it ends with the connection. */
    public static final long UNFRAMED = -2;

    /** An interim answer that asks for the content (RFC 9110 §15.2.1). */
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private static final byte[] DATE = ascii("Date: ");
    private static final String KEEP_ALIVE = "Connection: keep-alive\r\n";
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final int MAX_DIGITS = 19;

    private final Headers server;

    /** With the time that the connection may rest, and without it. */
    private final byte[] keepAlive;

    private final byte[] plainKeepAlive = ascii(KEEP_ALIVE);

    /** The status line and the {@code Server} field, by status. */
    private final byte[] @Nullable [] beginnings = new byte[600][];

    private final byte[] digits = new byte[MAX_DIGITS];
    private final int ownFields;

    private byte[] date = ascii("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
    private long dateSecond;

    /**
     * Creates an encoder.
     *
     * @param serverName the value of the {@code Server} field
     * @param idleTimeout for how long a connection is kept between exchanges; clients and load balancers that know it from
     *     {@code Keep-Alive} (RFC 2068 §19.7.1.1) end theirs before, and do not send a request on one that is about to be
     *     closed. Not told if it is not between a second and {@link Integer#MAX_VALUE} seconds
     * @throws IllegalArgumentException if it may not stand in a field
     */
    public ResponseEncoder(String serverName, Duration idleTimeout) {
        this.server = Headers.of("Server", serverName);
        long seconds = idleTimeout.toSeconds();
        boolean isTold = seconds > 0 && seconds <= Integer.MAX_VALUE;
        this.keepAlive = isTold ? ascii(KEEP_ALIVE + "Keep-Alive: timeout=" + seconds + "\r\n") : plainKeepAlive;
        this.ownFields = server.encodedLength()
                + 100 // the status line
                + date.length
                + keepAlive.length
                + CONTENT_LENGTH.length
                + MAX_DIGITS
                + 2 * CRLF.length;
    }

    /**
     * Sets the date that heads carry from now on.
     *
     * @param epochSecond seconds since 1970-01-01T00:00:00Z
     */
    public void setDate(long epochSecond) {
        if (epochSecond == dateSecond) return;
        System.arraycopy(HttpDate.bytes(epochSecond), 0, date, DATE.length, HttpDate.LENGTH);
        dateSecond = epochSecond;
    }

    /** How much room {@link #encode} wants at the most. */
    public int maxLength(Response response) {
        return ownFields + response.headers().encodedLength();
    }

    /**
     * Writes a head.
     *
     * @param contentLength in bytes; {@link Body#UNKNOWN_LENGTH} if the content follows in chunks; or {@link #UNFRAMED}
     * @param keepAlive whether the connection can be used again; said openly in every head
     * @param target must have {@link #maxLength} bytes of room
     */
    public void encode(Response response, long contentLength, boolean keepAlive, ByteBuffer target) {
        Headers headers = response.headers();
        target.put(beginning(response.status(), headers));
        if (!headers.contains("Date")) target.put(date);
        if (!response.closesConnection()) target.put(keepAlive ? keepAlive(headers) : CLOSE);
        if (contentLength >= 0) {
            target.put(CONTENT_LENGTH);
            putDecimal(contentLength, target);
            target.put(CRLF);
        } else if (contentLength == Body.UNKNOWN_LENGTH) {
            target.put(CHUNKED);
        }
        headers.writeTo(target);
        target.put(CRLF);
    }

    /** Writes a 100 (Continue). */
    public static void encodeContinue(ByteBuffer target) {
        target.put(CONTINUE);
    }

    private byte[] keepAlive(Headers headers) {
        return headers.contains("Keep-Alive") ? plainKeepAlive : keepAlive;
    }

    private byte[] beginning(int status, Headers headers) {
        if (headers.contains("Server")) return ascii(statusLine(status));
        byte[] known = beginnings[status];
        if (known == null) {
            known = (statusLine(status) + server).getBytes(StandardCharsets.ISO_8859_1);
            beginnings[status] = known;
        }
        return known;
    }

    private static String statusLine(int status) {
        return "HTTP/1.1 " + status + " " + Status.phrase(status) + "\r\n";
    }

    private void putDecimal(long number, ByteBuffer target) {
        int at = MAX_DIGITS;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        target.put(digits, at, MAX_DIGITS - at);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
