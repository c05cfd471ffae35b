package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The text of a listing, written as it is read. For one thread at a time. */
final class ListingStream extends InputStream {
    /** How much is written at once, in characters and roughly. */
    private static final int PIECE = 4 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private final ListingStore.Lease lease;
    private final ListingText text;
    private final ListingOrder order;

    /** What was written and is not read yet, from {@link #position} on. */
    private volatile byte[] written = NOTHING;

    private int position;
    private int nextEntry;
    private boolean begun;
    private boolean ended;

    /**
     * @param lease of the listing, closed with this
     */
    ListingStream(ListingStore.Lease lease, ListingText text, ListingOrder order) {
        this.lease = lease;
        this.text = text;
        this.order = order;
    }

    /** Writes all of a listing at once. */
    static String whole(Listing listing, ListingText text, ListingOrder order) {
        StringBuilder target = new StringBuilder();
        text.begin(target, listing);
        for (int i = 0; i < listing.size(); i++) text.entry(target, i, listing.entry(order, i));
        text.end(target, listing);
        return target.toString();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads as much as there is room for, so that pieces are full. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (position < written.length || writeOn())) {
            int part = Math.min(length - count, written.length - position);
            System.arraycopy(written, position, target, offset + count, part);
            position += part;
            count += part;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Returns false at the end. */
    private boolean writeOn() throws IOException {
        written = NOTHING;
        position = 0;
        if (ended) return false;
        Listing listing = lease.listing();
        if (listing == null)
            throw new IOException("the listing was read for so long that it had to make room for others");
        written = write(listing).getBytes(UTF_8);
        return true;
    }

    private String write(Listing listing) {
        StringBuilder target = new StringBuilder(PIECE + PIECE / 4);
        if (!begun) text.begin(target, listing);
        begun = true;
        while (nextEntry < listing.size() && target.length() < PIECE) {
            text.entry(target, nextEntry, listing.entry(order, nextEntry));
            nextEntry++;
        }
        ended = nextEntry == listing.size();
        if (ended) text.end(target, listing);
        return target.toString();
    }

    /** Returns the memory that is taken by what was written and not read, in bytes. From any thread. */
    int heldBytes() {
        return written.length;
    }

    @Override
    public void close() {
        lease.close();
    }
}
