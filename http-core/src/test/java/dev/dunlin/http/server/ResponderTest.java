package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract between a handler and its responder, as the client sees it. */
@Timeout(180)
class ResponderTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    Path directory;

    private final Handlers.Waiting later = new Handlers.Waiting();

    @Test
    void anAnswerMayComeBeforeTheHandlerReturns() {
        servers.start((request, responder) -> responder.respond(Response.ok("now")));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("now");
    }

    @Test
    void anAnswerMayComeLaterFromAnotherThread() throws InterruptedException {
        servers.start(later);
        RawClient client = servers.connect().get("/");

        later.next().responder().respond(Response.ok("later"));

        assertThat(client.read().text()).isEqualTo("later");
    }

    @Test
    void anAnswerMayComeFromAFuture() {
        CompletableFuture<Response> future = new CompletableFuture<>();
        CompletionStage<Response> stage = future;
        servers.start((request, responder) -> stage.thenAccept(responder::respond));
        RawClient client = servers.connect().get("/");

        future.complete(Response.ok("in the future"));

        assertThat(client.read().text()).isEqualTo("in the future");
    }

    @Test
    void aFailedFutureIsAnsweredWithTheStatusThatItWraps() {
        servers.start((request, responder) -> CompletableFuture.supplyAsync(() -> {
                    throw new CompletionException(new HttpException(409));
                })
                .exceptionally(failure -> {
                    responder.fail(failure);
                    return null;
                }));

        assertThat(servers.connect().get("/").read().status()).isEqualTo(409);
    }

    @Test
    void aSecondAnswerIsRefusedAndItsBodyClosed() {
        TestBody first = servers.watch(TestBody.text("first"));
        TestBody second = servers.watch(TestBody.text("second"));
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        servers.start((request, responder) -> {
            responder.respond(Response.of(200).withBody(first));
            try {
                responder.respond(Response.of(200).withBody(second));
                refusal.complete(null);
            } catch (IllegalStateException e) {
                refusal.complete(e);
            }
        });
        RawClient client = servers.connect().get("/");

        assertThat(client.read().text()).isEqualTo("first");
        assertThat(refusal.join()).isInstanceOf(IllegalStateException.class).hasMessageContaining("GET /");
        assertThat(second.isSubscribed()).isFalse();
    }

    @Test
    void aSecondAnswerIsRefusedLongAfterTheFirstWasSent() throws InterruptedException {
        servers.start(later);
        RawClient client = servers.connect().get("/");
        Responder responder = later.next().responder();
        responder.respond(Response.ok("first"));
        assertThat(client.read().text()).isEqualTo("first");
        TestBody second = servers.watch(TestBody.text("second"));

        assertThatThrownBy(() -> responder.respond(Response.of(200).withBody(second)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerToAClientThatHasGoneIsDroppedSilently() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        servers.start(later, server -> server.listener(report -> over.countDown()));
        RawClient client = servers.connect().get("/");
        Responder responder = later.next().responder();
        client.reset();
        assertThat(over.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        TestBody late = servers.watch(TestBody.text("late"));

        responder.respond(Response.of(200).withBody(late));

        assertThat(late.closed()).isEqualTo(1);
        assertThat(servers.logged()).isEmpty();
        TestBody again = servers.watch(TestBody.text("again"));
        assertThatThrownBy(() -> responder.respond(Response.of(200).withBody(again)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerAfterTheDeadlineIsDroppedSilently() throws InterruptedException {
        servers.start(later, server -> server.exchangeDeadline(Duration.ofMillis(100)));
        RawClient client = servers.connect().get("/");
        Responder responder = later.next().responder();
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.keepsAlive()).isFalse();
        TestBody late = servers.watch(TestBody.text("late"));

        responder.respond(Response.of(200).withBody(late));

        assertThat(late.closed()).isEqualTo(1);
        assertThat(late.isSubscribed()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void anAnswerAfterTheServerHasEndedIsDroppedSilently() throws InterruptedException {
        servers.start(later);
        servers.connect().get("/");
        Responder responder = later.next().responder();
        servers.server().close();
        TestBody late = servers.watch(TestBody.text("late"));

        responder.respond(Response.of(200).withBody(late));

        assertThat(late.closed()).isEqualTo(1);
    }

    @Test
    void aThrowAfterTheAnswerIsLoggedNothingMore() {
        servers.start((request, responder) -> {
            responder.respond(Response.ok("fine"));
            throw new IllegalArgumentException("too late to matter");
        });
        RawClient client = servers.connect();

        assertThat(client.get("/").read().text()).isEqualTo("fine");
        assertThat(client.get("/").read().text()).isEqualTo("fine");
        assertThat(servers.logged()).hasSize(2).allMatch(line -> line.contains("too late to matter"));
    }

    static Stream<Arguments> throwables() {
        return Stream.of(
                        new IllegalArgumentException("unchecked"),
                        new IOException("checked"),
                        new StackOverflowError("deep"),
                        new OutOfMemoryError("wide"),
                        new AssertionError("an error"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aThrowInsteadOfAnAnswerIs500AndLoggedAndTheServerLives(Throwable thrown) {
        servers.start((request, responder) -> {
            if (request.path().equals("/fail")) ResponderTest.<RuntimeException>sneak(thrown);
            responder.respond(Response.ok("alive"));
        });
        RawClient client = servers.connect();

        assertThat(client.get("/fail").read().status()).isEqualTo(500);
        assertThat(client.get("/").read().text()).isEqualTo("alive");
        assertThat(servers.connect().get("/").read().text()).isEqualTo("alive");
        assertThat(servers.logged()).hasSize(1).allMatch(line -> line.contains(thrown.getMessage()));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void realStackOverflowsAreSurvived() {
        servers.start((request, responder) -> {
            if (request.path().equals("/fail")) overflow(0);
            responder.respond(Response.ok("alive"));
        });
        RawClient client = servers.connect();

        assertThat(client.get("/fail").read().status()).isEqualTo(500);
        assertThat(client.get("/").read().text()).isEqualTo("alive");
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    @Test
    void noAnswerAtAllIsAFailure() {
        servers.start((request, responder) -> {
            if (request.path().equals("/null")) responder.respond(null);
            responder.respond(Response.ok("alive"));
        });
        RawClient client = servers.connect();

        assertThat(client.get("/null").read().status()).isEqualTo(500);
        assertThat(client.get("/").read().text()).isEqualTo("alive");
    }

    @Test
    void anHttpExceptionIsAnsweredWithItsStatus() {
        servers.start((request, responder) -> {
            throw new HttpException(418, "teapot");
        });

        assertThat(servers.connect().get("/").read().status()).isEqualTo(418);
        assertThat(servers.logged()).isEmpty();
    }

    @Test
    void aRefusingExecutorIsA503() {
        Handler handler = (request, responder) -> responder.respond(Response.ok("never"));
        servers.start(handler.on(task -> {
            throw new RejectedExecutionException("full");
        }));
        RawClient client = servers.connect();

        Answer answer = client.get("/").read();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.get("/").read().status()).isEqualTo(503);
    }

    @Test
    void aHandlerThatLeavesItsThreadInterruptedHarmsNobody() {
        servers.start((request, responder) -> {
            if (request.path().equals("/interrupt")) Thread.currentThread().interrupt();
            responder.respond(
                    request.path().equals("/file")
                            ? Response.of(200).withBody(Body.file(file(), 0, 100_000))
                            : Response.ok("alive"));
        });
        RawClient neighbour = servers.connect().get("/");
        assertThat(neighbour.read().text()).isEqualTo("alive");

        RawClient client = servers.connect();
        assertThat(client.get("/interrupt").read().text()).isEqualTo("alive");

        assertThat(client.get("/file").read().content()).hasSize(100_000);
        assertThat(neighbour.get("/").read().text()).isEqualTo("alive");
        assertThat(servers.connect().get("/").read().text()).isEqualTo("alive");
    }

    private FileChannel file() throws IOException {
        return FileChannel.open(Files.write(directory.resolve("file"), new byte[100_000]));
    }

    @Test
    void answersFromManyThreadsReachTheirOwnClients() {
        servers.start((request, responder) ->
                ForkJoinPool.commonPool().execute(() -> responder.respond(Response.ok(request.path()))));
        RawClient[] clients = new RawClient[20];
        for (int i = 0; i < clients.length; i++) clients[i] = servers.connect();

        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < clients.length; i++) clients[i].get("/" + i + "/" + round);
            for (int i = 0; i < clients.length; i++) {
                assertThat(clients[i].read().text()).isEqualTo("/" + i + "/" + round);
            }
        }
    }

    @Test
    void whoeverAnswersFirstWinsAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 50; round++) {
            if (round == 0) servers.start(later);
            RawClient client = servers.connect().get("/");
            Responder responder = later.next().responder();
            TestBody one = servers.watch(TestBody.text("one"));
            TestBody two = servers.watch(TestBody.text("two"));
            CountDownLatch together = new CountDownLatch(2);
            CompletableFuture<Boolean> first = race(responder, one, together);
            CompletableFuture<Boolean> second = race(responder, two, together);

            assertThat(first.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isNotEqualTo(second.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertThat(client.read().text()).isEqualTo(first.get() ? "one" : "two");
        }
    }

    private static CompletableFuture<Boolean> race(Responder responder, TestBody body, CountDownLatch together) {
        CompletableFuture<Boolean> won = new CompletableFuture<>();
        new Thread(() -> {
                    together.countDown();
                    try {
                        together.await();
                        responder.respond(Response.of(200).withBody(body));
                        won.complete(true);
                    } catch (IllegalStateException | InterruptedException e) {
                        won.complete(false);
                    }
                })
                .start();
        return won;
    }
}
