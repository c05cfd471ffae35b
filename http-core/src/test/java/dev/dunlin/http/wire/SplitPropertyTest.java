package dev.dunlin.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However bytes are cut into pieces, what is read from them is the same: the result, or the error with its status and
 * message, and where it ends. Else a client could choose by its packets how it is understood.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitPropertyTest {
    private static final HeadLimits NARROW = new HeadLimits(24, 4, 90);

    /** What was read from bytes: when a message or data ended, what it was, and how the reading ended. */
    private record Outcome(List<String> read, String end) {}

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void validHeadsAreReadTheSameInAnyPieces(long seed) {
        byte[] heads = new RandomMessages(new Random(seed)).heads();

        assertThat(parse(heads, new int[] {heads.length}, Wire.LIMITS).end())
                .as("seed %d", seed)
                .isEqualTo("START");
        requireTheSameInAnyPieces(seed, heads, SplitPropertyTest::parse);
        requireTheSameInAnyPieces(seed, heads, SplitPropertyTest::parseNarrowly);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mistakenHeadsAreRefusedTheSameInAnyPieces(long seed) {
        RandomMessages messages = new RandomMessages(new Random(seed));
        byte[] heads = messages.mutated(messages.heads());

        requireTheSameInAnyPieces(seed, heads, SplitPropertyTest::parse);
        requireTheSameInAnyPieces(seed, heads, SplitPropertyTest::parseNarrowly);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void garbageIsRefusedTheSameInAnyPieces(long seed) {
        RandomMessages messages = new RandomMessages(new Random(seed));
        for (String start : new String[] {"", "GET", "GET /", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nX"}) {
            requireTheSameInAnyPieces(seed, messages.garbage(start), SplitPropertyTest::parse);
            requireTheSameInAnyPieces(seed, messages.garbage(start), SplitPropertyTest::parseNarrowly);
        }
        for (String start : new String[] {"", "0", "1", "5;a", "1\r\n", "0\r\n", "0\r\nX"}) {
            requireTheSameInAnyPieces(seed, messages.garbage(start), SplitPropertyTest::decode);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void validChunksAreReadTheSameInAnyPieces(long seed) {
        byte[] chunks = new RandomMessages(new Random(seed)).chunks();

        assertThat(decode(chunks, new int[] {chunks.length}).end())
                .as("seed %d", seed)
                .startsWith("complete");
        requireTheSameInAnyPieces(seed, chunks, SplitPropertyTest::decode);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mistakenChunksAreRefusedTheSameInAnyPieces(long seed) {
        RandomMessages messages = new RandomMessages(new Random(seed));

        requireTheSameInAnyPieces(seed, messages.mutated(messages.chunks()), SplitPropertyTest::decode);
    }

    private static void requireTheSameInAnyPieces(long seed, byte[] bytes, BiFunction<byte[], int[], Outcome> read) {
        Outcome whole = read.apply(bytes, new int[] {bytes.length});
        for (int split = 0; split <= bytes.length; split++) {
            requireEqual(seed, bytes, whole, read.apply(bytes, new int[] {split, bytes.length}), "split at " + split);
        }
        requireEqual(seed, bytes, whole, read.apply(bytes, Pieces.ofOneByte(bytes.length)), "byte by byte");
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            requireEqual(
                    seed, bytes, whole, read.apply(bytes, Pieces.ofRandomLength(bytes.length, random)), "in pieces");
        }
    }

    private static void requireEqual(long seed, byte[] bytes, Outcome whole, Outcome inPieces, String how) {
        assertThat(inPieces)
                .as("seed %d, %s: %s", seed, how, Wire.text(ByteBuffer.wrap(bytes)))
                .isEqualTo(whole);
    }

    private static Outcome parseNarrowly(byte[] bytes, int[] ends) {
        return parse(bytes, ends, NARROW);
    }

    private static Outcome parse(byte[] bytes, int[] ends) {
        return parse(bytes, ends, Wire.LIMITS);
    }

    /** Heads are only looked at in the end, when all that they came in has been written over. */
    private static Outcome parse(byte[] bytes, int[] ends, HeadLimits limits) {
        RequestParser parser = new RequestParser(limits);
        List<RequestHead> heads = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        int[] takenBefore = {0};
        String end;
        try {
            Pieces.feed(bytes, ends, piece -> {
                int begin = piece.position();
                while (piece.hasRemaining()) {
                    RequestHead head = parser.parse(piece);
                    if (head == null) continue;
                    heads.add(head);
                    taken.add(takenBefore[0] + piece.position() - begin);
                }
                takenBefore[0] += piece.position() - begin;
            });
            end = parser.isInHead() ? "IN HEAD" : parser.isAtStart() ? "START" : "EMPTY LINE";
        } catch (ProtocolException e) {
            end = e.status() + " " + e.getMessage();
        }
        List<String> read = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) read.add(taken.get(i) + ": " + heads.get(i));
        return new Outcome(read, end);
    }

    private static Outcome decode(byte[] bytes, int[] ends) {
        ChunkedDecoder decoder = new ChunkedDecoder();
        StringBuilder content = new StringBuilder();
        String end;
        try {
            int taken = Pieces.feed(bytes, ends, piece -> {
                for (int data = decoder.next(piece); data > 0; data = decoder.next(piece)) {
                    for (int i = 0; i < data; i++) content.append((char) (piece.get() & 0xff));
                    decoder.taken(data);
                }
            });
            end = (decoder.isComplete() ? "complete at " : "incomplete at ") + taken;
        } catch (ProtocolException e) {
            end = e.status() + " " + e.getMessage();
        }
        return new Outcome(List.of(content.toString()), end);
    }
}
