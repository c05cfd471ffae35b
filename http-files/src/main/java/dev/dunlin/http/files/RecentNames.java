package dev.dunlin.http.files;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where bare names have led to within the last second: for so long as a file is not looked at again either, a name that is
 * asked for often is not looked for. Safe for use by several threads.
 */
final class RecentNames {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Cache<String, String> places;

    RecentNames(InstantSource clock) {
        this.places = CacheBuilder.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(FRESH)
                .ticker(ticker(clock))
                .build();
    }

    /** The path of the only file that a path has led to by its end, or null if that has to be found out. */
    @Nullable
    String place(String askedFor) {
        return places.getIfPresent(askedFor);
    }

    /** Keeps what was found just now. */
    void remember(String askedFor, String place) {
        places.put(askedFor, place);
    }

    private static Ticker ticker(InstantSource clock) {
        return new Ticker() {
            @Override
            public long read() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }
        };
    }
}
