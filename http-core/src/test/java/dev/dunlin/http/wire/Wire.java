package dev.dunlin.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes for the tests of this package, and what becomes of them. */
final class Wire {
    /** The limits of design.md §4, which are the server's defaults. */
    static final HeadLimits LIMITS = new HeadLimits(8 * 1024, 100, 32 * 1024);

    private Wire() {}

    /** A head of these lines, each with its CRLF, and the empty line. */
    static String head(String requestLine, String... fieldLines) {
        StringBuilder head = new StringBuilder(requestLine).append("\r\n");
        for (String line : fieldLines) head.append(line).append("\r\n");
        return head.append("\r\n").toString();
    }

    /** A valid request for {@code /} with these field lines and a {@code Host}. */
    static String get(String... fieldLines) {
        String[] lines = new String[fieldLines.length + 1];
        lines[0] = "Host: a";
        System.arraycopy(fieldLines, 0, lines, 1, fieldLines.length);
        return head("GET / HTTP/1.1", lines);
    }

    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuffer buffer(String latin1) {
        return ByteBuffer.wrap(bytes(latin1));
    }

    /** What is left in a buffer, taken. */
    static String text(ByteBuffer buffer) {
        return StandardCharsets.ISO_8859_1.decode(buffer).toString();
    }

    /** Parses what has to be one whole head and nothing more. */
    static RequestHead parse(String head) throws ProtocolException {
        ByteBuffer input = buffer(head);
        RequestHead result = new RequestParser(LIMITS).parse(input);
        assertThat(result).as("the head is complete").isNotNull();
        assertThat(input.remaining()).as("bytes behind the head").isZero();
        return result;
    }

    /** Parses what has to be no head. */
    static ProtocolException refusal(String head) {
        return refusal(LIMITS, head);
    }

    static ProtocolException refusal(HeadLimits limits, String head) {
        RequestParser parser = new RequestParser(limits);
        ByteBuffer input = buffer(head);
        ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> parser.parse(input));
        assertThat(refusal).as("the refusal of this head").isNotNull();
        return refusal;
    }
}
