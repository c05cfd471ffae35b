package dev.dunlin.http.wire;

import dev.dunlin.http.Body;
import dev.dunlin.http.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The fields that the protocol itself lives by: {@code Host}, {@code Content-Length}, {@code Transfer-Encoding},
 * {@code Connection} and {@code Expect}. Finds them among all fields of a head and judges them together.
 */
final class KnownFields {
    private static final byte[] HOST = ascii("host");
    private static final byte[] EXPECT = ascii("expect");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");

    private static final long ABSENT = -1;

    private boolean hasHost;
    private long contentLength = ABSENT;
    private String transferEncoding = "";
    private boolean hasTransferEncoding;
    private boolean close;
    private boolean keepAlive;
    private String expectation = "";

    private KnownFields() {}

    /**
     * Reads the known fields.
     *
     * @param bounds the bounds of all fields in {@code head}, as {@link FieldLines} gives them
     */
    static KnownFields read(byte[] head, int[] bounds) throws ProtocolException {
        KnownFields known = new KnownFields();
        for (int at = 0; at < bounds.length; at += FieldLines.BOUNDS) {
            known.read(head, bounds[at], bounds[at + 1], bounds[at + 2], bounds[at + 3]);
        }
        return known;
    }

    /** Names differ in length, so that most fields are passed over after one comparison. */
    private void read(byte[] head, int nameFrom, int nameTo, int from, int to) throws ProtocolException {
        switch (nameTo - nameFrom) {
            case 4 -> {
                if (is(HOST, head, nameFrom)) host(head, from, to);
            }
            case 6 -> {
                if (is(EXPECT, head, nameFrom)) expectation = joined(expectation, text(head, from, to));
            }
            case 10 -> {
                if (is(CONNECTION, head, nameFrom)) connection(text(head, from, to));
            }
            case 14 -> {
                if (is(CONTENT_LENGTH, head, nameFrom)) contentLength(head, from, to);
            }
            case 17 -> {
                if (is(TRANSFER_ENCODING, head, nameFrom)) transferEncoding(text(head, from, to));
            }
            default -> {}
        }
    }

    /** RFC 9112 §3.2: one {@code Host}, well-formed, and never none in HTTP/1.1. */
    void requireHost(boolean isHttp10) throws ProtocolException {
        if (!hasHost && !isHttp10) throw FieldLines.malformed("no Host");
    }

    /** RFC 9112 §9.3. */
    boolean isPersistent(boolean isHttp10) {
        return !close && (keepAlive || !isHttp10);
    }

    /**
     * RFC 9110 §10.1.1: an expectation of an HTTP/1.0 client is ignored, one other than {@code 100-continue} refused.
     */
    boolean expectsContinue(boolean isHttp10) throws ProtocolException {
        if (isHttp10 || expectation.isEmpty()) return false;
        List<String> expectations = Tokens.list(expectation);
        if (expectations.stream().allMatch("100-continue"::equalsIgnoreCase)) return !expectations.isEmpty();
        throw new ProtocolException(417, "unknown expectation: " + expectation);
    }

    /**
     * The length of the content: {@link Body#UNKNOWN_LENGTH} if it is chunked, 0 if there is none (RFC 9112 §6.3, without
     * the leniency that request smuggling lives on).
     */
    long framedLength(boolean isHttp10) throws ProtocolException {
        if (!hasTransferEncoding) return Math.max(contentLength, 0);
        if (contentLength != ABSENT) throw FieldLines.malformed("Transfer-Encoding beside Content-Length");
        if (isHttp10) throw FieldLines.malformed("Transfer-Encoding in HTTP/1.0");
        List<String> codings = Tokens.list(transferEncoding);
        long chunked = codings.stream().filter("chunked"::equalsIgnoreCase).count();
        if (chunked != 1 || !codings.get(codings.size() - 1).equalsIgnoreCase("chunked")) {
            throw FieldLines.malformed("Transfer-Encoding does not end with its only chunked: " + transferEncoding);
        }
        if (codings.size() > 1) throw new ProtocolException(501, "unknown transfer coding: " + transferEncoding);
        return Body.UNKNOWN_LENGTH;
    }

    private void host(byte[] head, int from, int to) throws ProtocolException {
        if (hasHost) throw FieldLines.malformed("Host is repeated");
        if (!HostSyntax.isValid(head, from, to)) throw FieldLines.malformed("malformed Host: " + text(head, from, to));
        hasHost = true;
    }

    private void connection(String value) {
        for (String option : Tokens.list(value)) {
            close |= option.equalsIgnoreCase("close");
            keepAlive |= option.equalsIgnoreCase("keep-alive");
        }
    }

    private void contentLength(byte[] head, int from, int to) throws ProtocolException {
        if (contentLength != ABSENT) throw FieldLines.malformed("Content-Length is repeated");
        if (from == to) throw FieldLines.malformed("Content-Length is empty");
        long length = 0;
        for (int i = from; i < to; i++) {
            int digit = head[i] - '0';
            if (digit < 0 || digit > 9 || length > (Long.MAX_VALUE - digit) / 10) {
                throw FieldLines.malformed("malformed Content-Length: " + text(head, from, to));
            }
            length = 10 * length + digit;
        }
        contentLength = length;
    }

    private void transferEncoding(String value) {
        hasTransferEncoding = true;
        transferEncoding = joined(transferEncoding, value);
    }

    /** Several lines of one name are one list (RFC 9110 §5.3). */
    private static String joined(String before, String value) {
        return before.isEmpty() ? value : before + ", " + value;
    }

    private static boolean is(byte[] lowerCaseName, byte[] head, int from) {
        for (int i = 0; i < lowerCaseName.length; i++) {
            byte b = head[from + i];
            int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
            if (lower != lowerCaseName[i]) return false;
        }
        return true;
    }

    private static String text(byte[] head, int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
