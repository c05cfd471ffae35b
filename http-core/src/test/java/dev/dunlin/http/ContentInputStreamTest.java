package dev.dunlin.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body read as a stream. */
@Timeout(180)
class ContentInputStreamTest {
    private final Source source = new Source();

    @Test
    void theContentIsReadInAnyPortions() throws IOException {
        try (InputStream stream = Body.of("hello world").inputStream()) {
            assertThat(stream.read()).isEqualTo('h');
            assertThat(stream.available()).isEqualTo(10);
            assertThat(stream.readNBytes(4)).asString(UTF_8).isEqualTo("ello");
            assertThat(stream.read(new byte[0])).isZero();
            assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo(" world");
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[3])).isEqualTo(-1);
        }
    }

    @Test
    void emptyContentAndEmptyPiecesAreNoObstacle() throws IOException {
        assertThat(Body.empty().inputStream().read()).isEqualTo(-1);
        InputStream stream = source.inputStream();
        source.publish("");
        source.publish("a");
        source.subscriber.onComplete();

        assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo("a");
    }

    @Test
    void nextIsAskedForWhenAPieceIsTaken() throws IOException {
        InputStream stream = source.inputStream();
        assertThat(source.asked).isEqualTo(1);
        source.publish("ab");
        assertThat(source.asked).isEqualTo(1);

        stream.read();
        assertThat(source.asked).isEqualTo(2);
        stream.read();

        assertThat(source.asked).isEqualTo(2);
    }

    @Test
    void aFailureIsThrownAfterWhatCameBeforeIt() throws IOException {
        HttpException failure = new HttpException(413, "too much");
        InputStream stream = source.inputStream();
        source.publish("ab");
        source.subscriber.onError(failure);

        assertThat(stream.readNBytes(2)).asString(UTF_8).isEqualTo("ab");
        for (int i = 0; i < 2; i++) {
            assertThatIOException()
                    .isThrownBy(stream::read)
                    .withMessage("too much")
                    .withCause(failure);
        }
    }

    @Test
    void closingCancelsAndNothingIsReadAfterwards() throws IOException {
        InputStream stream = source.inputStream();
        source.publish("ab");
        stream.read();

        stream.close();
        stream.close();

        assertThat(source.cancelled).isEqualTo(1);
        assertThat(stream.available()).isZero();
        assertThatIOException().isThrownBy(stream::read).withMessageContaining("closed");
    }

    @Test
    void closingWakesTheReader() throws Exception {
        InputStream stream = source.inputStream();
        FutureTask<Integer> reading = new FutureTask<>(stream::read);
        Thread reader = new Thread(reading);
        reader.start();
        await().until(() -> reader.getState() == Thread.State.WAITING);

        stream.close();

        assertThat(reading).failsWithin(Patience.LIMIT).withThrowableThat().withMessageContaining("closed");
    }

    @Test
    void anInterruptEndsTheReadAndStaysVisible() {
        InputStream stream = source.inputStream();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(stream::read);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSubscriptionThatComesAfterTheCloseIsCancelled() throws IOException {
        source.late = true;
        InputStream stream = source.inputStream();
        stream.close();

        source.subscriber.onSubscribe(source);

        assertThat(source.cancelled).isEqualTo(1);
        assertThat(source.asked).isZero();
    }

    @Test
    void theStreamOfABodyOverAStreamGivesTheSame() throws IOException {
        InputStream original = new ByteArrayInputStream("x".repeat(100_000).getBytes(UTF_8));

        Body body = Body.from(original, Body.UNKNOWN_LENGTH, task -> new Thread(task).start());

        assertThat(body.inputStream().readAllBytes()).hasSize(100_000);
    }

    /** Publishes what the test says. */
    private static final class Source implements Body, Flow.Subscription {
        Flow.Subscriber<? super ByteBuffer> subscriber;
        boolean late;
        long asked;
        int cancelled;

        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
            if (!late) subscriber.onSubscribe(this);
        }

        void publish(String piece) {
            subscriber.onNext(ByteBuffer.wrap(piece.getBytes(UTF_8)));
        }

        @Override
        public void request(long n) {
            asked += n;
        }

        @Override
        public void cancel() {
            cancelled++;
        }
    }
}
