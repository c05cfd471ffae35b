package dev.dunlin.http.files;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.math.LongMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} field asks for (RFC 9110 §14.2), before it is known how much there is to be had.
 *
 * @param specs in the order of the field, one at least
 */
record RangeSet(List<Spec> specs) {
    /** More than any client needs that reads on, looks into an archive or a film; a PDF viewer asks for a few. */
    static final int MOST = 16;

    private static final String UNIT = "bytes";
    private static final Splitter MEMBERS =
            Splitter.on(',').trimResults(CharMatcher.anyOf(" \t")).omitEmptyStrings();
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

    RangeSet {
        specs = List.copyOf(specs);
    }

    /**
     * Reads a field's value, no further than it makes sense.
     *
     * @return the set, or empty if the field is to be ignored, as RFC 9110 §14.2 allows: it is of another unit than
     *     bytes, malformed at any place, or names more than {@value #MOST} ranges, which nobody means well
     */
    static Optional<RangeSet> parse(String value) {
        int equals = value.indexOf('=');
        if (equals < 0 || !value.substring(0, equals).equalsIgnoreCase(UNIT)) return Optional.empty();
        List<Spec> specs = new ArrayList<>();
        for (String member : MEMBERS.split(value.substring(equals + 1))) {
            Spec spec = Spec.parse(member);
            if (spec == null || specs.size() == MOST) return Optional.empty();
            specs.add(spec);
        }
        return specs.isEmpty() ? Optional.empty() : Optional.of(new RangeSet(specs));
    }

    /**
     * The ranges that there are in a representation. Those that touch are joined, as RFC 9110 §15.3.7.2 allows, so that
     * no byte is sent twice; a joined one stands where the first of its parts was named.
     *
     * @param size of the representation, in bytes
     * @return none if the set cannot be satisfied
     */
    List<ByteRange> within(long size) {
        List<ByteRange> ranges = new ArrayList<>(specs.size());
        for (Spec spec : specs) {
            ByteRange range = spec.within(size);
            if (range != null) add(ranges, range);
        }
        return ranges;
    }

    /** Adds to ranges of which no two touch. */
    private static void add(List<ByteRange> ranges, ByteRange range) {
        ByteRange joined = range;
        int place = ranges.size();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (!ranges.get(i).touches(range)) continue;
            joined = joined.join(ranges.remove(i));
            place = i;
        }
        ranges.add(place, joined);
    }

    /**
     * One member of the set. Numbers that are too big for a {@code long} count as the biggest one, which no file
     * reaches.
     *
     * @param first the position of the first byte, or {@link #SUFFIX} if as many bytes as {@code last} are wanted from the
     *     end
     * @param last the position of the last byte, {@link Long#MAX_VALUE} if it is open
     */
    record Spec(long first, long last) {
        static final long SUFFIX = -1;

        /** Reads {@code 0-499}, {@code 500-} or {@code -500}; null if it is none of these. */
        static @Nullable Spec parse(String member) {
            int dash = member.indexOf('-');
            if (dash < 0 || member.length() == 1) return null;
            String from = member.substring(0, dash);
            String to = member.substring(dash + 1);
            if (!DIGITS.matchesAllOf(from) || !DIGITS.matchesAllOf(to)) return null;
            long first = from.isEmpty() ? SUFFIX : number(from);
            long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
            return last < first ? null : new Spec(first, last);
        }

        /** What there is of it in a representation of this size, or null if there is nothing. */
        @Nullable
        ByteRange within(long size) {
            long from = first == SUFFIX ? Math.max(size - last, 0) : first;
            long to = first == SUFFIX ? size - 1 : Math.min(last, size - 1);
            return from <= to ? new ByteRange(from, to) : null;
        }

        private static long number(String digits) {
            long number = 0;
            for (int i = 0; i < digits.length(); i++) {
                number = LongMath.saturatedAdd(LongMath.saturatedMultiply(number, 10), digits.charAt(i) - '0');
            }
            return number;
        }
    }
}
