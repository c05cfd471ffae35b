package dev.dunlin.demo.admin;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by method and status. Clients cannot make it grow: all methods that are not in HTTP's own list count as
 * {@code other}, and a status has three digits.
 */
final class RequestCounts {
    /** The methods of RFC 9110 §9, and PATCH. */
    private static final List<String> KNOWN =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final int OTHER = KNOWN.size();
    private static final int UNREADABLE = OTHER + 1;

    /** The places of a method: one for each status, and the first for none. */
    private static final int STATUSES = 600 - 199;

    /** Made when first needed: most of the statuses never occur. */
    private final AtomicReferenceArray<@Nullable LongAdder> counts =
            new AtomicReferenceArray<>((UNREADABLE + 1) * STATUSES);

    private final LongAdder total = new LongAdder();

    /**
     * Counts one.
     *
     * @param request null if its head could not be read
     * @param response null if there was none
     */
    void count(@Nullable Request request, @Nullable Response response) {
        int method = request == null ? UNREADABLE : index(request.method());
        int status = response == null ? 0 : response.status() - 199;
        count(method * STATUSES + status).increment();
        total.increment();
    }

    /** How many there were of all kinds. */
    long total() {
        return total.sum();
    }

    /** Tells of each kind that there was. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < counts.length(); i++) {
            LongAdder count = counts.get(i);
            if (count == null) continue;
            int status = i % STATUSES;
            visitor.visit(name(i / STATUSES), status == 0 ? "none" : Integer.toString(status + 199), count);
        }
    }

    private LongAdder count(int place) {
        LongAdder count = counts.get(place);
        if (count != null) return count;
        LongAdder made = new LongAdder();
        LongAdder other = counts.compareAndExchange(place, null, made);
        return other == null ? made : other;
    }

    private static int index(String method) {
        int known = KNOWN.indexOf(method);
        return known < 0 ? OTHER : known;
    }

    private static String name(int method) {
        if (method == UNREADABLE) return "unreadable";
        return method == OTHER ? "other" : KNOWN.get(method);
    }

    /** Is told of the requests of one kind. */
    @FunctionalInterface
    interface Visitor {
        /**
         * There were such.
         *
         * @param method one of HTTP's own, {@code other}, or {@code unreadable} for a head that could not be parsed
         * @param status of the answer, or {@code none} where the connection ended before there was one
         * @param count how many, which goes on counting
         */
        void visit(String method, String status, LongAdder count);
    }
}
