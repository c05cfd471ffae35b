package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandshakeQueueTest {
    private static final int FEW = 3;

    private final HandshakeQueue queue = new HandshakeQueue(FEW);

    private HandshakeTask add(long number, boolean isFirst, Object source) {
        HandshakeTask task = new HandshakeTask(isFirst, source, () -> {}, () -> {});
        queue.add(number, task);
        return task;
    }

    private List<HandshakeTask> pollAll() {
        List<HandshakeTask> all = new ArrayList<>();
        for (HandshakeTask task = queue.poll(); task != null; task = queue.poll()) all.add(task);
        return all;
    }

    @Test
    void theOldestIsFirstWhileFewWait() {
        HandshakeTask oldest = add(1, true, "a");
        HandshakeTask middle = add(2, true, "b");
        HandshakeTask newest = add(3, true, "a");

        assertThat(pollAll()).containsExactly(oldest, middle, newest);
    }

    @Test
    void theNewestIsFirstWhenManyWaitAndTheOldestAgainWhenFewAreLeft() {
        HandshakeTask first = add(1, true, "a");
        HandshakeTask second = add(2, true, "a");
        HandshakeTask third = add(3, true, "a");
        HandshakeTask fourth = add(4, true, "a");
        HandshakeTask fifth = add(5, true, "a");

        assertThat(pollAll()).containsExactly(fifth, fourth, first, second, third);
    }

    @Test
    void aSourceThatFloodsTheServerDoesNotKeepOthersWaiting() {
        for (int i = 1; i <= 100; i++) add(i, true, "flood");
        HandshakeTask other = add(101, true, "other");
        for (int i = 102; i <= 200; i++) add(i, true, "flood");

        assertThat(List.of(queue.poll(), queue.poll())).contains(other);
    }

    @Test
    void aPeerThatHasRespondedComesBeforeThoseThatMayNeverDo() {
        HandshakeTask first = add(1, true, "a");
        HandshakeTask further = add(2, false, "a");

        assertThat(pollAll()).containsExactly(further, first);
    }

    @Test
    void theOldestOfThoseThatHaveNotRespondedIsWantedLeast() {
        HandshakeTask further = add(1, false, "a");
        HandshakeTask first = add(2, true, "a");
        add(3, true, "b");

        assertThat(queue.pollLeastWanted()).isSameAs(first);
        queue.pollLeastWanted();
        assertThat(queue.pollLeastWanted()).isSameAs(further);
        assertThat(queue.pollLeastWanted()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatIsRemovedDoesNotComeAndNothingElseIsMissing() {
        Random random = new Random(1);
        List<HandshakeTask> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            HandshakeTask task = add(i, random.nextInt(10) > 0, random.nextInt(7));
            if (random.nextBoolean()) {
                queue.remove(i);
                queue.remove(i);
            } else {
                expected.add(task);
            }
        }

        assertThat(queue.size()).isEqualTo(expected.size());
        assertThat(pollAll()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(queue.size()).isZero();
    }

    @Test
    void anIpv6NetworkIsOneSourceAndSoIsAnIpv4Address() {
        Object host = source("2001:db8:1:2::1");

        assertThat(source("2001:db8:1:2:ffff::9")).isEqualTo(host);
        assertThat(source("2001:db8:1:3::1")).isNotEqualTo(host);
        assertThat(source("192.0.2.1")).isEqualTo(source("192.0.2.1")).isNotEqualTo(source("192.0.2.2"));
        assertThat(HandshakeTask.sourceOf(UnixDomainSocketAddress.of("/run/a.sock")))
                .isEqualTo(HandshakeTask.sourceOf(UnixDomainSocketAddress.of("")));
    }

    private static Object source(String address) {
        return HandshakeTask.sourceOf(new InetSocketAddress(address, address.length()));
    }
}
