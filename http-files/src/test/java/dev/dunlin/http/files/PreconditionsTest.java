package dev.dunlin.http.files;

import static dev.dunlin.http.files.Preconditions.Outcome.FAILED;
import static dev.dunlin.http.files.Preconditions.Outcome.NOT_MODIFIED;
import static dev.dunlin.http.files.Preconditions.Outcome.PROCEED;
import static dev.dunlin.http.files.Preconditions.Outcome.PROCEED_WITH_RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.dunlin.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final EntityTag TAG = EntityTag.strong("v1");
    private static final Instant MODIFIED = Instant.parse("2026-02-05T08:49:37.999Z");
    private static final String MODIFIED_DATE = "Thu, 05 Feb 2026 08:49:37 GMT";

    @Test
    void withoutPreconditionsTheRequestProceeds() {
        assertThat(evaluate()).isEqualTo(PROCEED);
        assertThat(evaluate("Accept", "*/*")).isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*", "\"v0\" , W/\"v1\" , \"v2\""})
    void ifNoneMatchThatMatchesIsNotModified(String value) {
        assertThat(evaluate("If-None-Match", value)).isEqualTo(NOT_MODIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "W/\"v2\"", "\"v0\", \"v2\"", "v1", "\"V1\"", "\"v1", "", "\"*\"", "*, \"v2\""})
    void ifNoneMatchThatDoesNotMatchProceeds(String value) {
        assertThat(evaluate("If-None-Match", value)).isEqualTo(PROCEED);
    }

    @Test
    void aWeakTagMatchesAWeakAndAStrongOne() {
        EntityTag weak = EntityTag.weak("v1");

        assertThat(Preconditions.evaluate(Headers.of("If-None-Match", "W/\"v1\""), validators(weak)))
                .isEqualTo(NOT_MODIFIED);
        assertThat(Preconditions.evaluate(Headers.of("If-None-Match", "\"v1\""), validators(weak)))
                .isEqualTo(NOT_MODIFIED);
    }

    @Test
    void ifNoneMatchOnSeveralLinesIsOneList() {
        assertThat(evaluate("If-None-Match", "\"v0\"", "If-None-Match", "\"v1\""))
                .isEqualTo(NOT_MODIFIED);
        assertThat(evaluate("If-None-Match", "\"v0\"", "If-None-Match", "\"v2\""))
                .isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MODIFIED_DATE,
                "Thursday, 05-Feb-26 08:49:37 GMT",
                "Thu Feb  5 08:49:37 2026",
                "Thu, 05 Feb 2026 08:49:38 GMT",
                "Fri, 01 Jan 2100 00:00:00 GMT"
            })
    void notModifiedSinceIsNotModified(String date) {
        assertThat(evaluate("If-Modified-Since", date)).isEqualTo(NOT_MODIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thu, 05 Feb 2026 08:49:36 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "yesterday",
                "",
                "2026-02-05T08:49:37Z",
                MODIFIED_DATE + ", " + MODIFIED_DATE
            })
    void modifiedSinceProceedsAndSoDoesWhatIsNoDate(String date) {
        assertThat(evaluate("If-Modified-Since", date)).isEqualTo(PROCEED);
    }

    @Test
    void ifModifiedSinceOnSeveralLinesIsIgnored() {
        assertThat(evaluate("If-Modified-Since", MODIFIED_DATE, "If-Modified-Since", MODIFIED_DATE))
                .isEqualTo(PROCEED);
    }

    @Test
    void ifModifiedSinceIsIgnoredBesideIfNoneMatch() {
        assertThat(evaluate("If-Modified-Since", MODIFIED_DATE, "If-None-Match", "\"v2\""))
                .isEqualTo(PROCEED);
        assertThat(evaluate("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "If-None-Match", "\"v1\""))
                .isEqualTo(NOT_MODIFIED);
    }

    // ---- If-Match

    @ParameterizedTest
    @ValueSource(strings = {"\"v1\"", "*", "\"v0\", \"v1\"", "W/\"v1\", \"v1\""})
    void ifMatchThatMatchesProceeds(String value) {
        assertThat(evaluate("If-Match", value)).isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "W/\"v1\"", "\"v0\", W/\"v1\"", "v1", "", "\"*\""})
    void ifMatchThatDoesNotMatchByStrongComparisonFails(String value) {
        assertThat(evaluate("If-Match", value)).isEqualTo(FAILED);
    }

    @Test
    void ifMatchOfAWeakTagFailsButForTheAsterisk() {
        EntityTag weak = EntityTag.weak("v1");

        assertThat(Preconditions.evaluate(Headers.of("If-Match", "W/\"v1\""), validators(weak)))
                .isEqualTo(FAILED);
        assertThat(Preconditions.evaluate(Headers.of("If-Match", "\"v1\""), validators(weak)))
                .isEqualTo(FAILED);
        assertThat(Preconditions.evaluate(Headers.of("If-Match", "*"), validators(weak)))
                .isEqualTo(PROCEED);
    }

    @Test
    void ifMatchOnSeveralLinesIsOneList() {
        assertThat(evaluate("If-Match", "\"v0\"", "If-Match", "\"v1\"")).isEqualTo(PROCEED);
        assertThat(evaluate("If-Match", "\"v0\"", "If-Match", "\"v2\"")).isEqualTo(FAILED);
    }

    // ---- If-Unmodified-Since

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thu, 05 Feb 2026 08:49:36 GMT",
                "Thursday, 05-Feb-26 08:49:36 GMT",
                "Thu Feb  5 08:49:36 2026",
                "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void modifiedSinceFailsWhatIsToBeUnmodified(String date) {
        assertThat(evaluate("If-Unmodified-Since", date)).isEqualTo(FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MODIFIED_DATE,
                "Thursday, 05-Feb-26 08:49:37 GMT",
                "Thu Feb  5 08:49:37 2026",
                "Thu, 05 Feb 2026 08:49:38 GMT",
                "yesterday",
                "",
                "1"
            })
    void unmodifiedSinceProceedsAndSoDoesWhatIsNoDate(String date) {
        assertThat(evaluate("If-Unmodified-Since", date)).isEqualTo(PROCEED);
    }

    @Test
    void ifUnmodifiedSinceOnSeveralLinesIsIgnored() {
        String old = "Thu, 01 Jan 1970 00:00:00 GMT";

        assertThat(evaluate("If-Unmodified-Since", old, "If-Unmodified-Since", old))
                .isEqualTo(PROCEED);
    }

    // ---- If-Range

    @ParameterizedTest
    @ValueSource(strings = {"\"v1\"", MODIFIED_DATE, "Thursday, 05-Feb-26 08:49:37 GMT", "Thu Feb  5 08:49:37 2026"})
    void ifRangeOfThisVersionHonoursTheRange(String validator) {
        assertThat(evaluate("Range", "bytes=0-", "If-Range", validator)).isEqualTo(PROCEED_WITH_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v2\"",
                "W/\"v1\"",
                "\"v1\", \"v2\"",
                "*",
                "v1",
                "",
                "yesterday",
                "Thu, 05 Feb 2026 08:49:36 GMT",
                "Thu, 05 Feb 2026 08:49:38 GMT"
            })
    void ifRangeOfAnythingElseAsksForTheWhole(String validator) {
        assertThat(evaluate("Range", "bytes=0-", "If-Range", validator)).isEqualTo(PROCEED);
    }

    @Test
    void ifRangeOnSeveralLinesAsksForTheWhole() {
        assertThat(evaluate("Range", "bytes=0-", "If-Range", "\"v1\"", "If-Range", "\"v1\""))
                .isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"v1\"", "\"v1\"", MODIFIED_DATE})
    void aFileThatWasYoungMayHaveChangedTwiceSoNoValidatorHonoursARange(String validator) {
        Headers request = Headers.of("Range", "bytes=0-", "If-Range", validator);

        assertThat(Preconditions.evaluate(request, validators(EntityTag.weak("v1"))))
                .isEqualTo(PROCEED);
    }

    // ---- all of them

    /** What a field may say; {@code -} stands for no field. */
    private static final List<Map<String, String>> COLUMNS = List.of(
            Map.of("-", "", "is", "If-Match: \"v1\"", "other", "If-Match: \"v2\""),
            Map.of(
                    "-", "",
                    "same", "If-Unmodified-Since: " + MODIFIED_DATE,
                    "older", "If-Unmodified-Since: Thu, 05 Feb 2026 08:49:36 GMT",
                    "bad", "If-Unmodified-Since: yesterday"),
            Map.of("-", "", "is", "If-None-Match: \"v1\"", "other", "If-None-Match: \"v2\""),
            Map.of(
                    "-", "",
                    "same", "If-Modified-Since: " + MODIFIED_DATE,
                    "older", "If-Modified-Since: Thu, 05 Feb 2026 08:49:36 GMT",
                    "bad", "If-Modified-Since: yesterday"),
            Map.of("-", "", "range", "Range: bytes=0-0"),
            Map.of(
                    "-", "",
                    "is", "If-Range: \"v1\"",
                    "other", "If-Range: \"v2\"",
                    "same", "If-Range: " + MODIFIED_DATE,
                    "older", "If-Range: Thu, 05 Feb 2026 08:49:36 GMT",
                    "bad", "If-Range: yesterday"));

    /** RFC 9110 §13.2.2 as a table of decisions: what each field says, as a pattern, and what is to be done then. */
    private static final List<Decision> DECISIONS = List.of(
            new Decision("other", ".*", ".*", ".*", ".*", ".*", FAILED),
            new Decision("-", "older", ".*", ".*", ".*", ".*", FAILED),
            new Decision("is", ".*", "is", ".*", ".*", ".*", NOT_MODIFIED),
            new Decision("is", ".*", "-", "same", ".*", ".*", NOT_MODIFIED),
            new Decision("is", ".*", "-", "-|older|bad", "-", ".*", PROCEED),
            new Decision("is", ".*", "-", "-|older|bad", "range", "other|older|bad", PROCEED),
            new Decision("is", ".*", "-", "-|older|bad", "range", "-|is|same", PROCEED_WITH_RANGE),
            new Decision("is", ".*", "other", ".*", "-", ".*", PROCEED),
            new Decision("is", ".*", "other", ".*", "range", "other|older|bad", PROCEED),
            new Decision("is", ".*", "other", ".*", "range", "-|is|same", PROCEED_WITH_RANGE),
            new Decision("-", "-|same|bad", "is", ".*", ".*", ".*", NOT_MODIFIED),
            new Decision("-", "-|same|bad", "-", "same", ".*", ".*", NOT_MODIFIED),
            new Decision("-", "-|same|bad", "-", "-|older|bad", "-", ".*", PROCEED),
            new Decision("-", "-|same|bad", "-", "-|older|bad", "range", "other|older|bad", PROCEED),
            new Decision("-", "-|same|bad", "-", "-|older|bad", "range", "-|is|same", PROCEED_WITH_RANGE),
            new Decision("-", "-|same|bad", "other", ".*", "-", ".*", PROCEED),
            new Decision("-", "-|same|bad", "other", ".*", "range", "other|older|bad", PROCEED),
            new Decision("-", "-|same|bad", "other", ".*", "range", "-|is|same", PROCEED_WITH_RANGE));

    private record Decision(
            String ifMatch,
            String ifUnmodifiedSince,
            String ifNoneMatch,
            String ifModifiedSince,
            String range,
            String ifRange,
            Preconditions.Outcome outcome) {
        boolean isFor(List<String> says) {
            String pattern = "(%s) (%s) (%s) (%s) (%s) (%s)"
                    .formatted(ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince, range, ifRange);
            return String.join(" ", says).matches(pattern);
        }
    }

    @Test
    void everyCombinationIsDecidedByOneRowOfTheTable() {
        List<List<String>> combinations = Lists.cartesianProduct(
                COLUMNS.stream().map(column -> List.copyOf(column.keySet())).toList());
        assertThat(combinations).hasSize(3 * 4 * 3 * 4 * 2 * 6);

        for (List<String> says : combinations) {
            List<Decision> rows =
                    DECISIONS.stream().filter(row -> row.isFor(says)).toList();
            assertThat(rows).as("rows for %s", says).hasSize(1);
            assertThat(evaluate(fields(says))).as("%s", says).isEqualTo(rows.get(0).outcome);
        }
    }

    private static String[] fields(List<String> says) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < says.size(); i++) {
            String line = COLUMNS.get(i).get(says.get(i));
            if (!line.isEmpty()) fields.addAll(List.of(line.split(": ", 2)));
        }
        return fields.toArray(new String[0]);
    }

    private static Preconditions.Outcome evaluate(String... fields) {
        return Preconditions.evaluate(Headers.of(fields), validators(TAG));
    }

    private static Validators validators(EntityTag tag) {
        return new Validators(tag, MODIFIED, true, true);
    }
}
