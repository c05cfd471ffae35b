package dev.dunlin.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content codings that a client takes, and how much it likes each (RFC 9110 §12.5.3). Immutable.
 *
 * <pre>{@code
 * AcceptedCodings accepted = AcceptedCodings.of(request.headers());
 * String coding = accepted.prefers("gzip") ? "gzip" : AcceptedCodings.IDENTITY;
 * }</pre>
 */
public final class AcceptedCodings {
    /** What stands for the content as it is, without any coding. */
    public static final String IDENTITY = "identity";

    /** A coding, or the asterisk, and maybe a weight (RFC 9110 §12.4.2). */
    private static final Pattern MEMBER =
            Pattern.compile("([^\\s;]+)(?:[ \\t]*;[ \\t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");

    private static final AcceptedCodings NONE = new AcceptedCodings(Map.of());

    /** What a client that names other codings, but not identity, thinks of it: anything but a refusal. */
    private static final double LEAST = 0.0001;

    private final Map<String, Double> weights;

    private AcceptedCodings(Map<String, Double> weights) {
        this.weights = weights;
    }

    /**
     * Reads {@code Accept-Encoding}. Members that are malformed do not count, and of two for one coding the first does.
     *
     * @param request a request's fields; one that does not have the field accepts no coding but identity, though the RFC
     *     would allow any: such clients are old or simple
     */
    public static AcceptedCodings of(Headers request) {
        if (!request.contains("Accept-Encoding")) return NONE;
        Map<String, Double> weights = new HashMap<>();
        for (String line : request.all("Accept-Encoding")) {
            for (String member : Tokens.list(line)) {
                Matcher matcher = MEMBER.matcher(member);
                if (!matcher.matches() || !Tokens.isToken(matcher.group(1))) continue;
                String weight = matcher.group(2);
                weights.putIfAbsent(nameOf(matcher.group(1)), weight == null ? 1.0 : Double.parseDouble(weight));
            }
        }
        // Not a copy of another kind: this one stays quick where a client has chosen names of the same hash.
        return new AcceptedCodings(weights);
    }

    /**
     * How much a coding is liked.
     *
     * @param coding its name in small letters, or {@link #IDENTITY}, which is liked least but acceptable where nothing is
     *     said of it
     * @return from 0, not acceptable, to 1
     */
    public double weight(String coding) {
        Double own = weights.get(coding);
        if (own != null) return own;
        Double others = weights.get("*");
        if (coding.equals(IDENTITY)) return others != null && others == 0 ? 0 : LEAST;
        return others == null ? 0 : others;
    }

    /** Tells whether a coding is acceptable, and at least as welcome as none. */
    public boolean prefers(String coding) {
        double weight = weight(coding);
        return weight > 0 && weight >= weight(IDENTITY);
    }

    /** RFC 9110 §8.4.1.3: {@code x-gzip} is an old name of the same. */
    private static String nameOf(String coding) {
        String name = coding.toLowerCase(Locale.ROOT);
        return name.equals("x-gzip") ? "gzip" : name;
    }
}
