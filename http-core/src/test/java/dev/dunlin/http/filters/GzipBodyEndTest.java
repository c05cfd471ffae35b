package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Patience;
import dev.dunlin.http.RecordingSubscriber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ends of content that is compressed piece by piece, good and bad: each is passed on, and gives the memory back. */
class GzipBodyEndTest {
    @RegisterExtension
    final GzipBodies bodies = new GzipBodies();

    private final ManualBody live = new ManualBody(Body.UNKNOWN_LENGTH);
    private final RecordingSubscriber subscriber = RecordingSubscriber.waiting();

    @Test
    void aCancelIsPassedOn() {
        bodies.compressed(live).subscribe(subscriber);
        subscriber.subscription.request(2);
        live.publish("one");
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();
        assertThat(live.cancelled).isEqualTo(1);
        live.publish("two");
        live.complete();
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.isOpen()).isTrue();
    }

    @Test
    void aCancelFromWithinWhatIsGivenEndsItThere() {
        int[] given = {0};
        Body body = bodies.compressed(Body.of(GzipBodies.noise(1 << 20)));
        body.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                this.subscription = subscription;
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                given[0]++;
                subscription.cancel();
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("completed");
            }
        });
        assertThat(given).containsExactly(1);
    }

    @Test
    void aFailureIsPassedOn() {
        bodies.compressed(live).subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish("one");
        IOException failure = new IOException("gone");
        live.fail(failure);
        assertThat(subscriber.failure).isSameAs(failure);
    }

    @Test
    void morePiecesThanWereAskedForAreAFailure() {
        bodies.compressed(live).subscribe(subscriber);
        live.publish("one");
        live.publish("two");
        assertThat(subscriber.failure).isInstanceOf(IllegalStateException.class);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void aSubscriberThatThrowsIsLeft() {
        bodies.compressed(live).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        assertThatThrownBy(() -> live.publish("one")).hasMessage("no");
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void closingPassesOnAndEndsWhatHasBegun() {
        Body body = bodies.compressed(live);
        body.subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish("one");
        body.close();
        assertThat(live.closed).isEqualTo(1);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void closingAfterTheEndCancelsNothing() {
        Body body = bodies.compressed(live);
        body.subscribe(subscriber);
        live.complete();
        subscriber.subscription.request(1);
        body.close();
        assertThat(live.closed).isEqualTo(1);
        assertThat(live.cancelled).isZero();
    }

    @Test
    void whatIsClosedBeforeItsSubscriptionCameIsCancelledThen() {
        Flow.Subscriber<?>[] late = new Flow.Subscriber<?>[1];
        boolean[] cancelled = {false};
        Body body = bodies.compressed(Body.from(subscriber -> late[0] = subscriber, Body.UNKNOWN_LENGTH));
        body.subscribe(subscriber);
        body.close();
        late[0].onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw new AssertionError("asked for " + n);
            }

            @Override
            public void cancel() {
                cancelled[0] = true;
            }
        });
        assertThat(cancelled).containsExactly(true);
        assertThat(subscriber.isOpen()).isTrue();
    }

    @RepeatedTest(30)
    void memoryIsGivenBackWhoeverIsFirst(RepetitionInfo repetition) throws InterruptedException {
        byte[] content = GzipBodies.noise(300_000);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Body body = bodies.compressed(Body.from(new ByteArrayInputStream(content), Body.UNKNOWN_LENGTH, reader));
        RecordingSubscriber greedy = RecordingSubscriber.greedy();
        body.subscribe(greedy);
        // Closed at another time each time, most often while a piece is compressed.
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofNanos(100_000L * repetition.getCurrentRepetition()))
                .until(() -> bodies.begun() > 0);
        body.close();
        reader.shutdown();
        assertThat(reader.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void contentThatNobodySubscribesToTakesNoMemory() {
        bodies.compressed(live).close();
        assertThat(live.closed).isEqualTo(1);
        assertThat(live.isSubscribed()).isFalse();
        assertThat(bodies.begun()).isZero();
    }

    @Test
    void aSecondSubscriberIsToldSo() {
        Body body = bodies.compressed(Body.of("reusable"));
        body.subscribe(RecordingSubscriber.greedy());
        body.subscribe(subscriber);
        assertThat(subscriber.failure).isInstanceOf(IllegalStateException.class);
    }
}
