package dev.dunlin.fuzz;

import dev.dunlin.http.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Ways to cut bytes into pieces, as a network may. */
final class Pieces {
    private Pieces() {}

    /** What takes the pieces in. */
    interface Sink {
        /** Takes a piece, or as much of it as it wants; it gets no further piece then. */
        void take(ByteBuffer piece) throws ProtocolException;
    }

    /** All bytes at once. */
    static IntUnaryOperator whole() {
        return left -> left;
    }

    /** One byte at a time. */
    static IntUnaryOperator bytes() {
        return left -> 1;
    }

    /** Pieces of random lengths, some of them empty. */
    static IntUnaryOperator random(long seed) {
        Random random = new Random(seed);
        int most = 2 + random.nextInt(40);
        return left -> Math.min(left, random.nextInt(most));
    }

    /**
     * Gives bytes to a sink, each piece somewhere in an array whose other bytes would be read wrongly, and which is written
     * over as soon as the piece was taken.
     *
     * @param lengths the length of the next piece, for the number of bytes that are left
     * @return how many bytes were taken
     */
    static int feed(byte[] bytes, IntUnaryOperator lengths, Sink sink) throws ProtocolException {
        int begin = 0;
        while (begin < bytes.length) {
            int length = lengths.applyAsInt(bytes.length - begin);
            byte[] array = new byte[length + 5];
            Arrays.fill(array, (byte) '\n');
            System.arraycopy(bytes, begin, array, 3, length);
            ByteBuffer piece = ByteBuffer.wrap(array, 1, length + 2).slice().position(2);
            sink.take(piece);
            if (!Arrays.equals(array, 3, 3 + length, bytes, begin, begin + length)) {
                throw new AssertionError("the input was changed");
            }
            if (piece.limit() != length + 2) throw new AssertionError("the piece's limit was moved");
            Arrays.fill(array, (byte) '#');
            begin += length - piece.remaining();
            if (piece.hasRemaining()) return begin;
        }
        return begin;
    }
}
