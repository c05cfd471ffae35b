package dev.dunlin.http.wire;

import dev.dunlin.http.Tokens;
import java.util.Arrays;

/**
 * Finds the field lines of a head or of a trailer section (RFC 9112 §5), up to and with the empty line that ends them.
 * Resumable at any byte: each byte is looked at once, and what is decided depends on the bytes so far alone.
 */
final class FieldLines {
    /** Bounds that a field has: begin and end of its name, begin and end of its value. */
    static final int BOUNDS = 4;

    private static final boolean[] VALUE_BYTES = new boolean[256];

    static {
        Arrays.fill(VALUE_BYTES, ' ', 256, true);
        VALUE_BYTES['\t'] = true;
        VALUE_BYTES[0x7f] = false;
    }

    // The states, in order. Numbers, since an enum and the table for its switch would be two classes more.
    private static final int LINE_START = 0;
    private static final int NAME = 1;
    private static final int BLANKS = 2;
    private static final int VALUE = 3;
    private static final int LINE_LF = 4;
    private static final int END_LF = 5;
    private static final int COMPLETE = 6;

    private final int maxFields;
    private final int maxBytes;
    private final int statusOfExcess;

    private int state = LINE_START;
    private int start;
    private int[] bounds = new int[4 * BOUNDS];
    private int count;

    /**
     * @param maxFields the greatest number of lines
     * @param maxBytes the greatest length of all lines together, each with its CRLF
     * @param statusOfExcess the status to answer with when there is more
     */
    FieldLines(int maxFields, int maxBytes, int statusOfExcess) {
        this.maxFields = maxFields;
        this.maxBytes = maxBytes;
        this.statusOfExcess = statusOfExcess;
    }

    /**
     * Begins anew.
     *
     * @param start the position of the first line in the message
     */
    void reset(int start) {
        this.state = LINE_START;
        this.start = start;
        this.count = 0;
    }

    boolean isComplete() {
        return state == COMPLETE;
    }

    /** The bounds of all fields, as positions in the message. */
    int[] bounds() {
        return Arrays.copyOf(bounds, count);
    }

    /**
     * Looks at further bytes.
     *
     * @param base the index in {@code bytes} that is position 0 of the message; it may be negative
     * @return the index behind the last byte that was looked at
     */
    int scan(byte[] bytes, int base, int from, int to) throws ProtocolException {
        int i = from;
        int most = base + start + maxBytes;
        while (i < to && state != COMPLETE) {
            byte b = bytes[i];
            if (i >= most && !(state == LINE_START && b == '\r') && state != END_LF) throw excess("field lines");
            switch (state) {
                case LINE_START -> {
                    if (b == '\r') {
                        state = END_LF;
                    } else {
                        beginField(b, i - base);
                    }
                    i++;
                }
                case NAME -> i = scanName(bytes, base, i, Math.min(to, most));
                case BLANKS -> {
                    if (b == ' ' || b == '\t') {
                        i++;
                    } else {
                        bounds[count + 2] = i - base;
                        bounds[count + 3] = i - base;
                        state = VALUE;
                    }
                }
                case VALUE -> i = scanValue(bytes, base, i, Math.min(to, most));
                case LINE_LF -> {
                    requireLineFeed(b);
                    count += BOUNDS;
                    state = LINE_START;
                    i++;
                }
                case END_LF -> {
                    requireLineFeed(b);
                    state = COMPLETE;
                    i++;
                }
                default -> throw new IllegalStateException();
            }
        }
        return i;
    }

    private void beginField(byte first, int position) throws ProtocolException {
        if (!Tokens.isTokenByte(first)) throw malformed("a field name must not begin with " + shown(first));
        if (count == maxFields * BOUNDS) throw excess("fields");
        if (count == bounds.length) bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        bounds[count] = position;
        state = NAME;
    }

    private int scanName(byte[] bytes, int base, int from, int to) throws ProtocolException {
        int i = from;
        while (i < to && Tokens.isTokenByte(bytes[i])) i++;
        if (i == to) return i;
        if (bytes[i] != ':') throw malformed("a field name must not hold " + shown(bytes[i]));
        bounds[count + 1] = i - base;
        state = BLANKS;
        return i + 1;
    }

    /** The value's end moves along behind its last byte that is no blank, since blanks before the CRLF are no part of it. */
    private int scanValue(byte[] bytes, int base, int from, int to) throws ProtocolException {
        int i = from;
        while (i < to && VALUE_BYTES[bytes[i] & 0xff]) i++;
        int end = i;
        while (end > from && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) end--;
        if (end > from) bounds[count + 3] = end - base;
        if (i == to) return i;
        if (bytes[i] != '\r') throw malformed("a field value must not hold " + shown(bytes[i]));
        state = LINE_LF;
        return i + 1;
    }

    private ProtocolException excess(String what) {
        return new ProtocolException(statusOfExcess, "too many " + what);
    }

    static void requireLineFeed(byte b) throws ProtocolException {
        if (b != '\n') throw malformed("a carriage return stands alone, before " + shown(b));
    }

    static ProtocolException malformed(String message) {
        return new ProtocolException(400, message);
    }

    /** A byte as a log may show it. */
    static String shown(byte b) {
        return b > ' ' && b < 0x7f ? "'" + (char) b + "'" : String.format("0x%02x", b);
    }
}
