package dev.dunlin.http.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a request to the bytes of its answer, on the test's thread. */
@Timeout(180)
class TestConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private static final Handler HELLO = (request, responder) -> responder.respond(Response.ok("hello"));

    /** Answers with the request's content. */
    private static final Handler ECHO = (request, responder) -> request.body()
            .bytes(1 << 20)
            .thenAccept(content -> responder.respond(Response.of(200).withBody(Body.of(content))));

    @TempDir
    Path directory;

    @Test
    void anAnswerIsTheSameBytesEveryTime() {
        String answer = """
                HTTP/1.1 200 OK
                Server: Dunlin
                Date: Thu, 01 Jan 2026 00:00:00 GMT
                Connection: keep-alive
                Keep-Alive: timeout=75
                Content-Length: 5
                Content-Type: text/plain; charset=utf-8

                hello""".replace("\n", "\r\n");

        TestConnection client = TestConnection.to(HELLO);

        assertThat(client.exchange(GET)).isEqualTo(answer);
        assertThat(client.exchange(GET)).isEqualTo(answer);
        assertThat(TestConnection.to(HELLO).exchange(GET)).isEqualTo(answer);
    }

    @Test
    void whatIsTakenIsTakenOnce() {
        TestConnection client = TestConnection.to(HELLO).send(GET);

        assertThat(client.receivedBytes()).endsWith("hello".getBytes(UTF_8));
        assertThat(client.receivedBytes()).isEmpty();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aRequestMayComeByteByByte() {
        TestConnection client = TestConnection.to(ECHO);
        String request = "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

        for (int i = 0; i < request.length() - 1; i++) {
            assertThat(client.exchange(request.substring(i, i + 1))).isEmpty();
        }

        assertThat(client.exchange("\n")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nabc");
    }

    @Test
    void eachCharacterIsOneByteOrIsRefused() {
        TestConnection client = TestConnection.to(ECHO);

        String answer = client.exchange("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n\u00e9\u00ff");

        assertThat(answer).endsWith("\r\n\r\n\u00e9\u00ff");
        assertThatIllegalArgumentException().isThrownBy(() -> client.send("\u20ac"));
    }

    @Test
    void bytesThatAreSentAreTheConnectionsOwn() {
        TestConnection client = TestConnection.to((request, responder) -> {});
        client.send(GET);
        byte[] next = "GARBAGE!".repeat(20_000).getBytes(UTF_8);

        client.send(next);
        long unread = client.unread();
        Arrays.fill(next, (byte) 0);

        assertThat(unread).isBetween(1L, (long) next.length);
        assertThat(client.unread()).isEqualTo(unread);
    }

    @Test
    void anAnswerThatIsGivenAfterTheHandlerHasReturnedIsReceived() {
        AtomicReference<Responder> later = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> later.set(responder));
        assertThat(client.exchange(GET)).isEmpty();

        later.get().respond(Response.ok("late"));

        assertThat(client.received()).endsWith("late");
    }

    @Test
    void aSlowClientHoldsUpTheAnswerAndGetsAllOfItAtLast() {
        byte[] content = new byte[1 << 20];
        TestConnection client = TestConnection.to(
                (request, responder) -> responder.respond(Response.of(200).withBody(Body.of(content))));

        client.takeAtMost(100).send(GET);
        assertThat(client.receivedBytes()).hasSize(100);
        assertThat(client.takeAtMost(50).receivedBytes()).hasSize(50);
        assertThat(client.takeAtMost(0).receivedBytes()).isEmpty();

        assertThat(client.takeAtMost(Long.MAX_VALUE).received()).endsWith("\0".repeat(content.length - 150));
    }

    @Test
    void contentThatNobodyWantsYetIsNotRead() {
        AtomicReference<Runnable> begin = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> begin.set(() -> request.body()
                .bytes(1 << 20)
                .thenAccept(content -> responder.respond(Response.ok("" + content.length)))));
        client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 200000\r\n\r\n");

        client.send("x".repeat(100_000)).send("x".repeat(100_000));
        assertThat(client.unread()).isGreaterThanOrEqualTo(100_000);

        begin.get().run();
        assertThat(client.received()).endsWith("200000");
        assertThat(client.unread()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100_000, 2_000_000})
    void filesAreSentWhole(int length) throws IOException {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) content[i] = (byte) (i * 31 + (i >> 8) * 17);
        Path file = Files.write(directory.resolve("file"), content);
        TestConnection client = TestConnection.to((request, responder) ->
                responder.respond(Response.of(200).withBody(Body.file(FileChannel.open(file), 0, length))));

        for (int i = 0; i < 2; i++) {
            byte[] answer = client.takeAtMost(Long.MAX_VALUE).send(GET).receivedBytes();
            assertThat(Arrays.copyOfRange(answer, answer.length - length, answer.length))
                    .isEqualTo(content);
        }
    }

    @Test
    void aClientThatHasFinishedStillGetsItsAnswer() {
        AtomicReference<Responder> later = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> later.set(responder));

        client.send(GET).finish();
        assertThat(client.isOpen()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> client.send(GET));
        later.get().respond(Response.ok("bye"));

        assertThat(client.received()).contains("Connection: close\r\n").endsWith("bye");
        assertThat(client.isEnded()).isTrue();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aClientThatIsGoneGetsNothingAndTheAnswersBodyIsClosed() {
        AtomicReference<Responder> later = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountingBody body = new CountingBody("late");
        TestConnection client = TestConnection.builder((request, responder) -> later.set(responder))
                .listener(report -> failure.set(report.failure()))
                .open();

        client.send(GET).reset();
        assertThat(client.isOpen()).isFalse();
        later.get().respond(Response.of(200).withBody(body));

        assertThat(client.received()).isEmpty();
        assertThat(body.closed()).isEqualTo(1);
        assertThat(failure.get()).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsSentToAConnectionThatTheServerHasClosedIsLost() {
        TestConnection client = TestConnection.to(HELLO);
        client.exchange("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

        assertThat(client.exchange(GET)).isEmpty();
        assertThat(client.unread()).isZero();
    }

    @Test
    void aHandlerCannotBeItsOwnClient() {
        AtomicReference<TestConnection> self = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> {
            try {
                self.get().received();
            } catch (IllegalStateException e) {
                failure.set(e);
            }
            responder.respond(Response.of(204));
        });
        self.set(client);

        assertThat(client.exchange(GET)).startsWith("HTTP/1.1 204 ");
        assertThat(failure.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tenThousandExchangesLeaveNothingBehind() {
        AtomicInteger reports = new AtomicInteger();
        CountingBody body = new CountingBody("an answer");
        TestConnection client = TestConnection.builder((request, responder) -> request.body()
                        .bytes(100)
                        .thenAccept(
                                content -> responder.respond(Response.of(200).withBody(body))))
                .listener(report -> reports.incrementAndGet())
                .open();
        String post = "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        String first = client.exchange(post);

        for (int i = 1; i < 10_000; i++)
            assertThat(client.exchange(i % 2 == 0 ? post : GET)).isEqualTo(first);

        assertThat(reports).hasValue(10_000);
        assertThat(body.closed()).isEqualTo(10_000);
        assertThat(client.unread()).isZero();
        assertThat(client.received()).isEmpty();
        assertThat(client.isEnded()).isFalse();
        assertThat(client.finish().isOpen()).isFalse();
    }
}
