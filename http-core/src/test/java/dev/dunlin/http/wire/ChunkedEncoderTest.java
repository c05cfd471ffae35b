package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §7.1. */
class ChunkedEncoderTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "15, f", "16, 10", "255, ff", "65536, 10000"})
    void writesTheSizeInHexadecimalDigits(int length, String size) {
        String data = "x".repeat(length);
        ByteBuffer target = ByteBuffer.allocate(length + ChunkedEncoder.MAX_FRAMING);

        ChunkedEncoder.writeChunk(buffer(data), target);

        assertThat(text(target.flip())).isEqualTo(size + "\r\n" + data + "\r\n");
    }

    @Test
    void takesTheDataWhole() {
        ByteBuffer data = buffer("xxabcyy").position(2).limit(5).slice().asReadOnlyBuffer();
        ByteBuffer target = ByteBuffer.allocateDirect(100);

        ChunkedEncoder.writeChunk(data, target);

        assertThat(data.hasRemaining()).isFalse();
        assertThat(text(target.flip())).isEqualTo("3\r\nabc\r\n");
    }

    @Test
    void endsWithAnEmptyTrailerSection() {
        ByteBuffer target = ByteBuffer.allocate(5);

        ChunkedEncoder.writeLastChunk(target);

        assertThat(text(target.flip())).isEqualTo("0\r\n\r\n");
    }

    @Test
    void leavesRoomForTheFramingOfTheGreatestBuffer() {
        assertThat(ChunkedEncoder.MAX_FRAMING)
                .isEqualTo((Integer.toHexString(Integer.MAX_VALUE) + "\r\n\r\n").length());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void writesWhatTheDecoderReads(long seed) throws ProtocolException {
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteBuffer message = ByteBuffer.allocate(200_000);
        for (int chunks = random.nextInt(20); chunks > 0; chunks--) {
            byte[] data = new byte[1 + random.nextInt(random.nextBoolean() ? 20 : 5000)];
            random.nextBytes(data);
            sent.writeBytes(data);
            ChunkedEncoder.writeChunk(ByteBuffer.wrap(data), message);
        }
        ChunkedEncoder.writeLastChunk(message);
        message.flip();

        assertThat(decodeInPieces(message, random)).as("seed %d", seed).isEqualTo(sent.toByteArray());
    }

    private static byte[] decodeInPieces(ByteBuffer message, Random random) throws ProtocolException {
        ChunkedDecoder decoder = new ChunkedDecoder();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (message.hasRemaining()) {
            ByteBuffer input =
                    message.slice(message.position(), Math.min(message.remaining(), 1 + random.nextInt(3000)));
            message.position(message.position() + input.remaining());
            for (int data = decoder.next(input); data > 0; data = decoder.next(input)) {
                byte[] piece = new byte[data];
                input.get(piece);
                decoder.taken(data);
                content.writeBytes(piece);
            }
            assertThat(decoder.isComplete()).isEqualTo(!message.hasRemaining());
        }
        return content.toByteArray();
    }
}
