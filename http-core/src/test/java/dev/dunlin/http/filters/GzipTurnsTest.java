package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What is very compressible does not keep the one who asks for it busy. */
class GzipTurnsTest {
    private static final int PIECE = 32 * 1024;

    @Test
    void aPieceComesAfterALittleOfTheSourceThoughItBeEmpty() {
        AtomicLong read = new AtomicLong();
        Body zeros = Body.from(
                subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        read.addAndGet(PIECE);
                        subscriber.onNext(ByteBuffer.allocate(PIECE));
                    }

                    @Override
                    public void cancel() {}
                }),
                100L << 20);
        AtomicLong pieces = new AtomicLong();

        new GzipBody(zeros, () -> new Deflater(6, true), () -> {}).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(3);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                pieces.incrementAndGet();
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {}
        });

        assertThat(pieces).hasValue(3);
        assertThat(read.get()).isLessThanOrEqualTo(4L * 128 * 1024);
    }
}
