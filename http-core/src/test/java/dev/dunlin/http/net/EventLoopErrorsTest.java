package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown on a loop, wherever: it goes on. */
@Timeout(180)
class EventLoopErrorsTest {
    private static final int PATIENCE = 10_000;

    private final List<Pipe> pipes = new ArrayList<>();
    private final ThrowingLog log = new ThrowingLog();
    private EventLoop loop;

    @BeforeEach
    void make() throws IOException {
        loop = new EventLoop("loop-under-test", MemoryBudget.unlimited(), failure -> {});
    }

    @AfterEach
    void end() throws Exception {
        loop.execute(loop::end);
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        for (Pipe pipe : pipes) {
            pipe.source().close();
            pipe.sink().close();
        }
        log.close();
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new OutOfMemoryError("on purpose"),
                new StackOverflowError("on purpose"),
                new ThreadDeath(),
                new NoClassDefFoundError("on purpose"),
                new IllegalStateException("on purpose"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aChannelWhoseHandlingThrowsIsAbortedAndOthersAreHandled(Throwable thrown) throws IOException {
        Selectable failing = mock(Selectable.class);
        Pipe failingPipe = register(failing);
        doThrow(thrown).when(failing).onReady(anyInt());
        doAnswer(call -> close(failingPipe)).when(failing).abort(any());
        loop.start();

        makeReady(failingPipe);

        verify(failing, timeout(PATIENCE)).abort(thrown);
        assertThatOthersAreHandled();
        assertThat(loop.errors()).isEqualTo(thrown instanceof Error ? 1 : 0);
        assertThat(loop.outOfMemoryErrors()).isEqualTo(thrown instanceof OutOfMemoryError ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aChannelThatCannotBeAbortedIsClosed(Throwable thrown) throws IOException {
        Selectable failing = mock(Selectable.class);
        Pipe failingPipe = register(failing);
        doThrow(thrown).when(failing).onReady(anyInt());
        doThrow(thrown).when(failing).abort(any());
        loop.start();

        makeReady(failingPipe);

        verify(failing, timeout(PATIENCE)).abort(any());
        assertThatOthersAreHandled();
        assertThat(failingPipe.source().isOpen()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void whatTheLogThrowsIsIgnored(Throwable thrown) throws IOException {
        log.throwing(thrown);
        Selectable failing = mock(Selectable.class);
        Pipe failingPipe = register(failing);
        doThrow(new IllegalStateException("on purpose")).when(failing).onReady(anyInt());
        doAnswer(call -> close(failingPipe)).when(failing).abort(any());
        Deadlines deadlines = loop.deadlines(Duration.ofMillis(1));
        loop.start();

        loop.execute(() -> deadlines.touch(new Deadline(EventLoopErrorsTest::fail), loop.now()));
        loop.execute(EventLoopErrorsTest::fail);
        makeReady(failingPipe);

        verify(failing, timeout(PATIENCE)).abort(any());
        assertThatOthersAreHandled();
        assertThat(log.calls()).isPositive();
    }

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aTaskThatThrowsCostsNoOtherTask(Throwable thrown) {
        loop.start();
        CompletableFuture<Void> other = new CompletableFuture<>();

        loop.execute(() -> sneak(thrown));
        loop.execute(() -> other.complete(null));

        other.join();
        assertThat(loop.isAlive()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aDeadlineThatThrowsCostsNoOtherDeadline(Throwable thrown) {
        Deadlines deadlines = loop.deadlines(Duration.ofMillis(1));
        AtomicInteger passed = new AtomicInteger();
        CompletableFuture<Void> all = new CompletableFuture<>();
        loop.start();

        loop.execute(() -> {
            for (int i = 0; i < 10; i++) {
                Deadline failing = new Deadline(() -> {
                    if (passed.incrementAndGet() == 10) all.complete(null);
                    sneak(thrown);
                });
                deadlines.touch(failing, loop.now());
            }
        });

        all.join();
        assertThat(loop.isAlive()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aChannelThatCannotBeStoppedIsAbortedAndTheOthersAreStopped(Throwable thrown) throws IOException {
        List<Selectable> failing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Selectable each = mock(Selectable.class);
            doThrow(thrown).when(each).stop();
            register(each);
            failing.add(each);
        }
        loop.start();

        loop.execute(loop::stop);

        for (Selectable each : failing) verify(each, timeout(PATIENCE)).abort(thrown);
        assertThatOthersAreHandled();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void allChannelsAreAbortedAtTheEndThoughTheyThrow(Throwable thrown) throws Exception {
        List<Selectable> failing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Selectable each = mock(Selectable.class);
            doThrow(thrown).when(each).abort(any());
            register(each);
            failing.add(each);
        }
        loop.start();
        loop.execute(loop::end);

        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();

        for (Selectable each : failing) verify(each).abort(any());
        assertThat(pipes).noneMatch(pipe -> pipe.source().isOpen());
        CompletableFuture<Void> afterwards = new CompletableFuture<>();
        loop.execute(() -> afterwards.complete(null));
        assertThat(afterwards).isCompleted();
    }

    @Test
    void anInterruptOrAnErrorOfABystanderIsNotCounted() throws InterruptedException {
        loop.start();
        loop.execute(loop::end);
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();

        loop.execute(() -> sneak(new OutOfMemoryError("on purpose")));

        assertThat(loop.errors()).isZero();
    }

    private void assertThatOthersAreHandled() throws IOException {
        CompletableFuture<Void> isReady = new CompletableFuture<>();
        Selectable other = mock(Selectable.class);
        doAnswer(call -> isReady.complete(null)).when(other).onReady(anyInt());
        CompletableFuture<Pipe> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                registered.complete(register(other));
            } catch (IOException e) {
                registered.completeExceptionally(e);
            }
        });
        makeReady(registered.join());
        isReady.join();
    }

    private Pipe register(Selectable selectable) throws IOException {
        Pipe pipe = Pipe.open();
        pipes.add(pipe);
        pipe.source().configureBlocking(false);
        loop.register(pipe.source(), SelectionKey.OP_READ, selectable);
        return pipe;
    }

    private static void makeReady(Pipe pipe) throws IOException {
        pipe.sink().write(ByteBuffer.allocate(1));
    }

    private static Object close(Pipe pipe) throws IOException {
        pipe.source().close();
        return null;
    }

    @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
