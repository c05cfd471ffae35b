package dev.dunlin.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content from a stream, read and closed on the threads of an executor, which here is a queue. */
class StreamBodyTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private void runAll() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, Body.UNKNOWN_LENGTH})
    void theStreamIsReadToItsEnd(long length) {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();

        Body body = Body.from(stream("hello"), length, tasks::add);
        body.subscribe(subscriber);

        assertThat(body.length()).isEqualTo(length);
        assertThat(subscriber.pieces).as("the asking thread reads nothing").isEmpty();
        runAll();
        assertThat(subscriber.text()).isEqualTo("hello");
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void whatTheStreamHasBeyondTheLengthIsLeft() throws IOException {
        InputStream stream = stream("hello world");
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();

        Body.from(stream, 5, tasks::add).subscribe(subscriber);
        runAll();

        assertThat(subscriber.text()).isEqualTo("hello");
        assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(" world");
    }

    @Test
    void aStreamThatEndsBeforeTheLengthFails() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();

        Body.from(stream("hello"), 7, tasks::add).subscribe(subscriber);
        runAll();

        assertThat(subscriber.text()).isEqualTo("hello");
        assertThat(subscriber.failure).isInstanceOf(EOFException.class).hasMessageContaining("5 of 7");
    }

    @Test
    void aStreamThatFailsFails() {
        IOException broken = new IOException("broken");
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();

        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public int read(byte[] target) throws IOException {
                throw broken;
            }
        };
        Body.from(stream, 7, tasks::add).subscribe(subscriber);
        runAll();

        assertThat(subscriber.failure).isSameAs(broken);
    }

    @Test
    void noMoreIsReadThanIsAskedFor() throws IOException {
        InputStream stream = stream("a".repeat(100_000));
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();

        Body.from(stream, Body.UNKNOWN_LENGTH, tasks::add).subscribe(subscriber);
        runAll();
        assertThat(stream.available()).isEqualTo(100_000);
        subscriber.subscription.request(1);
        runAll();

        assertThat(stream.available()).isEqualTo(100_000 - 16 * 1024);
    }

    @Test
    void aSecondSubscriberIsRefused() {
        Body body = Body.from(stream("hello"), 5, tasks::add);
        body.subscribe(RecordingSubscriber.greedy());
        RecordingSubscriber second = RecordingSubscriber.greedy();

        body.subscribe(second);

        assertThat(second.failure).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingClosesTheStreamOnTheExecutor() {
        ClosingStream stream = new ClosingStream();
        Body body = Body.from(stream, 0, tasks::add);

        body.close();
        assertThat(stream.closed).isZero();
        runAll();

        assertThat(stream.closed).isOne();
    }

    @Test
    void anExecutorThatRefusesDoesNotKeepTheStreamOpen() {
        ClosingStream stream = new ClosingStream();
        Body body = Body.from(stream, 0, task -> {
            throw new RejectedExecutionException();
        });

        body.close();

        assertThat(stream.closed).isOne();
    }

    @Test
    void aLengthIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Body.from(stream(""), -2, tasks::add));
        assertThatIllegalArgumentException().isThrownBy(() -> Body.from(Body.empty(), -2));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class ClosingStream extends ByteArrayInputStream {
        private int closed;

        ClosingStream() {
            super(new byte[0]);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
