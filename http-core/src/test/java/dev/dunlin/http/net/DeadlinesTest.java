package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines with a clock that the test turns. */
class DeadlinesTest {
    private final List<String> passed = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(100);

    private Deadline deadline(String name) {
        return new Deadline(() -> passed.add(name));
    }

    @Test
    void passAfterTheirDurationAndNotBefore() {
        deadlines.touch(deadline("a"), 1000);

        deadlines.sweep(1099);
        assertThat(passed).isEmpty();
        deadlines.sweep(1100);
        assertThat(passed).containsExactly("a");
        deadlines.sweep(2000);
        assertThat(passed).containsExactly("a");
    }

    @Test
    void passInTheOrderInWhichTheyWereSet() {
        deadlines.touch(deadline("a"), 1000);
        deadlines.touch(deadline("b"), 1001);
        deadlines.touch(deadline("c"), 1002);

        deadlines.sweep(1101);
        assertThat(passed).containsExactly("a", "b");
        deadlines.sweep(5000);
        assertThat(passed).containsExactly("a", "b", "c");
    }

    @Test
    void areOffByAWholeDurationWhenTheyArePutOff() {
        Deadline first = deadline("a");
        deadlines.touch(first, 1000);
        deadlines.touch(deadline("b"), 1010);

        deadlines.touch(first, 1050);

        deadlines.sweep(1149);
        assertThat(passed).containsExactly("b");
        deadlines.sweep(1150);
        assertThat(passed).containsExactly("b", "a");
    }

    @Test
    void arePutOffThoughTheyAreTheLatestAnyway() {
        Deadline only = deadline("a");
        deadlines.touch(only, 1000);

        deadlines.touch(only, 1050);

        assertThat(deadlines.untilNext(1050)).isEqualTo(100);
        deadlines.sweep(1149);
        assertThat(passed).isEmpty();
    }

    @Test
    void doNotPassWhenTheyAreCalledOff() {
        Deadline first = deadline("a");
        Deadline second = deadline("b");
        Deadline third = deadline("c");
        deadlines.touch(first, 1000);
        deadlines.touch(second, 1000);
        deadlines.touch(third, 1000);

        second.cancel();
        second.cancel();
        assertThat(second.isIn(deadlines)).isFalse();
        third.cancel();
        deadlines.sweep(2000);

        assertThat(passed).containsExactly("a");
        assertThat(deadlines.untilNext(2000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void areInOneListAtATime() {
        Deadlines longer = new Deadlines(1000);
        Deadline moving = deadline("a");
        deadlines.touch(moving, 0);

        longer.touch(moving, 0);

        assertThat(moving.isIn(longer)).isTrue();
        assertThat(moving.isIn(deadlines)).isFalse();
        deadlines.sweep(500);
        assertThat(passed).isEmpty();
        longer.sweep(1000);
        assertThat(passed).containsExactly("a");
    }

    @Test
    void ofNoDurationNeverPassButAreInTheirListAndNoMoreInTheOneTheyWereIn() {
        Deadlines never = new Deadlines(0);
        Deadline moving = deadline("a");
        deadlines.touch(moving, 0);

        never.touch(moving, 0);

        assertThat(moving.isIn(deadlines)).isFalse();
        assertThat(moving.isIn(never)).isTrue();
        assertThat(never.untilNext(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        never.sweep(Long.MAX_VALUE);
        deadlines.sweep(Long.MAX_VALUE);
        assertThat(passed).isEmpty();
    }

    @Test
    void endEarlyOneByOneTheOneThatHasWaitedForLongestFirst() {
        deadlines.touch(ending("a"), 1000);
        deadlines.touch(deadline("stays"), 1001);
        deadlines.touch(ending("b"), 1002);

        assertThat(deadlines.expireEarly(1010, 0)).isTrue();
        assertThat(passed).containsExactly("a after 10");
        assertThat(deadlines.expireEarly(1010, 0)).isTrue();
        assertThat(passed).containsExactly("a after 10", "b after 8");
        assertThat(deadlines.expireEarly(1010, 0)).isFalse();

        deadlines.sweep(5000);
        assertThat(passed).containsExactly("a after 10", "b after 8", "stays");
    }

    @Test
    void thatLeaveTheListWhenTheyAreAskedToEndEarlyHideNoOther() {
        Deadlines elsewhere = new Deadlines(100);
        deadlines.touch(
                new Deadline(() -> {}) {
                    @Override
                    protected boolean expireEarly(long waitedNanos) {
                        elsewhere.touch(this, 1010);
                        return false;
                    }
                },
                1000);
        deadlines.touch(ending("b"), 1001);

        assertThat(deadlines.expireEarly(1010, 0)).isTrue();
        assertThat(passed).containsExactly("b after 9");
    }

    private Deadline ending(String name) {
        return new Deadline(() -> passed.add(name)) {
            @Override
            protected boolean expireEarly(long waitedNanos) {
                passed.add(name + " after " + waitedNanos);
                cancel();
                return true;
            }
        };
    }

    @Test
    void maySetThemselvesAgainWhenTheyPass() {
        Deadline[] again = new Deadline[1];
        again[0] = new Deadline(() -> {
            passed.add("a");
            deadlines.touch(again[0], 1100);
        });
        deadlines.touch(again[0], 1000);

        deadlines.sweep(1100);

        assertThat(passed).containsExactly("a");
        assertThat(deadlines.untilNext(1100)).isEqualTo(100);
    }

    @Test
    void mayCallOffOthersWhenTheyPass() {
        Deadline second = deadline("b");
        deadlines.touch(new Deadline(second::cancel), 1000);
        deadlines.touch(second, 1000);
        deadlines.touch(deadline("c"), 1000);

        deadlines.sweep(1100);

        assertThat(passed).containsExactly("c");
    }

    @Test
    void tellHowLongItIsToTheNext() {
        assertThat(deadlines.untilNext(0)).isEqualTo(Long.MAX_VALUE);
        deadlines.touch(deadline("a"), 1000);

        assertThat(deadlines.untilNext(1000)).isEqualTo(100);
        assertThat(deadlines.untilNext(1099)).isEqualTo(1);
        assertThat(deadlines.untilNext(5000)).isZero();
    }

    @Test
    void areRightThoughTheClockOverflows() {
        long now = Long.MAX_VALUE - 50;
        deadlines.touch(deadline("a"), now);

        deadlines.sweep(now + 99);
        assertThat(passed).isEmpty();
        deadlines.sweep(now + 100);
        assertThat(passed).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreeWithAnOrdinaryListWhateverIsDoneToThem(long seed) {
        Random random = new Random(seed);
        Deadline[] all = new Deadline[20];
        long[] due = new long[all.length];
        List<Integer> expired = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            int id = i;
            all[i] = new Deadline(() -> expired.add(id));
            due[i] = Long.MAX_VALUE;
        }

        for (long now = 0; now < 5000; now++) {
            int i = random.nextInt(all.length);
            if (random.nextInt(3) == 0) {
                all[i].cancel();
                due[i] = Long.MAX_VALUE;
            } else {
                deadlines.touch(all[i], now);
                due[i] = now + 100;
            }
            expired.clear();
            deadlines.sweep(now);
            List<Integer> expected = new ArrayList<>();
            for (int k = 0; k < all.length; k++) {
                if (due[k] <= now) {
                    expected.add(k);
                    due[k] = Long.MAX_VALUE;
                }
            }
            assertThat(expired).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
