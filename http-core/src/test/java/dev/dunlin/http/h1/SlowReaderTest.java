package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.CompositeBody;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.testing.TestConnection;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that does not read makes the server fetch next to nothing of the content for it. */
class SlowReaderTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final int PIECE = 10 * 1024;
    private static final int PIECES = 500;

    @TempDir
    private Path directory;

    private FileChannel channel;
    private int asked;

    @BeforeEach
    void openFile() throws IOException {
        byte[] content = new byte[PIECES * PIECE];
        Arrays.fill(content, (byte) 'x');
        channel = FileChannel.open(Files.write(directory.resolve("file"), content));
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
    }

    @Test
    void aPublisherIsAskedForAPieceOrTwo() {
        TestConnection client = connect(Body.from(this::publish, (long) PIECES * PIECE));

        client.takeAtMost(0).send(GET);
        assertThat(asked).isLessThanOrEqualTo(2);

        assertThat(contentLength(client.takeAtMost(Long.MAX_VALUE).received())).isEqualTo(PIECES * PIECE);
    }

    @Test
    void ofManyPartsOneOrTwoAreAskedFor() {
        for (int size : new int[] {100, PIECE, 7 * PIECE}) {
            asked = 0;
            int count = PIECES * PIECE / size;
            TestConnection client = connect(new Parts(count, size));

            client.takeAtMost(0).send(GET);
            assertThat((asked - 1) * size).as("parts of %d", size).isLessThan(20 * 1024);

            assertThat(contentLength(client.takeAtMost(Long.MAX_VALUE).received()))
                    .isEqualTo(count * size);
        }
    }

    @Test
    void manyPartsLetTheNeighboursHaveTheirTurnThoughTheSocketTakesAll() {
        FakeTransport transport = new FakeTransport();
        ManualLoop loop = new ManualLoop(Instant.EPOCH);
        Connection connection = new Http1Loop(
                        loop,
                        Http1Config.DEFAULTS,
                        (request, responder) -> respond(responder, new Parts(PIECES, PIECE)))
                .create(transport);
        transport.receive(GET);

        loop.drive(() -> call(connection::onReadable));

        assertThat(asked * PIECE).isLessThan(1_500_000);
        assertThat(transport.awaitsWritable()).isTrue();
        while (transport.awaitsWritable()) loop.drive(() -> call(connection::onWritable));
        assertThat(contentLength(String.join("", transport.writes()))).isEqualTo(PIECES * PIECE);
    }

    @Test
    void partsThatAreLongerThanTheyShouldBeAreNotSent() {
        TestConnection client = connect(new CompositeBody(10) {
            @Override
            public Iterator<Body> parts() {
                return List.of(Body.of("12345"), Body.of("6789012345")).iterator();
            }
        });

        assertThat(client.exchange(GET)).contains("Content-Length: 10\r\n").doesNotContain("6789");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void partsThatEndEarlyEndTheConnection() {
        TestConnection client = connect(new CompositeBody(10) {
            @Override
            public Iterator<Body> parts() {
                return List.of(Body.of("12345")).iterator();
            }
        });

        client.send(GET);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void theAnswerToAHeadAsksForNoPart() {
        String answer = connect(new Parts(5, 100)).exchange("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");

        assertThat(answer).contains("Content-Length: 500\r\n").endsWith("\r\n\r\n");
        assertThat(asked).isZero();
    }

    private static int contentLength(String answer) {
        return answer.length() - answer.indexOf("\r\n\r\n") - 4;
    }

    private static TestConnection connect(Body body) {
        return TestConnection.to((request, responder) -> respond(responder, body));
    }

    private static void respond(Responder responder, Body body) {
        responder.respond(Response.of(200).withBody(body));
    }

    private static void call(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private void publish(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                subscriber.onNext(ByteBuffer.allocate(PIECE));
                if (++asked == PIECES) subscriber.onComplete();
            }

            @Override
            public void cancel() {}
        });
    }

    private final class Parts extends CompositeBody {
        private final int count;
        private final int size;

        Parts(int count, int size) {
            super((long) count * size);
            this.count = count;
            this.size = size;
        }

        @Override
        public Iterator<Body> parts() {
            return IntStream.range(0, count)
                    .mapToObj(i -> Body.file(channel, (long) i * size, size))
                    .peek(part -> asked++)
                    .iterator();
        }
    }
}
