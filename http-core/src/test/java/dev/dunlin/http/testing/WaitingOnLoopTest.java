package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Limits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits on an event loop would wait for ever: it is refused with a message that says what to do. */
@Timeout(180)
class WaitingOnLoopTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n";
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n";

    private final LogCapture log = new LogCapture("dev.dunlin");
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    /** Waits for content. */
    private interface Waiting {
        Object await(Request request) throws Exception;
    }

    @AfterEach
    void end() {
        log.close();
        threads.shutdownNow();
    }

    private static CompletionStage<byte[]> stage(Request request) {
        return request.body().bytes(9);
    }

    private static CompletableFuture<byte[]> future(Request request) {
        return stage(request).toCompletableFuture();
    }

    static Stream<Waiting> waysToWait() {
        return Stream.of(
                request -> future(request).join(),
                request -> future(request).get(),
                request -> future(request).get(1, TimeUnit.DAYS),
                request -> future(request).copy().join(),
                request -> future(request)
                        .minimalCompletionStage()
                        .toCompletableFuture()
                        .join(),
                request -> stage(request)
                        .thenApply(bytes -> bytes.length)
                        .toCompletableFuture()
                        .join(),
                request -> stage(request)
                        .thenCompose(bytes -> new CompletableFuture<>())
                        .whenComplete((value, failure) -> {})
                        .toCompletableFuture()
                        .get(),
                request -> Body.from(request.body(), 5)
                        .bytes(9)
                        .toCompletableFuture()
                        .join(),
                request -> request.body().inputStream().read(),
                request -> request.body().inputStream().readAllBytes());
    }

    private void assertRefused(String received) {
        assertThat(received).startsWith("HTTP/1.1 500 ");
        assertThat(log.events(Level.ERROR)).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("POST /");
            assertThat(event.getThrowableProxy().getClassName()).isEqualTo(IllegalStateException.class.getName());
            assertThat(event.getThrowableProxy().getMessage()).contains("on(executor)");
        });
    }

    @ParameterizedTest
    @MethodSource("waysToWait")
    void isRefused(Waiting waiting) {
        Handler handler = (request, responder) -> responder.respond(Response.ok("" + waiting.await(request)));

        assertRefused(TestConnection.to(handler).exchange(POST + "hello"));
    }

    @ParameterizedTest
    @MethodSource("waysToWait")
    void isRefusedBehindAFilterToo(Waiting waiting) {
        Handler handler = (request, responder) -> responder.respond(Response.ok("" + waiting.await(request)));

        assertRefused(TestConnection.to(Limits.builder().maxContent(7).build().apply(handler))
                .exchange(CHUNKED + "hello\r\n0\r\n\r\n"));
    }

    @Test
    void isRefusedInACallbackToo() {
        CompletableFuture<byte[]> never = stageOf(new CompletableFuture<>());
        Handler handler = (request, responder) -> stage(request).whenComplete((bytes, failure) -> {
            try {
                never.join();
            } catch (IllegalStateException e) {
                responder.fail(e);
            }
        });

        assertRefused(TestConnection.to(handler).exchange(POST + "hello"));
    }

    private static CompletableFuture<byte[]> stageOf(CompletableFuture<Void> before) {
        return Body.of("x")
                .bytes(1)
                .thenCombine(before, (bytes, nothing) -> bytes)
                .toCompletableFuture();
    }

    @Test
    void isNoWaitingWhereAllIsThere() {
        Handler handler = (request, responder) -> {
            try (InputStream stream = Body.of("there").inputStream()) {
                String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                byte[] none = request.body().bytes(0).toCompletableFuture().join();
                byte[] bytes = Body.of("too").bytes(9).toCompletableFuture().get();
                responder.respond(Response.ok(text + none.length + bytes.length));
            }
        };

        assertThat(TestConnection.to(handler).exchange("GET / HTTP/1.1\r\nHost: test\r\n\r\n"))
                .endsWith("there03");
    }

    @Test
    void isAllowedOnAnExecutor() throws InterruptedException {
        Handler handler = (request, responder) -> {
            byte[] content = future(request).join();
            responder.respond(Response.ok("got " + content.length));
        };

        TestConnection client = TestConnection.to(handler.on(threads)).send(POST + "hello");

        assertThat(client.awaitReceived(Patience.LIMIT)).endsWith("got 5");
    }

    @Test
    void isAllowedWhereNoLoopRuns() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        CompletableFuture<byte[]> stage = stageOf(later);
        threads.execute(() -> later.complete(null));

        assertThat(stage.join()).hasSize(1);
    }

    @Test
    void tellsContentThatIsTooLargeWithoutWaiting() {
        assertThatThrownBy(
                        () -> Body.of("too much").bytes(1).toCompletableFuture().join())
                .hasMessageContaining("larger than 1");
    }
}
