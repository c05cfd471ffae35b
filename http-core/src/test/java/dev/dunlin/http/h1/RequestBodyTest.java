package dev.dunlin.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Body;
import dev.dunlin.http.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Demand in, content out; with the test for a loop. */
class RequestBodyTest {
    /** Writes down what it is told. */
    private static final class Source implements RequestBody.Source {
        private final List<String> told = new ArrayList<>();

        @Override
        public void onLoop(Runnable task) {
            task.run();
        }

        @Override
        public void resume() {
            told.add("resume");
        }

        @Override
        public void failed(RequestBody body, Throwable cause) {
            told.add("failed: " + cause.getMessage());
        }
    }

    private static class Reader implements Flow.Subscriber<ByteBuffer> {
        final List<String> signals = new ArrayList<>();
        ByteBuffer last;
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription s) {
            subscription = s;
        }

        @Override
        public void onNext(ByteBuffer piece) {
            last = piece;
            signals.add(ISO_8859_1.decode(piece.duplicate()).toString());
        }

        @Override
        public void onError(Throwable cause) {
            signals.add(cause.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }

    private final Source source = new Source();
    private final Reader reader = new Reader();

    private RequestBody body(long length) {
        return new RequestBody(source, length, 100);
    }

    private static ByteBuffer input(String bytes) {
        return ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
    }

    @Test
    void whatNobodyAsksForIsLeftWhereItIs() throws ProtocolException {
        RequestBody body = body(5);
        ByteBuffer input = input("hello");

        assertThat(body.receive(input)).isFalse();
        body.subscribe(reader);
        assertThat(body.receive(input)).isFalse();

        assertThat(input.remaining()).isEqualTo(5);
        assertThat(source.told).isEmpty();
        assertThat(body.wantsInput()).isFalse();
        assertThat(body.wasWanted()).isFalse();
    }

    @Test
    void whatIsAskedForIsGivenAndWhatFollowsIsLeft() throws ProtocolException {
        RequestBody body = body(5);
        body.subscribe(reader);
        ByteBuffer input = input("helloGET / HTTP/1.1");

        reader.subscription.request(1);
        assertThat(source.told).containsExactly("resume");
        assertThat(body.receive(input)).isTrue();

        assertThat(reader.signals).containsExactly("hello", "complete");
        assertThat(ISO_8859_1.decode(input).toString()).isEqualTo("GET / HTTP/1.1");
        assertThat(body.isComplete()).isTrue();
        assertThat(body.receive(input("more"))).isFalse();
    }

    @Test
    void piecesAreReadOnlyAndTheSubscribersOwn() throws ProtocolException {
        RequestBody body = body(5);
        body.subscribe(reader);
        reader.subscription.request(1);
        ByteBuffer input = input("hello");

        body.receive(input);
        input.put(0, (byte) 'X');

        assertThat(reader.last.get(0)).isEqualTo((byte) 'h');
        assertThatThrownBy(() -> reader.last.put(0, (byte) 'X')).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void contentIsAskedForOnceHoweverOftenTheSubscriberAsks() {
        RequestBody body = body(Body.UNKNOWN_LENGTH);
        body.subscribe(reader);

        reader.subscription.request(1);
        reader.subscription.request(Long.MAX_VALUE);
        reader.subscription.request(Long.MAX_VALUE);

        assertThat(source.told).containsExactly("resume", "resume", "resume");
        assertThat(body.wantsInput()).isTrue();
        assertThat(body.length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void moreThanAllowedIsRefused() {
        RequestBody body = body(Body.UNKNOWN_LENGTH);
        body.subscribe(reader);
        reader.subscription.request(Long.MAX_VALUE);

        assertThatThrownBy(() -> body.receive(input("65\r\n" + "x".repeat(101))))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void aFailureReachesWhoeverSubscribesLater() {
        RequestBody body = body(Body.UNKNOWN_LENGTH);

        body.fail(new IOException("gone"));
        body.subscribe(reader);

        assertThat(reader.signals).containsExactly("IOException");
        assertThat(body.remaining()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLengthThatRemainsIsKnownUntilTheContentFails() throws ProtocolException {
        RequestBody body = body(5);
        body.subscribe(reader);
        reader.subscription.request(1);
        body.receive(input("he"));
        assertThat(body.remaining()).isEqualTo(3);

        body.fail(new IOException("gone"));

        assertThat(body.remaining()).isEqualTo(Long.MAX_VALUE);
        assertThat(reader.signals).containsExactly("he", "IOException");
    }

    @Test
    void discardedContentIsTakenWithoutBeingAskedFor() throws ProtocolException {
        RequestBody body = body(5);
        body.discard();
        ByteBuffer input = input("hello!");

        assertThat(body.wantsInput()).isTrue();
        assertThat(body.receive(input)).isTrue();

        assertThat(body.isComplete()).isTrue();
        assertThat(input.remaining()).isEqualTo(1);
        body.subscribe(reader);
        assertThat(reader.signals).containsExactly("IllegalStateException");
    }

    @Test
    void aSubscriberThatAsksFromWithinDoesNotRecurse() throws ProtocolException {
        int chunks = 20_000;
        Reader greedy = new Reader() {
            @Override
            public void onNext(ByteBuffer piece) {
                super.onNext(piece);
                subscription.request(1);
            }
        };
        RequestBody body = new RequestBody(source, Body.UNKNOWN_LENGTH, Long.MAX_VALUE);
        body.subscribe(greedy);
        greedy.subscription.request(1);

        body.receive(input("1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n"));

        assertThat(greedy.signals).hasSize(chunks + 1).last().isEqualTo("complete");
    }

    @Test
    void aSubscriberThatThrowsGetsNothingMore() throws ProtocolException {
        Reader throwing = new Reader() {
            @Override
            public void onNext(ByteBuffer piece) {
                super.onNext(piece);
                throw new IllegalStateException("no");
            }
        };
        RequestBody body = body(5);
        body.subscribe(throwing);
        throwing.subscription.request(Long.MAX_VALUE);

        body.receive(input("he"));
        body.receive(input("llo"));

        assertThat(throwing.signals).containsExactly("he");
        assertThat(source.told).contains("failed: no");
    }
}
