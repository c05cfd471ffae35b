package dev.dunlin.http.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes as a socket may deliver them: cut anywhere, in buffers that begin anywhere in their array and are used again. */
final class Pieces {
    private Pieces() {}

    /** What takes the pieces in. */
    interface Sink {
        /** Takes all of a piece, unless it has had enough. */
        void take(ByteBuffer piece) throws ProtocolException;
    }

    /** The ends of pieces of one byte. */
    static int[] ofOneByte(int length) {
        int[] ends = new int[length];
        Arrays.setAll(ends, i -> i + 1);
        return ends;
    }

    /** The ends of pieces of random lengths, some of them empty. */
    static int[] ofRandomLength(int length, Random random) {
        List<Integer> ends = new ArrayList<>();
        int most = 2 + random.nextInt(40);
        for (int end = 0; end < length; end += random.nextInt(most)) ends.add(end);
        ends.add(length);
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Feeds bytes in pieces, and writes over each piece as soon as it was taken.
     *
     * @return how many bytes were taken
     */
    static int feed(byte[] bytes, int[] ends, Sink sink) throws ProtocolException {
        int begin = 0;
        for (int end : ends) {
            int offset = (begin + end) % 3;
            int position = (begin + end) % 5;
            byte[] array = new byte[offset + position + end - begin + 2];
            Arrays.fill(array, (byte) '\n');
            System.arraycopy(bytes, begin, array, offset + position, end - begin);
            ByteBuffer piece = ByteBuffer.wrap(array, offset, position + end - begin)
                    .slice()
                    .position(position);
            sink.take(piece);
            Arrays.fill(array, 0, offset + piece.position(), (byte) '#');
            if (piece.hasRemaining()) return end - piece.remaining();
            begin = end;
        }
        return begin;
    }
}
