package dev.dunlin.http.files;

/**
 * A stretch of a representation, never empty (RFC 9110 §14.1.2).
 *
 * @param first the position of its first byte, from 0
 * @param last the position of its last byte
 */
record ByteRange(long first, long last) {
    /**
     * @throws IllegalArgumentException if it would hold no byte
     */
    ByteRange {
        if (first < 0 || last < first) throw new IllegalArgumentException("no range: " + first + '-' + last);
    }

    /** How many bytes it holds. */
    long length() {
        return last - first + 1;
    }

    /** Tells whether nothing lies between the two: they overlap, or one begins right behind the other. */
    boolean touches(ByteRange other) {
        return first - 1 <= other.last && other.first - 1 <= last;
    }

    /** All bytes of both, which must touch. */
    ByteRange join(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    /**
     * The range as it stands in {@code Content-Range} (RFC 9110 §14.4).
     *
     * @param size of the whole representation
     */
    String contentRange(long size) {
        return "bytes " + first + '-' + last + '/' + size;
    }
}
