package dev.dunlin.http.files;

import static dev.dunlin.http.files.Preconditions.Outcome.NOT_MODIFIED;
import static dev.dunlin.http.files.Preconditions.Outcome.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Headers;
import java.time.Instant;
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

        assertThat(Preconditions.evaluate(Headers.of("If-None-Match", "W/\"v1\""), weak, MODIFIED))
                .isEqualTo(NOT_MODIFIED);
        assertThat(Preconditions.evaluate(Headers.of("If-None-Match", "\"v1\""), weak, MODIFIED))
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

    private static Preconditions.Outcome evaluate(String... fields) {
        return Preconditions.evaluate(Headers.of(fields), TAG, MODIFIED);
    }
}
