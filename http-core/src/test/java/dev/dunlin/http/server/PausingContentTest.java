package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Content that is published, as that of events, and of which nothing more comes for long. */
@Timeout(60)
class PausingContentTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final long start = System.nanoTime();
    private TestBody body;
    private RawClient client;

    @BeforeEach
    void ask() {
        body = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        servers.start(
                (request, responder) -> responder.respond(Response.of(200).withBody(body)),
                server -> server.idleDeadline(SHORT));
        client = servers.connect().get("/");
        client.readHead();
    }

    @Test
    void isNotWaitedForForEverForAClientThatHasEnded() {
        // Nothing tells this from a client that has gone for good.
        client.finish();

        await().until(body::isCancelled);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void mayPauseAsLongAsItLikesForAClientThatIsThere() {
        await().pollDelay(SHORT.multipliedBy(3)).until(() -> !body.isCancelled());

        body.complete();
        assertThat(client.readBytes(5)).hasSize(5);
    }
}
