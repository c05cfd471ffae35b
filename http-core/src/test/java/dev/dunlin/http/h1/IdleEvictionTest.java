package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which of its connections a loop closes to make room for another one. */
class IdleEvictionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final ManualLoop loop = new ManualLoop(Instant.EPOCH);
    private final AtomicReference<Responder> asked = new AtomicReference<>();
    private final Handler handler = (request, responder) -> {
        if (request.path().equals("/later")) asked.set(responder);
        else responder.respond(Response.ok("fine"));
    };
    private final Http1Loop http = new Http1Loop(loop, Http1Config.DEFAULTS, handler);

    private final class Client {
        private final FakeTransport transport = new FakeTransport();
        private final Connection connection = http.create(transport);

        Client sends(String bytes) {
            transport.receive(bytes);
            loop.drive(() -> {
                try {
                    connection.onReadable();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return this;
        }

        boolean isOpen() {
            return transport.isOpen();
        }
    }

    private boolean evict() {
        boolean[] found = new boolean[1];
        loop.drive(() -> found[0] = http.closeLongestIdle(0));
        return found[0];
    }

    private void pass(long millis) {
        loop.advance(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void theOneThatHasBeenIdleForLongestIsClosedFirst() {
        Client first = new Client().sends(GET);
        pass(10);
        Client second = new Client().sends(GET);
        pass(10);
        first.sends(GET);

        assertThat(evict()).isTrue();
        assertThat(second.isOpen()).isFalse();
        assertThat(first.isOpen()).isTrue();
        assertThat(evict()).isTrue();
        assertThat(first.isOpen()).isFalse();
        assertThat(evict()).isFalse();
        assertThat(http.evicted()).isEqualTo(2);
    }

    @Test
    void onlyOneThatHasBeenIdleForLongEnoughIsClosed() {
        Client idle = new Client().sends(GET);
        pass(500);
        boolean[] found = new boolean[2];
        loop.drive(() -> found[0] = http.closeLongestIdle(TimeUnit.MILLISECONDS.toNanos(501)));
        loop.drive(() -> found[1] = http.closeLongestIdle(TimeUnit.MILLISECONDS.toNanos(500)));

        assertThat(found).containsExactly(false, true);
        assertThat(idle.isOpen()).isFalse();
    }

    @Test
    void oneThatHasJustConnectedHasAMomentToAsk() {
        Client silent = new Client();
        pass(999);
        assertThat(evict()).isFalse();
        Client spoken = new Client().sends(GET);
        assertThat(evict()).isTrue();
        assertThat(spoken.isOpen()).isFalse();

        pass(1);

        assertThat(evict()).isTrue();
        assertThat(silent.isOpen()).isFalse();
    }

    @Test
    void whatIsUnderWayIsNeverClosed() {
        Client inHead = new Client().sends("GET / HTT");
        Client waiting = new Client().sends("GET /later HTTP/1.1\r\nHost: test\r\n\r\n");
        Client sending = new Client().sends("POST /later HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n123");
        pass(5_000);

        assertThat(evict()).isFalse();

        assertThat(inHead.isOpen()).isTrue();
        assertThat(waiting.isOpen()).isTrue();
        assertThat(sending.isOpen()).isTrue();
        assertThat(http.evicted()).isZero();
    }

    @Test
    void aRequestThatHasComeAndWasNotReadYetIsAnsweredInstead() {
        Client idle = new Client().sends(GET);
        Client other = new Client().sends(GET);
        idle.transport.receive(GET);

        assertThat(evict()).isTrue();

        assertThat(idle.isOpen()).isTrue();
        assertThat(idle.transport.writes()).hasSize(2);
        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void aHeadThatHasBegunUnreadIsWaitedFor() {
        Client idle = new Client().sends(GET);
        idle.transport.receive("GET / HT");

        assertThat(evict()).isFalse();

        assertThat(idle.isOpen()).isTrue();
    }
}
