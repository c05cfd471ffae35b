package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingEntryTest {
    @ParameterizedTest
    @CsvSource({
        "-0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:01Z, 0001-01-01T00:00:01Z",
        "2026-02-04T08:49:37.5Z, 2026-02-04T08:49:37.5Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z, 9999-12-31T23:59:59Z"
    })
    void theYearHasFourDigits(Instant modified, Instant shown) {
        assertThat(new ListingEntry("a", false, 1, modified).modified()).isEqualTo(shown);
    }

    @Test
    void sizesAddUpToNoMoreThanThereCanBe() {
        ListingEntry vast = new ListingEntry("vast", false, Long.MAX_VALUE - 1, Instant.EPOCH);

        assertThat(Listing.of(List.of(vast), false).totalSize()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Listing.of(List.of(vast, vast), false).totalSize()).isEqualTo(Long.MAX_VALUE);
    }
}
