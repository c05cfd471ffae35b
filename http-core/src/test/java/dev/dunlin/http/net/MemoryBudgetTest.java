package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What happens to connections as the memory that they may hold together is used up. */
class MemoryBudgetTest {
    private static final long LIMIT = 1 << 20;
    private static final long SHARE_OF_FOUR = LIMIT * 3 / 4 / 4;

    private final List<Client> clients = new ArrayList<>();
    private final List<Runnable> tasksOfSecond = new ArrayList<>();
    private final MemoryBudget budget = new MemoryBudget(LIMIT, 2, () -> clients.size());
    private final LoopMemory loop = budget.share(Runnable::run);
    private final LoopMemory second = budget.share(tasksOfSecond::add);

    /** A connection that holds memory. */
    private final class Client implements ConnectionMemory.Holder {
        private final LoopMemory loop;
        private final ConnectionMemory memory;
        private long counted;
        private boolean isAborted;
        private int resumed;

        Client(LoopMemory loop) {
            this.loop = loop;
            this.memory = new ConnectionMemory(loop, this);
            clients.add(this);
        }

        Client holds(long bytes) {
            memory.replace(counted, bytes);
            counted = bytes;
            loop.relieve();
            return this;
        }

        void close() {
            memory.close();
            clients.remove(this);
        }

        @Override
        public void resumeReading() {
            resumed++;
        }

        @Override
        public void abort(Throwable cause) {
            isAborted = true;
            close();
        }
    }

    private Client client() {
        return new Client(loop);
    }

    @Test
    void nobodyIsDisturbedWhileThereIsEnough() {
        Client greedy = client().holds(LIMIT / 2);

        assertThat(greedy.memory.mayRead()).isTrue();
        assertThat(budget.accepting().isPassed()).isFalse();
        assertThat(greedy.isAborted).isFalse();
    }

    @Test
    void whoHoldsMoreThanItsShareIsNotReadWhenMemoryIsShort() {
        Client modest = client().holds(10_000);
        client();
        client();
        Client greedy = client().holds(LIMIT * 13 / 16);

        assertThat(greedy.memory.mayRead()).isFalse();
        assertThat(modest.memory.mayRead()).isTrue();
        assertThat(greedy.isAborted).isFalse();
    }

    @Test
    void whoWasNotReadIsReadAgainWhenMemoryIsFree() {
        Client other = client().holds(LIMIT / 2);
        Client greedy = client().holds(LIMIT * 5 / 16);
        greedy.memory.awaitReading();
        greedy.memory.awaitReading();

        other.holds(0);

        assertThat(greedy.resumed).isEqualTo(1);
        assertThat(greedy.memory.mayRead()).isTrue();
    }

    @Test
    void memoryThatOneLoopReleasesResumesTheConnectionsOfAnother() {
        Client other = client().holds(LIMIT / 2);
        Client greedy = new Client(second).holds(LIMIT * 5 / 16);
        greedy.memory.awaitReading();

        other.holds(0);
        assertThat(greedy.resumed).isZero();
        tasksOfSecond.forEach(Runnable::run);

        assertThat(greedy.resumed).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsClosedIsNotReadAgain() {
        Client other = client().holds(LIMIT / 2);
        Client greedy = client().holds(LIMIT * 5 / 16);
        greedy.memory.awaitReading();
        greedy.close();

        other.holds(0);

        assertThat(greedy.resumed).isZero();
    }

    @Test
    void newConnectionsWaitWhenAnEighthIsLeft() {
        List<Client> many = new ArrayList<>();
        for (int i = 0; i < 64; i++) many.add(client());
        many.forEach(client -> client.memory.replace(0, LIMIT / 64 * 15 / 16 - 1024));
        assertThat(budget.accepting().isPassed()).isTrue();
        List<String> retried = new ArrayList<>();
        budget.accepting().await(() -> retried.add("retried"));
        assertThat(retried).isEmpty();

        many.subList(0, 16).forEach(Client::close);

        assertThat(retried).containsExactly("retried");
    }

    @Test
    void thereIsRoomForNewConnectionsWhenAllHoldTheirShare() {
        for (int i = 0; i < 64; i++) new Client(i % 2 == 0 ? loop : second);

        List.copyOf(clients).forEach(client -> client.holds(budget.fairShare() - 1024));

        assertThat(budget.accepting().isPassed()).isFalse();
        assertThat(clients).hasSize(64).noneMatch(client -> client.isAborted);
    }

    @Test
    void someAreAbortedForNewConnectionsWhenAllHoldALittleMoreThanTheirShare() {
        for (int i = 0; i < 64; i++) client();

        List.copyOf(clients).forEach(client -> client.holds(LIMIT / 64 * 15 / 16 - 1024));

        assertThat(budget.accepting().isPassed()).isFalse();
        assertThat(clients).hasSizeBetween(56, 63);
    }

    @Test
    void theLargestIsAbortedAndNobodyBelowItsShare() {
        Client modest = client().holds(SHARE_OF_FOUR - 1024);
        Client small = client().holds(1_000);
        Client large = client().holds(SHARE_OF_FOUR + 10_000);
        Client largest = client().holds(SHARE_OF_FOUR + 350_000);

        assertThat(largest.isAborted).isTrue();
        assertThat(List.of(modest, small, large)).noneMatch(client -> client.isAborted);
        assertThat(loop.aborted()).isEqualTo(1);
    }

    @Test
    void theLargestIsFoundOnAnotherLoop() {
        Client greedy = new Client(second).holds(LIMIT * 3 / 4);
        Client modest = client();
        client();
        client();

        modest.holds(SHARE_OF_FOUR - 2048);
        assertThat(greedy.isAborted).isFalse();
        List.copyOf(tasksOfSecond).forEach(Runnable::run);

        assertThat(greedy.isAborted).isTrue();
        assertThat(modest.isAborted).isFalse();
    }

    @Test
    void loopsOfWhichNobodyIsAboveItsShareDoNotAskEachOtherForEver() {
        for (int i = 0; i < 480; i++) new Client(i % 2 == 0 ? loop : second);
        List.copyOf(clients).forEach(client -> client.holds(ConnectionMemory.LITTLE - ConnectionMemory.AT_REST));
        assertThat(budget.accepting().isPassed()).isTrue();

        for (int i = 0; i < 10 && !tasksOfSecond.isEmpty(); i++) {
            List<Runnable> tasks = List.copyOf(tasksOfSecond);
            tasksOfSecond.clear();
            tasks.forEach(Runnable::run);
        }

        assertThat(tasksOfSecond).isEmpty();
        assertThat(clients).hasSize(480);
    }

    @RepeatedTest(200)
    void theCountIsThatOfANaiveOneAndNobodyBelowItsShareIsAborted(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        for (int step = 0; step < 300; step++) {
            if (clients.isEmpty() || random.nextInt(4) == 0) {
                new Client(random.nextBoolean() ? loop : second).holds(0);
            } else {
                Client any = clients.get(random.nextInt(clients.size()));
                if (random.nextInt(8) == 0) any.close();
                else holdsAtRandom(any, random);
            }
            tasksOfSecond.forEach(Runnable::run);
            tasksOfSecond.clear();
            long held =
                    clients.stream().mapToLong(client -> client.memory.held()).sum();
            assertThat(loop.held() + second.held()).as("seed %d", seed).isEqualTo(held);
            // A loop may have up to two chunks in reserve, and a moment's surplus is relieved at once.
            assertThat(held).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
        }
        List.copyOf(clients).forEach(Client::close);
        assertThat(loop.held() + second.held()).as("seed %d", seed).isZero();
        assertThat(budget.used()).as("seed %d", seed).isLessThanOrEqualTo(4 * LIMIT / 128);
    }

    private void holdsAtRandom(Client client, Random random) {
        long share = budget.fairShare();
        List<Client> below = clients.stream()
                .filter(each -> each != client && each.memory.held() <= share)
                .toList();
        client.holds((long) (random.nextDouble() * random.nextDouble() * LIMIT / 2));
        List.copyOf(tasksOfSecond).forEach(Runnable::run);
        tasksOfSecond.clear();
        assertThat(below).as("share %d", share).noneMatch(each -> each.isAborted);
    }
}
