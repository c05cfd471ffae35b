package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheSizeTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void theDefaultFollowsTheHeapUpTo64MiB() {
        assertThat(CacheSize.byDefault(16 * MIB)).isEqualTo(4 * MIB);
        assertThat(CacheSize.byDefault(64 * MIB)).isEqualTo(16 * MIB);
        assertThat(CacheSize.byDefault(256 * MIB)).isEqualTo(64 * MIB);
        assertThat(CacheSize.byDefault(Long.MAX_VALUE)).isEqualTo(64 * MIB);
        assertThat(CacheSize.byDefault())
                .isEqualTo(CacheSize.byDefault(Runtime.getRuntime().maxMemory()));
    }

    @Test
    void listingsTakeAQuarterWhereThereAreAny() {
        assertThat(CacheSize.of(16 * MIB, true)).isEqualTo(new CacheSize(12 * MIB, 4 * MIB));
        assertThat(CacheSize.of(16 * MIB, false)).isEqualTo(new CacheSize(16 * MIB, 0));
    }

    @Test
    void aLimitThatIsNoneIsOneForListings() {
        assertThat(CacheSize.of(Long.MAX_VALUE / 2, true))
                .isEqualTo(new CacheSize(Long.MAX_VALUE / 2 - 16 * MIB, 16 * MIB));
    }

    @Test
    void listingsHaveSomeRoomAlsoWhereNothingIsKept() {
        assertThat(CacheSize.of(0, true)).isEqualTo(new CacheSize(0, MIB));
    }
}
