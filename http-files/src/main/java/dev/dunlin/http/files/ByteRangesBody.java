package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.Body;
import dev.dunlin.http.CompositeBody;
import dev.dunlin.http.FileBody;
import dev.dunlin.http.MemoryBody;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * Several parts of a file in one content, {@code multipart/byteranges} (RFC 9110 §14.6), of a length that is known
 * beforehand. Holds the file once, whatever the number of parts, and makes each part and its head when it is sent.
 */
final class ByteRangesBody extends CompositeBody {
    /** So long a random number occurs in no file; and as it is another one in each process, nobody can put it there. */
    private static final String BOUNDARY = UUID.randomUUID().toString();

    /** The {@code Content-Type} of such a content. */
    static final String TYPE = "multipart/byteranges; boundary=" + BOUNDARY;

    private static final Body END = Body.of(("\r\n--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1));

    /** What the body takes by itself, roughly, with the part that is being sent. */
    private static final int OBJECTS = 512;

    /** What a range takes. */
    private static final int RANGE_BYTES = 40;

    private final String type;
    private final Body whole;
    private final List<ByteRange> ranges;

    /**
     * @param type the type of the whole, which each part bears
     * @param whole all of the content, in memory or of a file, which this closes
     * @param ranges what the parts are, in order, each within the whole
     */
    ByteRangesBody(String type, Body whole, List<ByteRange> ranges) {
        super(length(type, whole.length(), ranges));
        this.type = type;
        this.whole = whole;
        this.ranges = List.copyOf(ranges);
    }

    private static long length(String type, long size, List<ByteRange> ranges) {
        long length = END.length();
        for (int i = 0; i < ranges.size(); i++) {
            length += head(type, size, ranges, i).length() + ranges.get(i).length();
        }
        return length;
    }

    /** The head of a part, in ASCII. */
    private static String head(String type, long size, List<ByteRange> ranges, int index) {
        String separator = index == 0 ? "" : "\r\n";
        return separator + "--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\nContent-Range: "
                + ranges.get(index).contentRange(size) + "\r\n\r\n";
    }

    @Override
    public Iterator<Body> parts() {
        return new Parts();
    }

    private Body content(ByteRange range) {
        if (whole instanceof FileBody file) return new FilePart(file, range);
        return Body.of(((MemoryBody) whole).content().slice((int) range.first(), (int) range.length()));
    }

    /** The file is shared. */
    @Override
    public long heldBytes() {
        return OBJECTS + (long) RANGE_BYTES * ranges.size();
    }

    @Override
    public void close() {
        whole.close();
    }

    /** The head and the content of each range in turn, and the end. */
    private final class Parts implements Iterator<Body> {
        private int returned;

        @Override
        public boolean hasNext() {
            return returned <= 2 * ranges.size();
        }

        @Override
        public Body next() {
            if (!hasNext()) throw new NoSuchElementException("no part after the end");
            int index = returned / 2;
            boolean isContent = returned % 2 != 0;
            returned++;
            if (index == ranges.size()) return END;
            if (isContent) return content(ranges.get(index));
            return Body.of(head(type, whole.length(), ranges, index).getBytes(ISO_8859_1));
        }
    }

    /** A part of an open file, which somebody else closes. */
    private static final class FilePart extends FileBody {
        private final FileBody whole;

        FilePart(FileBody whole, ByteRange range) {
            super(whole.channel(), whole.offset() + range.first(), range.length());
            this.whole = whole;
        }

        @Override
        public boolean isIntact() throws IOException {
            return whole.isIntact();
        }

        @Override
        public void close() {
            // The whole is closed, once.
        }
    }
}
