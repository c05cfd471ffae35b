package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of a server: calm for those who are in the middle of something, within the grace. */
@Timeout(180)
class StopTest {
    private static final Duration LONG = Duration.ofSeconds(150);

    @RegisterExtension
    final TestServer servers = new TestServer();

    private CompletableFuture<Integer> stop(Duration grace) {
        HttpServer server = servers.server();
        return CompletableFuture.supplyAsync(() -> server.stop(grace));
    }

    private boolean refusesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(servers.server().address(), 1000);
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void connectionsAtRestAreClosedAtOnce() {
        servers.start(Handlers.path(), server -> server.workers(2));
        RawClient used = servers.connect().get("/");
        used.read();
        RawClient silent = servers.connect();
        RawClient blank = servers.connect().send("\r\n");
        long start = System.nanoTime();

        assertThat(servers.server().stop(LONG)).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        assertThat(used.isAtEnd()).isTrue();
        assertThat(silent.isAtEnd()).isTrue();
        assertThat(blank.isAtEnd()).isTrue();
    }

    @Test
    void aHandlerThatBlocksItsLoopIsNotWaitedForLongerThanTheGrace() {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        servers.start((request, responder) -> {
            blocked.countDown();
            released.await();
            responder.respond(Response.ok("too late"));
        });
        RawClient client = servers.connect().get("/");
        await().until(() -> blocked.getCount() == 0);

        try {
            assertThat(stop(Duration.ofMillis(100))
                            .orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .join())
                    .isOne();
        } finally {
            released.countDown();
        }

        client.read();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aRunningExchangeIsFinishedAndItsAnswerSaysThatTheConnectionEnds() throws Exception {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().get("/");
        Handlers.Waiting.Asked asked = later.next();

        CompletableFuture<Integer> stopped = stop(LONG);
        await().until(this::refusesConnections);
        assertThat(stopped).isNotDone();
        asked.responder().respond(Response.ok("finished"));

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("finished");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void requestsBehindARunningExchangeAreNotBegun() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().get("/first").get("/second");
        Handlers.Waiting.Asked asked = later.next();
        CompletableFuture<Integer> stopped = stop(LONG);
        await().until(this::refusesConnections);

        asked.responder().respond(Response.ok("finished"));

        assertThat(client.read().keepsAlive()).isFalse();
        assertThat(client.readToEnd()).isEmpty();
        client.close();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void aHeadThatHasBegunIsStillAnswered() {
        servers.start(Handlers.path());
        RawClient client = servers.connect().send("GET /begun HTTP/1.1\r\nHo");
        servers.connect().get("/").read();
        CompletableFuture<Integer> stopped = stop(LONG);
        await().until(this::refusesConnections);

        Answer answer = client.send("st: test\r\n\r\n").read();

        assertThat(answer.text()).isEqualTo("/begun");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void contentThatIsComingInIsReadToItsEnd() {
        servers.start(Handlers.collecting(100));
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 10") + "01234");
        servers.connect().get("/").read();
        CompletableFuture<Integer> stopped = stop(LONG);
        await().until(this::refusesConnections);

        Answer answer = client.send("56789").read();

        assertThat(answer.text()).isEqualTo("0123456789");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void anAnswerThatIsBeingSentIsSentToItsEnd() {
        int length = 32 << 20;
        servers.start((request, responder) ->
                responder.respond(Response.of(200).withBody(TestBody.of(length, "x".repeat(length)))));
        RawClient client = servers.connectSlow().get("/");
        client.readHead();
        CompletableFuture<Integer> stopped = stop(LONG);
        await().until(this::refusesConnections);

        assertThat(client.countToEnd()).isEqualTo(length);
        assertThat(stopped.join()).isZero();
    }

    @Test
    void whatWasSentBeforeTheEndWasKnownIsAnswered() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        servers.start((request, responder) -> {
            if (request.path().equals("/block")) {
                blocked.countDown();
                mayGoOn.await();
            }
            responder.respond(Response.ok(request.path()));
        });
        RawClient known = servers.connect().get("/");
        known.read();
        RawClient blocking = servers.connect().get("/block");
        blocked.await();
        // All of this waits in the operating system while the loop is held up.
        known.get("/known");
        RawClient unknown = servers.connect().get("/unknown");
        FutureTask<Integer> stopped = new FutureTask<>(() -> servers.server().stop(LONG));
        Thread stopping = new Thread(stopped);
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        mayGoOn.countDown();

        assertThat(blocking.read().text()).isEqualTo("/block");
        assertThat(known.read().text()).isEqualTo("/known");
        assertThat(unknown.read().text()).isEqualTo("/unknown");
        assertThat(known.readToEnd()).isEmpty();
        assertThat(unknown.readToEnd()).isEmpty();
        assertThat(blocking.readToEnd()).isEmpty();
        assertThat(stopped.get()).isZero();
    }

    @Test
    void whatIsLeftAfterTheGraceIsCutAndCounted() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient first = servers.connect().get("/");
        RawClient second = servers.connect().get("/");
        RawClient atRest = servers.connect().send("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n");
        assertThat(atRest.read().status()).isEqualTo(204);
        Handlers.Waiting.Asked one = later.next();
        Handlers.Waiting.Asked two = later.next();
        // Long enough for the one at rest to be closed.
        Duration grace = Duration.ofSeconds(2);
        long start = System.nanoTime();

        assertThat(servers.server().stop(grace)).isEqualTo(2);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(grace);
        assertThat(first.isAtEnd()).isTrue();
        assertThat(second.isAtEnd()).isTrue();
        assertThat(atRest.isAtEnd()).isTrue();
        one.responder().respond(Response.of(200).withBody(servers.watch(TestBody.text("late"))));
        two.responder().fail(new IllegalStateException("late, too"));
    }

    @Test
    void aNegativeGraceIsNone() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        servers.connect().get("/");
        later.next();

        assertThat(servers.server().stop(Duration.ofSeconds(-5))).isEqualTo(1);
    }

    @Test
    void anEndlessGraceIsWaitedFor() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().get("/");
        Handlers.Waiting.Asked asked = later.next();
        CompletableFuture<Integer> stopped = stop(Duration.ofSeconds(Long.MAX_VALUE));
        await().until(this::refusesConnections);

        asked.responder().respond(Response.ok("finished"));

        assertThat(client.read().text()).isEqualTo("finished");
        assertThat(stopped.join()).isZero();
    }

    @Test
    void aSecondStopDoesNothing() {
        servers.start(Handlers.path());

        assertThat(servers.server().stop(Duration.ZERO)).isZero();
        assertThat(servers.server().stop(LONG)).isZero();
        servers.server().close();
    }

    @Test
    void closingIsStoppingWithoutGrace() {
        Handlers.Waiting later = new Handlers.Waiting();
        RawClient client;
        try (HttpServer server = servers.start(later)) {
            client = servers.connect().get("/");
            later.next();
            assertThat(server.address().getPort()).isPositive();
        }

        assertThat(client.isAtEnd()).isTrue();
        assertThat(refusesConnections()).isTrue();
    }

    @Test
    void aHandlerMustNotStopItsServerFromTheLoop() {
        servers.start((request, responder) -> {
            try {
                servers.server().stop(Duration.ZERO);
                responder.respond(Response.ok("stopped"));
            } catch (IllegalStateException e) {
                responder.respond(Response.ok(e.getMessage()));
            }
        });
        RawClient client = servers.connect();

        assertThat(client.get("/").read().text()).contains("event loop");
        assertThat(client.get("/").read().text()).contains("event loop");
    }

    @Test
    void aHandlerMayStopItsServerFromAnotherThread() {
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        servers.start((request, responder) -> {
            new Thread(() -> stopped.complete(servers.server().stop(LONG))).start();
            responder.respond(Response.ok("bye"));
        });
        RawClient client = servers.connect().get("/");

        assertThat(client.read().text()).isEqualTo("bye");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void anInterruptedStopCutsAtOnceAndKeepsTheInterrupt() throws InterruptedException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        servers.connect().get("/");
        later.next();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread stopping = new Thread(() -> {
            servers.server().stop(LONG);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        stopping.start();
        await().until(this::refusesConnections);

        stopping.interrupt();

        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void aStoppedServerRefusesConnections() {
        servers.start(Handlers.path(), server -> server.workers(3));
        servers.server().close();

        assertThat(refusesConnections()).isTrue();
        assertThatThrownBy(servers::connect).isInstanceOf(UncheckedIOException.class);
    }
}
