package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can make the parsers keep, and do: bounded by the limits, and linear in what it sends. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The longest head there can be: both limits, the CRLF of the request line, the empty line. */
    private static final int LONGEST_HEAD = LIMITS.maxRequestLine() + 2 + LIMITS.maxFieldBytes() + 2;

    private static final int BUFFER = 64 * 1024;

    /** A parser keeps what it has taken of an unfinished head, so that it must have refused one before it takes more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "M                                  | M",
                "GET /                              | a",
                "GET /?                             | %",
                "GET / HTTP/1.1~                    | M",
                "GET / HTTP/1.1~X:                  | x",
                "GET / HTTP/1.1~X:                  | ' '",
                "GET / HTTP/1.1~X: a                | ' '",
                "GET / HTTP/1.1~                    | X:~",
                "GET / HTTP/1.1~X: aaaaaaaaaaaaaaaa | ~Y:bbbbbbbbbbbbbbbbb",
            })
    void refusesAnEndlessHeadAtTheLimits(String start, String repeated) {
        for (int size : new int[] {1, 7, 1000, BUFFER}) {
            RequestParser parser = new RequestParser(LIMITS);
            byte[] piece = Wire.bytes(repeated.replace("~", "\r\n").repeat(1 + size / repeated.length()));
            int taken = 0;
            try {
                assertThat(parser.parse(Wire.buffer(start.replace("~", "\r\n"))))
                        .isNull();
                while (taken <= LONGEST_HEAD + piece.length) {
                    assertThat(parser.parse(ByteBuffer.wrap(piece))).isNull();
                    taken += piece.length;
                }
            } catch (ProtocolException e) {
                assertThat(e.status()).isIn(414, 431);
            }

            assertThat(taken).as("taken in pieces of %d", piece.length).isLessThanOrEqualTo(LONGEST_HEAD);
        }
    }

    /** Copying each piece once, into an array that doubles, allocates less than four times the length. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 4096})
    void copiesTheBytesOfALongHeadAConstantNumberOfTimes(int size) throws ProtocolException {
        String head = Wire.head(
                "GET /" + "a".repeat(LIMITS.maxRequestLine() - 14) + " HTTP/1.1",
                "Host: a",
                "X: " + "x".repeat(LIMITS.maxFieldBytes() - 14));
        assertThat(head).hasSize(LONGEST_HEAD);
        byte[] bytes = Wire.bytes(head);
        RequestParser parser = new RequestParser(LIMITS);
        ByteBuffer input = ByteBuffer.wrap(bytes);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        RequestHead parsed = null;
        for (int end = 0; end < bytes.length; ) {
            end = Math.min(end + size, bytes.length);
            parsed = parser.parse(input.limit(end));
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(parsed).isNotNull();
        assertThat(allocated).isLessThan(6L * bytes.length + 10_000);
    }

    @Test
    void keepsNothingOfEmptyLines() throws ProtocolException {
        RequestParser parser = new RequestParser(LIMITS);
        ByteBuffer lines = Wire.buffer("\r\n\r\n");

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            parser.parse(lines.rewind());
            parser.continueAfter(0);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(parser.isInHead()).isFalse();
        assertThat(allocated).isLessThan(BUFFER);
        assertThat(parser.parse(Wire.buffer(Wire.get()))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | 0                 | 256",
                "1;         | a                 | 256",
                "'1;a=\"'   | ' '               | 256",
                "0~X:       | x                 | 8192",
                "0~         | X:~               | 8192",
            })
    void refusesEndlessFramingOfChunksAtTheLimits(String start, String repeated, int limit) {
        ChunkedDecoder decoder = new ChunkedDecoder();
        byte[] piece = Wire.bytes(repeated.replace("~", "\r\n"));
        int taken = 0;
        try {
            assertThat(decoder.next(Wire.buffer(start.replace("~", "\r\n")))).isZero();
            for (; taken <= 2 * limit; taken += piece.length) {
                assertThat(decoder.next(ByteBuffer.wrap(piece))).isZero();
            }
        } catch (ProtocolException e) {
            assertThat(e.status()).isEqualTo(400);
        }

        assertThat(taken).isLessThanOrEqualTo(limit);
    }

    /** However many chunks there are, and whatever their extensions are: nothing of their framing adds up. */
    @ParameterizedTest
    @ValueSource(strings = {"1\r\na\r\n", "1;a=\"b\"\r\na\r\n"})
    void keepsNothingOfTheFramingOfManyChunks(String chunk) throws ProtocolException {
        ChunkedDecoder decoder = new ChunkedDecoder();
        ByteBuffer chunks = Wire.buffer(chunk.repeat(1000));

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) decode(decoder, chunks.rewind());
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / 20_000).as("bytes a chunk").isLessThan(1000);
        decode(decoder, Wire.buffer("0\r\n\r\n"));
        assertThat(decoder.isComplete()).isTrue();
    }

    private static void decode(ChunkedDecoder decoder, ByteBuffer input) throws ProtocolException {
        for (int data = decoder.next(input); data > 0; data = decoder.next(input)) {
            input.position(input.position() + data);
            decoder.taken(data);
        }
    }
}
