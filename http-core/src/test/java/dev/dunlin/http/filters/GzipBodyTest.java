package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Patience;
import dev.dunlin.http.RecordingSubscriber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that is compressed piece by piece: what comes of it, and when. */
@Timeout(180)
class GzipBodyTest {
    @RegisterExtension
    final GzipBodies bodies = new GzipBodies();

    private final ManualBody live = new ManualBody(Body.UNKNOWN_LENGTH);
    private final RecordingSubscriber subscriber = RecordingSubscriber.waiting();

    // ---- content

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 16_384, 300_000})
    void whatIsReadIsWhatWasPublished(int length) {
        for (boolean isLengthKnown : new boolean[] {true, false}) {
            for (byte[] content : new byte[][] {GzipBodies.noise(length), new byte[length]}) {
                ManualBody source = new ManualBody(isLengthKnown ? length : Body.UNKNOWN_LENGTH);
                RecordingSubscriber greedy = RecordingSubscriber.greedy();
                bodies.compressed(source).subscribe(greedy);
                Random random = new Random(length);
                for (int at = 0; at < length; ) {
                    int piece = Math.min(length - at, random.nextInt(length / 3 + 2));
                    source.publish(Arrays.copyOfRange(content, at, at + piece));
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
        bodies.compressed(live).subscribe(subscriber);
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
        bodies.compressed(source).subscribe(subscriber);
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
        bodies.compressed(live).subscribe(subscriber);
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
        bodies.compressed(live).subscribe(subscriber);
        subscriber.subscription.request(1);
        live.publish(GzipBodies.noise(1 << 20));
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
        bodies.compressed(live).subscribe(subscriber);
        live.complete();
        assertThat(subscriber.completed).isFalse();
        subscriber.subscription.request(1);
        assertThat(subscriber.completed).isTrue();
        assertThat(Gunzip.bytes(subscriber.bytes())).isEmpty();
    }

    @Test
    void aSubscriberMayAskFromWithinWhatItIsGiven() {
        byte[] content = GzipBodies.noise(3 << 20);
        List<ByteBuffer> pieces = new ArrayList<>();
        boolean[] completed = {false};
        bodies.compressed(Body.of(content)).subscribe(new Flow.Subscriber<>() {
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
        bodies.compressed(live).subscribe(subscriber);
        subscriber.subscription.request(n);
        assertThat(subscriber.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(live.cancelled).isEqualTo(1);
    }

    @Test
    void allGoesWellOnSeveralThreads() throws InterruptedException {
        byte[] content = GzipBodies.noise(5 << 20);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Body body = bodies.compressed(Body.from(new ByteArrayInputStream(content), Body.UNKNOWN_LENGTH, reader));
            byte[] compressed = body.bytes(6 << 20).toCompletableFuture().join();
            assertThat(Gunzip.bytes(compressed)).isEqualTo(content);
        } finally {
            reader.shutdown();
            assertThat(reader.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** What a client can read of gzip whose end has not come yet. */
    private static String readable(byte[] compressed, int most) throws IOException {
        try (GZIPInputStream gunzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(gunzip.readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
