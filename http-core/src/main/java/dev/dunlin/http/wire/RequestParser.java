package dev.dunlin.http.wire;

import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses the heads of requests (RFC 9112 §2 to §5), strictly. Resumable at any byte and never rescanning: each byte is
 * looked at once, so that a head in a thousand pieces gives the same result, or the same error, as a head in one.
 *
 * <pre>
 *   START ──► METHOD ──SP─► TARGET ──SP─► VERSION ──CR─► LINE_LF ──LF─► FIELDS ──empty line─► a RequestHead
 *     │ ▲
 *   CR│ │LF
 *     ▼ │
 *   START_LF
 * </pre>
 *
 * <p>A head that arrives whole is parsed where it lies; only an unfinished one is copied into the parser.
 */
public final class RequestParser {
    private static final byte[] VERSION_FORM = "HTTP/d.d".getBytes(StandardCharsets.US_ASCII);
    private static final int MAJOR = 5;
    private static final int MINOR = 7;
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
    private static final byte[] NOTHING = {};

    // The states, in order. Numbers, since an enum and the table for its switch would be two classes more.
    private static final int START = 0;
    private static final int START_LF = 1;
    private static final int METHOD = 2;
    private static final int TARGET = 3;
    private static final int VERSION = 4;
    private static final int LINE_LF = 5;
    private static final int FIELDS = 6;

    /** More empty lines than this before a request are not skipped: some old clients send one behind content. */
    static final int MOST_EMPTY_LINES = 2;

    private final int maxRequestLine;
    private final FieldLines fields;

    private int state = START;
    private int emptyLines;

    /** What there is of an unfinished head, with room behind it. */
    private byte[] partial = NOTHING;

    private int partialLength;

    /** How much of the head has been looked at; this and all below are positions in the head. */
    private int scanned;

    private int targetStart;
    private int versionStart;

    /** A parser for any number of heads, one after the other. */
    public RequestParser(HeadLimits limits) {
        this.maxRequestLine = limits.maxRequestLine();
        this.fields = new FieldLines(limits.maxFields(), limits.maxFieldBytes(), 431);
    }

    /** Tells whether a head has begun and is not complete; empty lines before it do not count. */
    public boolean isInHead() {
        return state >= METHOD;
    }

    /** Tells whether the parser holds anything at all of what it was given. */
    public boolean isAtStart() {
        return state == START && partialLength == 0;
    }

    /** Returns how many empty lines were skipped since the last head, or since {@link #continueAfter}. */
    public int emptyLines() {
        return emptyLines;
    }

    /** Goes on where so many empty lines were skipped before, by another parser or by this one for another connection. */
    public void continueAfter(int emptyLines) {
        this.emptyLines = emptyLines;
    }

    /** Returns the memory that the unfinished head takes, in bytes. */
    public int heldBytes() {
        return partial.length;
    }

    /**
     * Looks at further bytes, and takes from {@code input} those that belong to the head.
     *
     * @param input backed by an array; its bytes may be overwritten afterwards
     * @return the head, or null if it is not complete yet: then all bytes were taken
     * @throws ProtocolException if this is no head; the parser must not be used again
     */
    public @Nullable RequestHead parse(ByteBuffer input) throws ProtocolException {
        if (partialLength > 0) return parsePartial(input);
        skipEmptyLines(input);
        int base = input.arrayOffset() + input.position();
        int end = scan(input.array(), base, base + input.remaining());
        if (!fields.isComplete() || state != FIELDS) {
            keep(input);
            return null;
        }
        input.position(input.position() + end - base);
        return finish(input.array(), base);
    }

    /** RFC 9112 §2.2: a server skips an empty line before the request line. Some are, and none is kept. */
    private void skipEmptyLines(ByteBuffer input) throws ProtocolException {
        while (input.hasRemaining() && !isInHead()) {
            byte b = input.get(input.position());
            if (state == START_LF) {
                FieldLines.requireLineFeed(b);
                state = START;
                emptyLines++;
            } else if (b == '\r') {
                if (emptyLines == MOST_EMPTY_LINES)
                    throw FieldLines.malformed("more than " + MOST_EMPTY_LINES + " empty lines before a request");
                state = START_LF;
            } else if (Tokens.isTokenByte(b)) {
                state = METHOD;
                return;
            } else {
                throw FieldLines.malformed("a method must not begin with " + FieldLines.shown(b));
            }
            input.get();
        }
    }

    private @Nullable RequestHead parsePartial(ByteBuffer input) throws ProtocolException {
        int before = partialLength;
        int inputStart = input.position();
        keep(input);
        int end = scan(partial, 0, partialLength);
        if (!fields.isComplete() || state != FIELDS) return null;
        input.position(inputStart + end - before);
        return finish(partial, 0);
    }

    private void keep(ByteBuffer input) {
        int length = input.remaining();
        if (partialLength + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(partialLength + length, 2 * partial.length));
        }
        input.get(partial, partialLength, length);
        partialLength += length;
    }

    private int scan(byte[] bytes, int base, int to) throws ProtocolException {
        int i = base + scanned;
        while (i < to && state != FIELDS) i = scanRequestLine(bytes, base, i, to);
        if (state == FIELDS) i = fields.scan(bytes, base, i, to);
        scanned = i - base;
        return i;
    }

    private int scanRequestLine(byte[] bytes, int base, int i, int to) throws ProtocolException {
        byte b = bytes[i];
        int lineEnd = base + maxRequestLine;
        if (i >= lineEnd && b != '\r' && state != LINE_LF) {
            throw new ProtocolException(414, "the request line is longer than " + maxRequestLine);
        }
        // A CR right behind the longest line is looked at too: it must not stand in a method or a target.
        int stop = Math.min(to, Math.max(lineEnd, i + 1));
        return switch (state) {
            case METHOD -> scanMethod(bytes, base, i, stop);
            case TARGET -> scanTarget(bytes, base, i, stop);
            case VERSION -> scanVersion(b, i, base);
            case LINE_LF -> {
                FieldLines.requireLineFeed(b);
                requireSupported(bytes[base + versionStart + MAJOR]);
                state = FIELDS;
                fields.reset(i + 1 - base);
                yield i + 1;
            }
            default -> throw new IllegalStateException();
        };
    }

    private int scanMethod(byte[] bytes, int base, int from, int to) throws ProtocolException {
        int i = from;
        while (i < to && Tokens.isTokenByte(bytes[i])) i++;
        if (i == to) return i;
        if (bytes[i] != ' ') throw FieldLines.malformed("a method must not hold " + FieldLines.shown(bytes[i]));
        targetStart = i + 1 - base;
        state = TARGET;
        return i + 1;
    }

    /** Bytes above ASCII are no valid URI, but common clients send them, and they do no harm as the UTF-8 they have to be. */
    private int scanTarget(byte[] bytes, int base, int from, int to) throws ProtocolException {
        int i = from;
        while (i < to && ((bytes[i] > ' ' && bytes[i] != 0x7f) || bytes[i] < 0)) i++;
        if (i == to) return i;
        if (bytes[i] != ' ' || i == base + targetStart) {
            throw FieldLines.malformed("a target must not hold " + FieldLines.shown(bytes[i]));
        }
        versionStart = i + 1 - base;
        state = VERSION;
        return i + 1;
    }

    private int scanVersion(byte b, int i, int base) throws ProtocolException {
        int position = i - base - versionStart;
        boolean expected;
        if (position == VERSION_FORM.length) {
            expected = b == '\r';
            state = LINE_LF;
        } else if (position == MAJOR || position == MINOR) {
            expected = b >= '0' && b <= '9';
        } else {
            expected = b == VERSION_FORM[position];
        }
        if (!expected) throw FieldLines.malformed("unknown form of version, at " + FieldLines.shown(b));
        return i + 1;
    }

    private static void requireSupported(byte major) throws ProtocolException {
        if (major != '1') throw new ProtocolException(505, "HTTP/" + (char) major);
    }

    private RequestHead finish(byte[] bytes, int base) throws ProtocolException {
        byte[] head = Arrays.copyOfRange(bytes, base, base + scanned);
        int[] bounds = fields.bounds();
        boolean isHttp10 = head[versionStart + MINOR] == '0';
        String method = method(head);
        if (method.equals("CONNECT")) throw new ProtocolException(501, "CONNECT");
        RequestTarget target = target(head);
        KnownFields known = KnownFields.read(head, bounds);
        known.requireHost(isHttp10);
        RequestHead result = new RequestHead(
                method,
                target,
                headers(target, Headers.received(head, bounds)),
                known.framedLength(isHttp10),
                isHttp10,
                known.isPersistent(isHttp10),
                known.expectsContinue(isHttp10));
        reset();
        return result;
    }

    private void reset() {
        state = START;
        emptyLines = 0;
        partial = NOTHING;
        partialLength = 0;
        scanned = 0;
        fields.reset(0);
    }

    /** The usual methods are not made anew for each request. */
    private String method(byte[] head) {
        int length = targetStart - 1;
        for (String method : METHODS) {
            if (method.length() == length && startsWith(head, method)) return method;
        }
        return new String(head, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean startsWith(byte[] bytes, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[i] != ascii.charAt(i)) return false;
        }
        return true;
    }

    private RequestTarget target(byte[] head) throws ProtocolException {
        int length = versionStart - 1 - targetStart;
        try {
            String text = isAscii(head, targetStart, length)
                    ? new String(head, targetStart, length, StandardCharsets.ISO_8859_1)
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(head, targetStart, length))
                            .toString();
            return RequestTarget.parse(text);
        } catch (CharacterCodingException e) {
            throw FieldLines.malformed("the target is not UTF-8");
        } catch (HttpException e) {
            throw FieldLines.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) return false;
        }
        return true;
    }

    /** RFC 9112 §3.2.2: with a target in absolute-form, the received {@code Host} does not count. */
    private static Headers headers(RequestTarget target, Headers received) throws ProtocolException {
        String authority = target.authority().orElse(null);
        if (authority == null) return received;
        byte[] bytes = authority.getBytes(StandardCharsets.UTF_8);
        if (!HostSyntax.isValid(bytes, 0, bytes.length))
            throw FieldLines.malformed("malformed authority: " + authority);
        return received.with("Host", authority);
    }
}
