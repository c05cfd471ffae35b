package dev.dunlin.http.files;

import com.google.common.collect.ImmutableList;
import com.google.common.net.MediaType;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a listing is written as: the client says what it prefers (RFC 9110 §12.5.1). */
enum ListingFormat {
    /** A page for people. */
    HTML(MediaType.create("text", "html"), "text/html; charset=utf-8", ListingPage.VERSION),
    /** For programs (RFC 8259). */
    JSON(MediaType.create("application", "json"), "application/json", "json");

    /** How many members are read: browsers send ten or so, and to read thousands would take its time. */
    private static final int MOST = 50;

    private final MediaType type;
    private final String contentType;
    private final String version;

    ListingFormat(MediaType type, String contentType, String version) {
        this.type = type;
        this.contentType = contentType;
        this.version = version;
    }

    /** Returns what tells a text in this format from one of the same listing in another, or of another release. */
    String version() {
        return version;
    }

    /** Returns what such a text has as its {@code Content-Type}. */
    String contentType() {
        return contentType;
    }

    /** Returns what writes a listing in this format. */
    ListingText text(TreePath place, ListingOrder order) {
        return this == HTML ? new ListingPage(place, order) : new ListingJson(place);
    }

    /**
     * The one that is preferred, which is the page unless the client says otherwise. One that accepts neither is sent
     * the page, too: that is more use than an error.
     */
    static ListingFormat preferred(Headers request) {
        List<Range> ranges = new ArrayList<>();
        int read = 0;
        for (String line : request.all("Accept")) {
            for (String member : Tokens.list(line)) {
                if (++read > MOST) break;
                if (member.indexOf('/') > 0) Range.parse(member).ifPresent(ranges::add);
            }
        }
        return JSON.weight(ranges) > HTML.weight(ranges) ? JSON : HTML;
    }

    /** Of the ranges that the type is in, the narrowest counts, whatever the others say. */
    private double weight(List<Range> ranges) {
        double weight = 0;
        int narrowest = -1;
        for (Range range : ranges) {
            int narrowness = range.narrownessFor(type);
            if (narrowness <= narrowest) continue;
            narrowest = narrowness;
            weight = range.weight;
        }
        return weight;
    }

    /**
     * A member of {@code Accept}: {@code text/html}, {@code text/*;q=0.5}.
     *
     * @param types without parameters
     * @param hasParameters whether there were any but the weight
     * @param weight from 0, not acceptable, to 1
     */
    private record Range(MediaType types, boolean hasParameters, double weight) {
        /** RFC 9110 §12.4.2. */
        private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

        /** Empty for what is no range, or has no proper weight: nothing can be told from it. */
        static Optional<Range> parse(String member) {
            try {
                MediaType range = MediaType.parse(member);
                ImmutableList<String> weights = range.parameters().get("q");
                String weight = weights.isEmpty() ? "1" : weights.get(0);
                if (!WEIGHT.matcher(weight).matches()) return Optional.empty();
                boolean hasParameters = range.parameters().size() > weights.size();
                return Optional.of(new Range(range.withoutParameters(), hasParameters, Double.parseDouble(weight)));
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }

        /**
         * How closely this describes a type; -1 for another one. What is asked for with a parameter, such as
         * {@code application/json;charset=utf-8}, is not quite what is sent, but as near as the server can get.
         */
        int narrownessFor(MediaType type) {
            if (!type.is(types)) return -1;
            if (types.type().equals("*")) return 0;
            if (types.subtype().equals("*")) return 1;
            return hasParameters ? 2 : 3;
        }
    }
}
