package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.Body;
import dev.dunlin.http.FileBody;
import dev.dunlin.http.MemoryBody;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;

/**
 * Several parts of a file in one content, {@code multipart/byteranges} (RFC 9110 §14.6), of a length that is known
 * beforehand. One-shot. Read on the thread that asks for more, one piece at a time, however big the parts are.
 */
final class ByteRangesBody implements Body {
    /** So long a random number occurs in no file; and as it is another one in each process, nobody can put it there. */
    private static final String BOUNDARY = UUID.randomUUID().toString();

    /** The {@code Content-Type} of such a content. */
    static final String TYPE = "multipart/byteranges; boundary=" + BOUNDARY;

    private static final Body END = Body.of(("\r\n--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1));

    private final List<Body> pieces;
    private final Body content;

    /**
     * @param type the type of the whole, which each part bears
     * @param size of the whole
     * @param ranges what the parts are, in order
     * @param parts a content for each range, in memory or of a file, which this closes
     */
    ByteRangesBody(String type, long size, List<ByteRange> ranges, List<Body> parts) {
        this.pieces = new ArrayList<>(2 * parts.size() + 1);
        for (int i = 0; i < parts.size(); i++) {
            pieces.add(head(i == 0 ? "" : "\r\n", type, ranges.get(i).contentRange(size)));
            pieces.add(parts.get(i));
        }
        pieces.add(END);
        long length = pieces.stream().mapToLong(Body::length).sum();
        this.content = Body.from(new Pieces(pieces.iterator()), length, Runnable::run);
    }

    private static Body head(String separator, String type, String contentRange) {
        String head = separator + "--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\nContent-Range: " + contentRange
                + "\r\n\r\n";
        return Body.of(head.getBytes(ISO_8859_1));
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        content.subscribe(subscriber);
    }

    @Override
    public void close() {
        pieces.forEach(Body::close);
    }

    /** The pieces as one stream. To read from it does not wait for anything but the disk. */
    static final class Pieces extends InputStream {
        private final Iterator<Body> rest;
        private Body piece = Body.empty();
        private long taken;

        Pieces(Iterator<Body> pieces) {
            this.rest = pieces;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** Goes over the borders of pieces, so that the head of a part travels together with its content. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = 0;
            while (count < length && findPiece()) {
                int wanted = (int) Math.min(length - count, piece.length() - taken);
                int got = copy(ByteBuffer.wrap(target, offset + count, wanted));
                taken += got;
                count += got;
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        /** Makes sure that there is something left in the piece at hand; false after the last one. */
        private boolean findPiece() {
            while (taken == piece.length()) {
                if (!rest.hasNext()) return false;
                piece = rest.next();
                taken = 0;
            }
            return true;
        }

        private int copy(ByteBuffer target) throws IOException {
            if (piece instanceof FileBody file) return read(file, target);
            int length = target.remaining();
            ((MemoryBody) piece).copyTo(target, (int) taken, length);
            return length;
        }

        private int read(FileBody file, ByteBuffer target) throws IOException {
            if (!file.isIntact()) throw new IOException("the file was changed while it was read");
            int count = file.channel().read(target, file.offset() + taken);
            if (count < 0) throw new EOFException("the file ends before " + (file.offset() + file.length()));
            return count;
        }
    }
}
