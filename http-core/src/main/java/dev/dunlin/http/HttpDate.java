package dev.dunlin.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in fields (RFC 9110 §5.6.7): written as IMF-fixdate, {@code Thu, 05 Feb 2026 08:49:37 GMT}, whatever the machine's
 * zone and language are; read in that form and in the two obsolete ones.
 */
public final class HttpDate {
    /** The length in bytes of a date as {@link #format} writes it. */
    public static final int LENGTH = 29;

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static final Pattern IMF_FIXDATE = Pattern.compile(
            "[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) (?<time>\\d\\d:\\d\\d:\\d\\d) GMT");
    private static final Pattern RFC_850 = Pattern.compile(
            "[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) (?<time>\\d\\d:\\d\\d:\\d\\d) GMT");
    private static final Pattern ASCTIME = Pattern.compile(
            "[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) (?<time>\\d\\d:\\d\\d:\\d\\d) (?<year>\\d{4})");

    private HttpDate() {}

    /** The date as an IMF-fixdate, cut to whole seconds. */
    public static String format(Instant instant) {
        return new String(bytes(instant.getEpochSecond()), StandardCharsets.ISO_8859_1);
    }

    /**
     * The date as the 29 bytes of an IMF-fixdate.
     *
     * @param epochSecond seconds since 1970-01-01T00:00:00Z, in the years 0 to 9999
     */
    public static byte[] bytes(long epochSecond) {
        LocalDateTime date = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        byte[] text = "Thu, 01 Jan 1970 00:00:00 GMT".getBytes(StandardCharsets.ISO_8859_1);
        name(text, 0, DAYS, date.getDayOfWeek().getValue() - 1);
        digits(text, 5, date.getDayOfMonth());
        name(text, 8, MONTHS, date.getMonthValue() - 1);
        digits(text, 12, date.getYear() / 100);
        digits(text, 14, date.getYear() % 100);
        digits(text, 17, date.getHour());
        digits(text, 20, date.getMinute());
        digits(text, 23, date.getSecond());
        return text;
    }

    /**
     * Reads a date in any of the three forms of RFC 9110 §5.6.7. A year of two digits that seems to lie more than 50 years
     * ahead is taken for the past.
     *
     * @return the date, or empty if the text is none: a recipient ignores such a field
     */
    public static Optional<Instant> parse(String text) {
        for (Pattern form : new Pattern[] {IMF_FIXDATE, RFC_850, ASCTIME}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) return toInstant(matcher);
        }
        return Optional.empty();
    }

    private static Optional<Instant> toInstant(Matcher matcher) {
        int month = MONTHS.indexOf(matcher.group("month"));
        if (month % 3 != 0) return Optional.empty();
        String time = matcher.group("time");
        try {
            String year = matcher.group("year");
            LocalDateTime date = LocalDateTime.of(
                    year.length() > 2 ? number(year) : inThisCentury(number(year)),
                    month / 3 + 1,
                    number(matcher.group("day").trim()),
                    number(time.substring(0, 2)),
                    number(time.substring(3, 5)),
                    secondWithoutLeap(number(time.substring(6))));
            boolean past = year.length() == 2 && date.isAfter(now().plusYears(50));
            return Optional.of((past ? date.minusYears(100) : date).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** RFC 9110 §5.6.7 lets a sender write a leap second, which {@link Instant} does not have. */
    private static int secondWithoutLeap(int second) {
        return second == 60 ? 59 : second;
    }

    private static int inThisCentury(int year) {
        int now = now().getYear();
        return now - now % 100 + year;
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static void name(byte[] text, int at, String names, int index) {
        for (int i = 0; i < 3; i++) text[at + i] = (byte) names.charAt(3 * index + i);
    }

    private static void digits(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }
}
