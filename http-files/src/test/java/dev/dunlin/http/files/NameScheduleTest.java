package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At several beginnings of time, since {@link System#nanoTime} may be anything and may run over. */
class NameScheduleTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;

    private static NameSchedule read(long now, long took) {
        NameSchedule schedule = new NameSchedule(Duration.ofSeconds(30), now);
        schedule.beginRead();
        schedule.endRead(now, took);
        return schedule;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void readsEverythingAtFirst(long start) {
        NameSchedule schedule = new NameSchedule(Duration.ofSeconds(30), start);
        assertThat(schedule.untilDue(start, false)).isZero();
        assertThat(schedule.isReadDue(start, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void readsNothingButAtTheRootWhileItSeesAll(long start) {
        NameSchedule schedule = read(start, 0);
        assertThat(schedule.untilDue(start, false)).isEqualTo(SECOND);
        assertThat(schedule.takeRootCheck(start + SECOND - 1)).isFalse();
        assertThat(schedule.takeRootCheck(start + SECOND)).isTrue();
        assertThat(schedule.takeRootCheck(start + SECOND)).isFalse();
        assertThat(schedule.untilDue(start + SECOND, false)).isEqualTo(SECOND);
        assertThat(schedule.isReadDue(start + 1000 * SECOND, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void readsEverythingAtIntervalsWhileItIsBlind(long start) {
        NameSchedule schedule = read(start, 0);
        assertThat(schedule.isReadDue(start + 30 * SECOND - 1, true)).isFalse();
        assertThat(schedule.isReadDue(start + 30 * SECOND, true)).isTrue();
        assertThat(schedule.takeRootCheck(start + 29 * SECOND + 500 * MS)).isTrue();
        assertThat(schedule.untilDue(start + 29 * SECOND + 500 * MS, true)).isEqualTo(500 * MS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void restsAsLongAsTheLastReadingTook(long start) {
        NameSchedule schedule = read(start, 40 * SECOND);
        schedule.wantRead();
        assertThat(schedule.isReadDue(start + 40 * SECOND - 1, true)).isFalse();
        assertThat(schedule.isReadDue(start + 40 * SECOND, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void restsALittleAfterAShortReading(long start) {
        NameSchedule schedule = read(start, 1);
        schedule.wantRead();
        assertThat(schedule.untilDue(start, false)).isEqualTo(500 * MS);
        assertThat(schedule.isReadDue(start + 500 * MS, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -3})
    void doesNotRepeatAFailureAtOnce(long start) {
        NameSchedule schedule = new NameSchedule(Duration.ofSeconds(30), start);
        schedule.wantReadAfterFailure(start);
        assertThat(schedule.isReadDue(start + SECOND - 1, true)).isFalse();
        assertThat(schedule.isReadDue(start + SECOND, false)).isTrue();
    }
}
