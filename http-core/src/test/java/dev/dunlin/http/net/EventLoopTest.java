package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dunlin.http.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Tasks, deadlines and channels of one loop. */
@Timeout(180)
class EventLoopTest {
    private static final long PATIENCE = Patience.LIMIT.toMillis();

    private final Logger logger = (Logger) LoggerFactory.getLogger(EventLoop.class);
    private EventLoop loop;

    @BeforeEach
    void make() throws IOException {
        // What goes wrong here goes wrong on purpose.
        logger.setLevel(Level.OFF);
        loop = new EventLoop("loop-under-test", MemoryBudget.unlimited(), failure -> {});
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.execute(loop::end);
        assertThat(loop.join(Patience.LIMIT)).isTrue();
        logger.setLevel(null);
    }

    @Test
    void tasksOfOneThreadRunInTheirOrderOnTheLoopsThread() {
        loop.start();
        List<Integer> order = new ArrayList<>();
        CompletableFuture<String> thread = new CompletableFuture<>();

        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        loop.execute(() -> thread.complete(Thread.currentThread().getName()));

        assertThat(thread.join()).isEqualTo("loop-under-test");
        assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void tasksOfManyThreadsAllRunAndThoseOfEachInOrder() throws InterruptedException {
        loop.start();
        int threads = 8;
        int tasks = 20_000;
        int[] last = new int[threads];
        AtomicInteger outOfOrder = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads * tasks);
        for (int t = 0; t < threads; t++) {
            int id = t;
            new Thread(() -> {
                        for (int i = 1; i <= tasks; i++) {
                            int number = i;
                            loop.execute(() -> {
                                if (last[id] != number - 1) outOfOrder.incrementAndGet();
                                last[id] = number;
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }

        done.await();

        assertThat(outOfOrder).hasValue(0);
    }

    @Test
    void tasksFromBeforeTheStartRunAfterIt() {
        CompletableFuture<Boolean> isCurrent = new CompletableFuture<>();
        loop.execute(() -> isCurrent.complete(loop.isCurrent()));
        assertThat(isCurrent).isNotDone();

        loop.start();

        assertThat(isCurrent.join()).isTrue();
        assertThat(loop.isCurrent()).isFalse();
    }

    @Test
    void aTaskThatThrowsDoesNotEndTheLoop() {
        loop.start();
        CompletableFuture<String> after = new CompletableFuture<>();

        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        loop.execute(() -> after.complete("alive"));

        assertThat(after.join()).isEqualTo("alive");
    }

    @Test
    void aTaskOfATaskRunsInALaterTurnSoThatChannelsGetTheirs() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Selectable selectable = mock(Selectable.class);
        doAnswer(call -> ready.complete(null)).when(selectable).onReady(anyInt());
        loop.register(pipe.source(), SelectionKey.OP_READ, selectable);
        loop.start();

        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (!ready.isDone()) loop.execute(this);
            }
        });
        pipe.sink().write(ByteBuffer.allocate(1));

        ready.join();
        pipe.sink().close();
    }

    @Test
    void aTaskAfterTheEndIsRunByTheCaller() throws InterruptedException {
        loop.start();
        loop.execute(loop::end);
        assertThat(loop.join(Patience.LIMIT)).isTrue();
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        loop.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void noTaskIsLostWhenTheLoopEndsMeanwhile() throws Exception {
        for (int round = 0; round < 100; round++) {
            EventLoop ending = new EventLoop("ending", MemoryBudget.unlimited(), failure -> {});
            ending.start();
            int threads = 4;
            int tasks = 200;
            CountDownLatch run = new CountDownLatch(threads * tasks);
            for (int t = 0; t < threads; t++) {
                new Thread(() -> {
                            for (int i = 0; i < tasks; i++) ending.execute(run::countDown);
                        })
                        .start();
            }
            ending.execute(ending::end);

            run.await();
            assertThat(ending.join(Patience.LIMIT)).isTrue();
        }
    }

    @Test
    void deadlinesPassOnTheLoopsThreadAndNotEarly() {
        Deadlines deadlines = loop.deadlines(Duration.ofMillis(50));
        CompletableFuture<Long> took = new CompletableFuture<>();
        loop.start();
        loop.execute(() -> {
            // The loop's clock is read once a turn, which may be long before the deadline is set.
            long start = loop.now();
            deadlines.touch(
                    new Deadline(() -> took.complete(loop.isCurrent() ? System.nanoTime() - start : -1)), start);
        });
        assertThat(took.join()).isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void anInterruptThatATaskLeavesBehindDoesNotKeepTheLoopAwake() {
        CompletableFuture<Boolean> isLeft = new CompletableFuture<>();
        loop.start();

        loop.execute(() -> {
            Thread.currentThread().interrupt();
            loop.execute(() -> isLeft.complete(Thread.currentThread().isInterrupted()));
        });

        assertThat(isLeft.join()).isFalse();
    }

    @Test
    void aDeadlineThatThrowsDoesNotEndTheLoop() {
        Deadlines deadlines = loop.deadlines(Duration.ofMillis(1));
        CompletableFuture<Void> passed = new CompletableFuture<>();
        loop.start();

        loop.execute(() -> {
            deadlines.touch(
                    new Deadline(() -> {
                        throw new IllegalStateException("on purpose");
                    }),
                    loop.now());
            deadlines.touch(new Deadline(() -> passed.complete(null)), loop.now());
        });

        passed.join();
    }

    @Test
    void aChannelIsToldWhatItIsReadyForAndAbortedWhenItFails() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Selectable failing = mock(Selectable.class);
        doThrow(new IllegalStateException("on purpose")).when(failing).onReady(anyInt());
        doAnswer(call -> {
                    pipe.source().close();
                    return null;
                })
                .when(failing)
                .abort(any());
        loop.register(pipe.source(), SelectionKey.OP_READ, failing);
        loop.start();

        pipe.sink().write(ByteBuffer.allocate(1));

        verify(failing, timeout(PATIENCE)).onReady(SelectionKey.OP_READ);
        verify(failing, timeout(PATIENCE)).abort(any(IllegalStateException.class));
        CompletableFuture<List<Selectable>> registered = new CompletableFuture<>();
        loop.execute(() -> registered.complete(loop.registered()));
        assertThat(registered.join()).isEmpty();
        pipe.sink().close();
    }

    @Test
    void whatIsRegisteredAtTheEndIsAborted() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Selectable selectable = mock(Selectable.class);
        loop.register(pipe.source(), SelectionKey.OP_READ, selectable);
        assertThat(loop.registered()).containsExactly(selectable);
        loop.start();

        loop.execute(loop::end);
        assertThat(loop.join(Patience.LIMIT)).isTrue();

        verify(selectable).abort(any(IOException.class));
        pipe.source().close();
        pipe.sink().close();
    }
}
