package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link Flow}, for all bodies that are pulled. */
class PullSubscriptionTest {
    @Test
    void nothingComesUnasked() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        Pieces pieces = new Pieces(3);
        PullSubscription.start(subscriber, pieces);
        assertThat(subscriber.pieces).isEmpty();
        assertThat(subscriber.isOpen()).isTrue();
        assertThat(pieces.taken).isZero();
    }

    @Test
    void noMoreComesThanWasAskedFor() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(4));
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).hasSize(1);
        subscriber.subscription.request(2);
        assertThat(subscriber.pieces).hasSize(3);
        assertThat(subscriber.isOpen()).isTrue();
    }

    @Test
    void theEndFollowsTheLastPieceUnasked() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(2));
        subscriber.subscription.request(2);
        assertThat(subscriber.pieces).hasSize(2);
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void askingAfterTheEndChangesNothing() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        PullSubscription.start(subscriber, new Pieces(1));
        subscriber.subscription.request(1);
        subscriber.subscription.request(0);
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.completed).isTrue();
        assertThat(subscriber.failure).isNull();
    }

    @Test
    void demandDoesNotOverflow() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(5) {
            @Override
            public ByteBuffer next() throws IOException {
                if (taken == 0) {
                    subscriber.subscription.request(Long.MAX_VALUE);
                    subscriber.subscription.request(Long.MAX_VALUE);
                }
                return super.next();
            }
        });
        subscriber.subscription.request(Long.MAX_VALUE);
        assertThat(subscriber.pieces).hasSize(5);
        assertThat(subscriber.completed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void demandThatIsNotPositiveFails(long demand) {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(2));
        subscriber.subscription.request(demand);
        assertThat(subscriber.failure)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + demand);
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).isEmpty();
    }

    @Test
    void cancelStopsTheFlow() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(3));
        subscriber.subscription.request(1);
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();
        subscriber.subscription.request(1);
        subscriber.subscription.request(-1);
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void cancelFromWithinAPieceStopsTheFlow(int cancelledAt) {
        AtomicInteger seen = new AtomicInteger();
        PullSubscription.start(
                new Asking(Long.MAX_VALUE) {
                    @Override
                    public void onNext(ByteBuffer piece) {
                        if (seen.incrementAndGet() == cancelledAt) subscription.cancel();
                    }

                    @Override
                    public void onComplete() {
                        seen.set(-1);
                    }
                },
                new Pieces(3));
        assertThat(seen).hasValue(cancelledAt);
    }

    @Test
    void cancelBeforeTheEndOfNothingIsHeeded() {
        PullSubscription.start(
                new Asking(0) {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.cancel();
                    }

                    @Override
                    public void onComplete() {
                        throw new AssertionError("completed after the cancel");
                    }
                },
                new Pieces(0));
    }

    @Test
    void askingFromWithinAPieceDoesNotRecurse() {
        int count = 100_000;
        AtomicInteger depth = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        CountDownLatch completed = new CountDownLatch(1);
        PullSubscription.start(
                new Asking(1) {
                    @Override
                    public void onNext(ByteBuffer piece) {
                        deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
                        seen.incrementAndGet();
                        subscription.request(1);
                        depth.decrementAndGet();
                    }

                    @Override
                    public void onComplete() {
                        completed.countDown();
                    }
                },
                new Pieces(count));
        assertThat(seen).hasValue(count);
        assertThat(deepest).hasValue(1);
        assertThat(completed.getCount()).isZero();
    }

    @Test
    void checkedFailuresOfTheSourceArePassedOn() {
        IOException failure = new IOException("broken");
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        PullSubscription.start(subscriber, new Pieces(3).failingAt(1, failure));
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.failure).isSameAs(failure);
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).hasSize(1);
    }

    @Test
    void uncheckedFailuresOfTheSourceArePassedOn() {
        UncheckedIOException failure = new UncheckedIOException(new IOException("broken"));
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        PullSubscription.start(subscriber, new Pieces(3).failingAt(1, failure));
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.failure).isSameAs(failure);
    }

    @Test
    void aSubscriberThatThrowsIsNotToldOfItsOwnFailure() {
        Flow.Subscriber<ByteBuffer> subscriber = new Asking(0) {
            @Override
            public void onNext(ByteBuffer piece) {
                throw new IllegalStateException("mine");
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError("told of its own failure", failure);
            }
        };
        PullSubscription.start(subscriber, new Pieces(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> ((Asking) subscriber).subscription.request(2))
                .withMessage("mine");
    }

    @Test
    void aRefusalComesAfterTheSubscription() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        IllegalStateException reason = new IllegalStateException("too late");
        PullSubscription.refuse(subscriber, reason);
        assertThat(subscriber.failure).isSameAs(reason);
        subscriber.subscription.request(1);
        subscriber.subscription.cancel();
        assertThat(subscriber.pieces).isEmpty();
    }

    /** A subscriber may ask on a thread of its own while {@code subscribe} has not returned. */
    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void nothingComesBeforeTheSubscriptionIsMade() {
        List<String> signals = new ArrayList<>();
        PullSubscription.start(
                new Asking(0) {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        CompletableFuture.runAsync(() -> subscription.request(2))
                                .join();
                        signals.add("subscribed");
                    }

                    @Override
                    public void onNext(ByteBuffer piece) {
                        signals.add("piece");
                    }

                    @Override
                    public void onComplete() {
                        signals.add("complete");
                    }
                },
                new Pieces(1));
        assertThat(signals).containsExactly("subscribed", "piece", "complete");
    }

    @Test
    void anExecutorsThreadsPublishOneAfterTheOther() {
        List<Runnable> tasks = new ArrayList<>();
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(3), tasks::add);
        subscriber.subscription.request(1);
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).isEmpty();
        assertThat(tasks).as("one at work is enough").hasSize(1);
        tasks.remove(0).run();
        assertThat(subscriber.pieces).hasSize(2);
        subscriber.subscription.request(1);
        tasks.remove(0).run();
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void aRefusingExecutorFailsTheContent() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new Pieces(3), task -> {
            throw new RejectedExecutionException("full");
        });
        subscriber.subscription.request(1);
        assertThat(subscriber.failure).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aSourceMayFindOutThatThereIsNothingMore() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        PullSubscription.start(subscriber, new PullSubscription.Source() {
            private boolean asked;

            @Override
            public boolean isExhausted() {
                return false;
            }

            @Override
            public ByteBuffer next() {
                ByteBuffer next = asked ? null : ByteBuffer.allocate(1);
                asked = true;
                return next;
            }
        });
        subscriber.subscription.request(1);
        assertThat(subscriber.isOpen()).isTrue();
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.completed).isTrue();
    }

    /** Pieces of one byte, numbered. */
    private static class Pieces implements PullSubscription.Source {
        private final int count;
        private int failAt = -1;
        private Exception failure = new IOException();
        int taken;

        Pieces(int count) {
            this.count = count;
        }

        Pieces failingAt(int index, Exception failure) {
            this.failAt = index;
            this.failure = failure;
            return this;
        }

        @Override
        public boolean isExhausted() {
            return taken == count;
        }

        @Override
        public ByteBuffer next() throws IOException {
            if (taken == failAt) {
                if (failure instanceof RuntimeException unchecked) throw unchecked;
                throw (IOException) failure;
            }
            return ByteBuffer.wrap(new byte[] {(byte) taken++});
        }
    }

    /** A subscriber of which a test overrides what it is about. */
    private static class Asking implements Flow.Subscriber<ByteBuffer> {
        Flow.Subscription subscription;
        private final long demand;

        Asking(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            if (demand > 0) subscription.request(demand);
        }

        @Override
        public void onNext(ByteBuffer piece) {}

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {}
    }
}
