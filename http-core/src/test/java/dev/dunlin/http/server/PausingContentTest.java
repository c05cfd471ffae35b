package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Content that is published, as that of events, and of which nothing more comes for long. */
class PausingContentTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final TestBody body = TestBody.manual(Body.UNKNOWN_LENGTH);
    private final TestConnection client = TestConnection.builder(
                    (request, responder) -> responder.respond(Response.of(200).withBody(body)))
            .idleDeadline(SHORT)
            .open()
            .send(Requests.get("/"));

    @Test
    void isNotWaitedForForEverForAClientThatHasEnded() {
        // Nothing tells this from a client that has gone for good.
        client.finish();
        assertThat(client.pass(SHORT.minus(MOMENT)).isOpen()).isTrue();
        assertThat(body.isCancelled()).isFalse();
        assertThat(client.pass(MOMENT).isOpen()).isFalse();
        assertThat(body.isCancelled()).isTrue();
        assertThat(body.closed()).isEqualTo(1);
    }

    @Test
    void mayPauseAsLongAsItLikesForAClientThatIsThere() {
        client.pass(SHORT.multipliedBy(1000));
        assertThat(body.isCancelled()).isFalse();
        body.complete();
        assertThat(client.received()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n0\r\n\r\n");
        assertThat(body.closed()).isEqualTo(1);
    }
}
