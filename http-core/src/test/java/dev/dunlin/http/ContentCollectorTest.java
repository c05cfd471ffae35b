package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards {@link Body#bytes}. */
class ContentCollectorTest {
    private final Flow.Subscription subscription = mock(Flow.Subscription.class);

    @ParameterizedTest
    @ValueSource(ints = {5, 6, Integer.MAX_VALUE})
    void contentUpToTheLimitIsCollected(int limit) {
        assertCollected(Body.of("hello").bytes(limit), "hello".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4})
    void contentKnownToBeOverTheLimitIsRefusedWithoutSubscribing(int limit) {
        Announced body = new Announced(5);
        assertTooLarge(body.bytes(limit));
        assertThat(body.subscriber).isNull();
    }

    @Test
    void emptyContentFitsInto0() {
        assertCollected(Body.empty().bytes(0), new byte[0]);
    }

    @Test
    void piecesUpToTheLimitAreCollected() {
        Announced body = new Announced(Body.UNKNOWN_LENGTH);
        CompletableFuture<byte[]> content = body.bytes(5).toCompletableFuture();
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(bytes(1, 2));
        body.subscriber.onNext(bytes());
        body.subscriber.onNext(bytes(3, 4, 5));
        assertThat(content).isNotDone();
        body.subscriber.onComplete();
        assertCollected(content, new byte[] {1, 2, 3, 4, 5});
        verify(subscription).request(Long.MAX_VALUE);
        verify(subscription, never()).cancel();
    }

    @Test
    void thePieceThatGoesPastTheLimitEndsTheSubscription() {
        Announced body = new Announced(Body.UNKNOWN_LENGTH);
        CompletionStage<byte[]> content = body.bytes(4);
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(bytes(1, 2));
        verify(subscription, never()).cancel();
        body.subscriber.onNext(bytes(3, 4, 5));
        verify(subscription).cancel();
        assertTooLarge(content);
    }

    @Test
    void whatArrivesAfterTheCancelIsDropped() {
        Announced body = new Announced(Body.UNKNOWN_LENGTH);
        CompletionStage<byte[]> content = body.bytes(1);
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(bytes(1, 2));
        body.subscriber.onNext(bytes(3));
        body.subscriber.onComplete();
        verify(subscription).cancel();
        assertTooLarge(content);
    }

    @Test
    void aBodyThatIsLongerThanItSaidIsHeldToTheLimitToo() {
        Announced body = new Announced(1);
        CompletionStage<byte[]> content = body.bytes(2);
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(bytes(1, 2, 3));
        assertTooLarge(content);
    }

    @Test
    void aGreatLengthTakesNoMemoryBeforeTheContentComes() {
        Announced body = new Announced(Integer.MAX_VALUE);
        assertThatCode(() -> body.bytes(Integer.MAX_VALUE)).doesNotThrowAnyException();
        assertThat(body.subscriber).isNotNull();
    }

    @Test
    void piecesAreCopiedAndLeftAsTheyWere() {
        Announced body = new Announced(Body.UNKNOWN_LENGTH);
        CompletionStage<byte[]> content = body.bytes(10);
        byte[] reused = {1, 2};
        ByteBuffer piece = ByteBuffer.wrap(reused);
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(piece);
        reused[0] = 9;
        body.subscriber.onComplete();
        assertThat(piece.remaining()).isEqualTo(2);
        assertCollected(content, new byte[] {1, 2});
    }

    @Test
    void failuresOfThePublisherArePassedOn() {
        Announced body = new Announced(Body.UNKNOWN_LENGTH);
        CompletionStage<byte[]> content = body.bytes(10);
        IOException failure = new IOException("gone");
        body.subscriber.onSubscribe(subscription);
        body.subscriber.onNext(bytes(1));
        body.subscriber.onError(failure);
        assertThat(content)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isSameAs(failure);
        verify(subscription, never()).cancel();
    }

    private static void assertCollected(CompletionStage<byte[]> content, byte[] expected) {
        assertThat(content.toCompletableFuture().getNow(null)).isEqualTo(expected);
    }

    private static void assertTooLarge(CompletionStage<byte[]> content) {
        assertThat(content)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(HttpException.class))
                .extracting(HttpException::status)
                .isEqualTo(Status.CONTENT_TOO_LARGE);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) bytes.put((byte) value);
        return bytes.flip();
    }

    /** A body that says a length and leaves the rest to the test. */
    private static final class Announced implements Body {
        private final long length;
        private Flow.Subscriber<? super ByteBuffer> subscriber;

        Announced(long length) {
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }
    }
}
