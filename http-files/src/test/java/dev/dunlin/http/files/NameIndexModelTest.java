package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens between any two steps of the index' thread, it ends up with what is there: see {@link NameModel}. More
 * than the usual number of seeds are tried with {@code -Dnames.seeds=1000000}, others with {@code -Dnames.firstSeed=…}.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
class NameIndexModelTest {
    private static final int ROUNDS = 4;
    private static final long SEEDS = Long.getLong("names.seeds", 50_000);
    private static final long FIRST_SEED = Long.getLong("names.firstSeed", 0);

    @Test
    void endsUpWithWhatIsThereWhenNoEventIsLost() throws InterruptedException {
        long start = System.nanoTime();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            // At every second, or not at all while this runs: comparing must neither help nor harm.
            Duration verification = seed % 2 == 0 ? Duration.ofSeconds(1) : Duration.ZERO;
            NameModel model = new NameModel(seed, 0, verification);
            for (int round = 0; round < ROUNDS; round++) {
                model.change(1 + (int) (seed % 8));
                requireNone(model.differences(), seed);
            }
            model.touchEverywhere();
            requireNone(model.differences(), seed);
            if (model.healed() > 0) throw new AssertionError("seed " + seed + ": healed what was not lost");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d interleavings of changes and the index: %,.0f a second%n",
                SEEDS * ROUNDS, SEEDS * ROUNDS / seconds);
    }

    @Test
    void healsWhateverWasLostWithinTwoIntervals() throws InterruptedException {
        Duration interval = Duration.ofSeconds(60);
        long seeds = SEEDS / 20;
        int wrong = 0;
        try (LogCapture log = new LogCapture(NameVerifier.class)) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
                NameModel model = new NameModel(seed, 1 + (int) (seed % 3), interval);
                model.change(5 + (int) (seed % 16));
                boolean isWrong = !model.differences().isEmpty();
                model.loseNothing();
                model.pass(interval.multipliedBy(2).plusSeconds(NameVerifier.GRACE + 1));
                requireAgreement(model, seed);
                if (isWrong && model.healed() == 0) throw new AssertionError("seed " + seed + ": healed, not counted");
                if (isWrong) wrong++;
            }
            assertThat(log.events(Level.WARN)).as("what was healed is logged").isNotEmpty();
        }
        assertThat(wrong).as("of %d seeds, those that lost something", seeds).isGreaterThan((int) (seeds / 5));
    }

    private static void requireAgreement(NameModel model, long seed) throws InterruptedException {
        requireNone(model.differences(), seed);
        model.touchEverywhere();
        requireNone(model.differences(), seed);
    }

    private static void requireNone(List<String> differences, long seed) {
        if (!differences.isEmpty()) throw new AssertionError("seed " + seed + ": " + differences);
    }
}
