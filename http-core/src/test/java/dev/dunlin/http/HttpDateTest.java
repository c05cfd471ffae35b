package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant RFC_EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    private final TimeZone zone = TimeZone.getDefault();
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreDefaults() {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1994-11-06T08:49:37Z | Sun, 06 Nov 1994 08:49:37 GMT",
                "2026-02-05T08:49:37Z | Thu, 05 Feb 2026 08:49:37 GMT",
                "1970-01-01T00:00:00Z | Thu, 01 Jan 1970 00:00:00 GMT",
                "1969-12-31T23:59:59Z | Wed, 31 Dec 1969 23:59:59 GMT",
                "2000-02-29T12:00:00Z | Tue, 29 Feb 2000 12:00:00 GMT",
                "9999-12-31T23:59:59Z | Fri, 31 Dec 9999 23:59:59 GMT",
                "0033-04-03T15:00:00Z | Sun, 03 Apr 0033 15:00:00 GMT"
            })
    void datesAreWrittenAsImfFixdate(Instant instant, String expected) {
        assertThat(HttpDate.format(instant)).isEqualTo(expected).hasSize(HttpDate.LENGTH);
        assertThat(HttpDate.bytes(instant.getEpochSecond())).isEqualTo(expected.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theDayHasTwoDigitsWhateverZoneAndLanguageTheMachineHas() {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        Instant fifth = Instant.parse("2026-02-05T23:49:37Z");
        assertThat(HttpDate.format(fifth)).isEqualTo("Thu, 05 Feb 2026 23:49:37 GMT");
        assertThat(HttpDate.parse("Thu, 05 Feb 2026 23:49:37 GMT")).contains(fifth);
    }

    @Test
    void fractionsOfASecondAreCutOff() {
        assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37.999999999Z")))
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.format(Instant.parse("1969-12-31T23:59:59.5Z"))).isEqualTo("Wed, 31 Dec 1969 23:59:59 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun Nov 06 08:49:37 1994"
            })
    void theThreeFormsAreRead(String text) {
        assertThat(HttpDate.parse(text)).contains(RFC_EXAMPLE);
    }

    @Test
    void yearsOfTwoDigitsLieAtMostFiftyYearsAhead() {
        LocalDateTime fiftyYearsAhead =
                LocalDateTime.now(ZoneOffset.UTC).plusYears(50).truncatedTo(ChronoUnit.SECONDS);
        assertThat(HttpDate.parse(rfc850(fiftyYearsAhead.minusDays(2))))
                .contains(fiftyYearsAhead.minusDays(2).toInstant(ZoneOffset.UTC));
        assertThat(HttpDate.parse(rfc850(fiftyYearsAhead.plusDays(2))))
                .contains(fiftyYearsAhead.plusDays(2).minusYears(100).toInstant(ZoneOffset.UTC));
    }

    @Test
    void yearsOfFourDigitsAreTakenAsTheyAre() {
        assertThat(HttpDate.parse("Fri, 31 Dec 9999 23:59:59 GMT")).contains(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 0094")).contains(Instant.parse("0094-11-06T08:49:37Z"));
    }

    @Test
    void aLeapSecondIsTheSecondBefore() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT")).contains(Instant.parse("2016-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "784111777",
                "1994-11-06T08:49:37Z",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                " Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49 GMT",
                "Sun, 06 nov 1994 08:49:37 GMT",
                "Sun, 06 Ano 1994 08:49:37 GMT",
                "Sun, 06 Feb  1994 08:49:37 GMT",
                "Sun, 06 Anf 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 29 Feb 1994 08:49:37 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:00 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun, 06-Nov-94 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "Sun Nov  6 08:49:37 94",
                "Sun, 0\u0666 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT"
            })
    void garbageIsNoDate(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsWrittenIsReadBack(long seed) {
        Random random = new Random(seed);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 2_000; i++) {
            Instant instant = Instant.ofEpochSecond(first + (long) (random.nextDouble() * (last - first)));
            assertThat(HttpDate.parse(HttpDate.format(instant))).contains(instant);
        }
    }

    @Test
    void whatIsWrittenIsWhatTheJdkWritesForTheSameMoment() {
        DateTimeFormatter reference = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
        Random random = new Random(14);
        for (int i = 0; i < 2_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextInt() * 4L);
            assertThat(HttpDate.format(instant)).isEqualTo(reference.format(instant.atOffset(ZoneOffset.UTC)));
        }
    }

    private static String rfc850(LocalDateTime date) {
        return DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .format(date);
    }
}
