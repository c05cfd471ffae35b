package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Body;
import dev.dunlin.http.RecordingSubscriber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that is compressed piece by piece: the rules of {@link Flow}, and the memory outside of the heap. */
@Timeout(60)
class GzipBodyTest {
    private final List<CountingDeflater> deflaters = new ArrayList<>();
    private final ManualBody live = new ManualBody(Body.UNKNOWN_LENGTH);
    private final RecordingSubscriber subscriber = RecordingSubscriber.waiting();

    @AfterEach
    void eachDeflaterIsEndedOnce() {
        assertThat(deflaters).allMatch(deflater -> deflater.ended == 1);
    }

    // ---- content

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 16_384, 300_000})
    void whatIsReadIsWhatWasPublished(int length) {
        for (boolean isLengthKnown : new boolean[] {true, false}) {
            for (byte[] content : new byte[][] {noise(length), new byte[length]}) {
                ManualBody source = new ManualBody(isLengthKnown ? length : Body.UNKNOWN_LENGTH);
                RecordingSubscriber greedy = RecordingSubscriber.greedy();
                compressed(source).subscribe(greedy);
                Random random = new Random(length);
                for (int at = 0; at < length; ) {
                    int piece = Math.min(length - at, random.nextInt(length / 3 + 2));
                    source.publish(java.util.Arrays.copyOfRange(content, at, at + piece));
                    at += piece;
                }
                source.complete();
                assertThat(greedy.completed).isTrue();
                assertThat(Gunzip.bytes(greedy.bytes())).isEqualTo(content);
            }
        }
    }

    @Test
    void aPieceOfLiveContentCanBeReadBeforeTheNextOneIsThere() throws IOException {
        compressed(live).subscribe(subscriber);
        subscriber.subscription.request(Long.MAX_VALUE);
        StringBuilder published = new StringBuilder();
        for (String event : List.of("data: 1\n\n", "", "data: 2\n\n", "data: " + "3".repeat(100_000) + "\n\n")) {
            live.publish(event);
            published.append(event);
            assertThat(readable(subscriber.bytes(), published.length())).isEqualTo(published.toString());
        }
        live.complete();
        assertThat(Gunzip.text(subscriber.bytes())).isEqualTo(published.toString());
    }

    @Test
    void contentOfAKnownLengthIsNotFlushed() {
        ManualBody source = new ManualBody(200);
        compressed(source).subscribe(subscriber);
        subscriber.subscription.request(1);
        source.publish("a".repeat(100));
        assertThat(subscriber.pieces).isEmpty();
        source.publish("b".repeat(100));
        source.complete();
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.completed).isTrue();
    }

    // ---- demand

    @Test
    void nothingIsAskedForThatNobodyWants() {
        compressed(live).subscribe(subscriber);
        assertThat(live.asked).isZero();

        subscriber.subscription.request(1);
        assertThat(live.asked).isEqualTo(1);
        live.publish("one");
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(live.asked).isEqualTo(1);

        subscriber.subscription.request(1);
        assertThat(live.asked).isEqualTo(2);
        subscriber.subscription.cancel();
    }

    @Test
    void aLargePieceComesOutInSmallOnesAsTheyAreWanted() {
        compressed(live).subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish(noise(1 << 20));
        live.complete();
        for (int i = 1; i < 64; i++) {
            assertThat(subscriber.pieces).hasSize(i);
            assertThat(subscriber.isOpen()).isTrue();
            subscriber.subscription.request(1);
        }
        assertThat(subscriber.pieces).allMatch(piece -> piece.remaining() <= 16 * 1024);
        subscriber.subscription.request(10);
        assertThat(Gunzip.bytes(subscriber.bytes())).hasSize(1 << 20);
        assertThat(live.asked).isEqualTo(1);
    }

    @Test
    void theEndWaitsForDemandAsItHasATrailer() {
        compressed(live).subscribe(subscriber);
        live.complete();
        assertThat(subscriber.completed).isFalse();
        subscriber.subscription.request(1);
        assertThat(subscriber.completed).isTrue();
        assertThat(Gunzip.bytes(subscriber.bytes())).isEmpty();
    }

    @Test
    void aSubscriberMayAskFromWithinWhatItIsGiven() {
        byte[] content = noise(3 << 20);
        List<ByteBuffer> pieces = new ArrayList<>();
        boolean[] completed = {false};
        compressed(Body.of(content)).subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;
            private boolean inside;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                this.subscription = subscription;
                inside = true;
                subscription.request(1);
                inside = false;
            }

            @Override
            public void onNext(ByteBuffer piece) {
                assertThat(inside).as("called from within itself").isFalse();
                inside = true;
                pieces.add(piece);
                subscription.request(1);
                inside = false;
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {
                completed[0] = true;
            }
        });
        assertThat(completed).containsExactly(true);
        assertThat(pieces.stream().mapToInt(ByteBuffer::remaining).sum()).isGreaterThan(3 << 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aDemandThatIsNotPositiveIsAnError(long n) {
        compressed(live).subscribe(subscriber);
        subscriber.subscription.request(n);
        assertThat(subscriber.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void allGoesWellOnSeveralThreads() throws InterruptedException {
        byte[] content = noise(5 << 20);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Body body = compressed(Body.from(new ByteArrayInputStream(content), Body.UNKNOWN_LENGTH, reader));
            byte[] compressed = body.bytes(6 << 20).toCompletableFuture().join();
            assertThat(Gunzip.bytes(compressed)).isEqualTo(content);
        } finally {
            reader.shutdown();
            assertThat(reader.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    // ---- how it ends

    @Test
    void aCancelIsPassedOn() {
        compressed(live).subscribe(subscriber);
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
        Body body = compressed(Body.of(noise(1 << 20)));
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
        compressed(live).subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish("one");
        IOException failure = new IOException("gone");
        live.fail(failure);
        assertThat(subscriber.failure).isSameAs(failure);
    }

    @Test
    void morePiecesThanWereAskedForAreAFailure() {
        compressed(live).subscribe(subscriber);
        live.publish("one");
        live.publish("two");
        assertThat(subscriber.failure).isInstanceOf(IllegalStateException.class);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void aSubscriberThatThrowsIsLeft() {
        compressed(live).subscribe(new Flow.Subscriber<>() {
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
        Body body = compressed(live);
        body.subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish("one");
        body.close();
        assertThat(live.closed).isEqualTo(1);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void closingAfterTheEndCancelsNothing() {
        Body body = compressed(live);
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
        Body body = compressed(Body.from(subscriber -> late[0] = subscriber, Body.UNKNOWN_LENGTH));
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

    @Test
    void contentThatNobodySubscribesToTakesNoMemory() {
        compressed(live).close();
        assertThat(live.closed).isEqualTo(1);
        assertThat(live.isSubscribed()).isFalse();
        assertThat(deflaters).isEmpty();
    }

    @Test
    void aSecondSubscriberIsToldSo() {
        Body body = compressed(Body.of("reusable"));
        body.subscribe(RecordingSubscriber.greedy());
        body.subscribe(subscriber);
        assertThat(subscriber.failure).isInstanceOf(IllegalStateException.class);
    }

    private Body compressed(Body content) {
        return new GzipBody(content, () -> {
            CountingDeflater deflater = new CountingDeflater();
            deflaters.add(deflater);
            return deflater;
        });
    }

    /** What a client can read of gzip whose end has not come yet. */
    private static String readable(byte[] compressed, int most) throws IOException {
        try (var gunzip = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(gunzip.readNBytes(most), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static final class CountingDeflater extends Deflater {
        private int ended;

        CountingDeflater() {
            super(6, true);
        }

        @Override
        public void end() {
            ended++;
            super.end();
        }
    }
}
