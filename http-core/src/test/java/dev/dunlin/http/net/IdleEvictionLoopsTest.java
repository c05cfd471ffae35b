package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.testing.loop.ManualLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loops of a server, of which one has to make room for a client of another. */
class IdleEvictionLoopsTest {
    private final IdleEviction eviction = new IdleEviction();
    private final List<String> closed = new ArrayList<>();
    private final Member first = new Member("first");
    private final Member second = new Member("second");
    private final Member third = new Member("third");

    /** A loop with idle connections. */
    private final class Member {
        private final ManualLoop loop = new ManualLoop(Instant.EPOCH);
        private int idle;
        private boolean fails;

        Member(String name) {
            eviction.join(loop, least -> {
                if (fails) throw new OutOfMemoryError("on purpose");
                if (idle == 0) return false;
                idle--;
                closed.add(name);
                return true;
            });
        }

        void runTasks() {
            loop.drive(() -> {});
        }
    }

    @Test
    void aLoopClosesOneOfItsOwnFirst() {
        first.idle = 1;
        second.idle = 1;

        assertThat(eviction.makeRoom(second.loop)).isTrue();

        first.runTasks();
        assertThat(closed).containsExactly("second");
    }

    @Test
    void aLoopThatHasNoneAsksTheOthersOfWhichOneClosesOne() {
        second.idle = 5;
        third.idle = 5;

        assertThat(eviction.makeRoom(first.loop)).isFalse();

        third.runTasks();
        second.runTasks();
        assertThat(closed).containsExactly("third");
    }

    @Test
    void oneThatHasNoneLeavesItToTheNext() {
        third.idle = 1;

        eviction.makeRoom(first.loop);

        second.runTasks();
        third.runTasks();
        assertThat(closed).containsExactly("third");
    }

    @Test
    void aLoopThatDoesNotComeToItIsAskedOnce() {
        second.idle = 5;

        for (int i = 0; i < 100; i++) eviction.makeRoom(first.loop);

        second.runTasks();
        assertThat(closed).hasSize(1);
    }

    @Test
    void whatIsThrownThereIsNotInTheWayOfTheNextTime() {
        second.fails = true;
        eviction.makeRoom(first.loop);
        assertThatThrownBy(second::runTasks).isInstanceOf(OutOfMemoryError.class);
        second.fails = false;
        second.idle = 1;

        eviction.makeRoom(first.loop);
        second.runTasks();

        assertThat(closed).containsExactly("second");
    }
}
