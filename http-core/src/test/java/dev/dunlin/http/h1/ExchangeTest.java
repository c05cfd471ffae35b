package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dunlin.http.Body;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.runtime.FailureLog;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Exactly one answer, whoever gives it. */
@Timeout(180)
class ExchangeTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dunlin");
    private final Runnable onAnswer = mock(Runnable.class);
    private final Request request = Request.builder("GET", "/").build();
    private final Exchange exchange = new Exchange(request, Response::error, new FailureLog(), onAnswer);
    private final Body body = mock(Body.class);
    private final Response answer = Response.of(200).withBody(body);

    @BeforeEach
    void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void logAgain() {
        logger.setLevel(null);
    }

    @Test
    void theFirstAnswerCounts() {
        exchange.respond(Response.ok("first"));

        assertThat(exchange.response().status()).isEqualTo(200);
        assertThatThrownBy(() -> exchange.respond(answer)).isInstanceOf(IllegalStateException.class);
        verify(body).close();
        verify(onAnswer).run();
        assertThat(exchange.abandon()).isFalse();
    }

    @Test
    void anAnswerThatIsSentIsNotClosedHere() {
        exchange.respond(answer);

        verify(body, never()).close();
    }

    @Test
    void anAnswerToAnAbandonedExchangeIsDroppedOnce() {
        assertThat(exchange.abandon()).isTrue();
        assertThat(exchange.abandon()).isFalse();

        exchange.respond(answer);

        verify(body).close();
        assertThat(exchange.response()).isNull();
        Body again = mock(Body.class);
        assertThatThrownBy(() -> exchange.respond(Response.of(200).withBody(again)))
                .isInstanceOf(IllegalStateException.class);
        verify(again).close();
        verifyNoMoreInteractions(onAnswer);
    }

    @Test
    void aFailureThatIsOvertakenByAnAnswerChangesNothing() {
        Exchange[] overtaken = new Exchange[1];
        overtaken[0] = new Exchange(
                request,
                status -> {
                    overtaken[0].respond(Response.ok("in time"));
                    return Response.error(status).withBody(body);
                },
                new FailureLog(),
                onAnswer);

        overtaken[0].fail(new IllegalStateException("thrown after the responder was handed on"));

        assertThat(overtaken[0].response().status()).isEqualTo(200);
        verify(body).close();
        verify(onAnswer).run();
    }

    @Test
    void anAnswerInTheHandlersSteadEndsTheConnection() {
        exchange.answerInstead(500);

        assertThat(exchange.response().status()).isEqualTo(500);
        assertThat(exchange.response().closesConnection()).isTrue();
        verify(onAnswer).run();
        exchange.respond(answer);
        verify(body).close();
        assertThat(exchange.response().status()).isEqualTo(500);
    }

    @Test
    void anAnswerInTheHandlersSteadComesTooLateAfterTheHandlers() {
        exchange.respond(answer);

        exchange.answerInstead(500);

        assertThat(exchange.response()).isSameAs(answer);
        verify(onAnswer).run();
    }

    @Test
    void noAnswerAtAllLeavesTheExchangeOpen() {
        assertThatThrownBy(() -> exchange.respond(null)).isInstanceOf(NullPointerException.class);

        exchange.respond(answer);

        assertThat(exchange.response()).isSameAs(answer);
    }

    @Test
    void aFailureIsAnAnswerAndAfterOneItIsNothing() {
        exchange.fail(new HttpException(404));
        exchange.fail(new HttpException(405));

        assertThat(exchange.response().status()).isEqualTo(404);
        verify(onAnswer).run();
    }

    @Test
    void ofManyAtOnceOneAnswersAndTheBodiesOfTheOthersAreClosed() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                Exchange contested = new Exchange(request, Response::error, new FailureLog(), () -> {});
                CountDownLatch together = new CountDownLatch(threads);
                AtomicInteger refused = new AtomicInteger();
                Body[] bodies = new Body[threads];
                Future<?>[] done = new Future<?>[threads];
                for (int i = 0; i < threads; i++) {
                    CountingBody counting = new CountingBody();
                    bodies[i] = counting;
                    done[i] = executor.submit(() -> {
                        together.countDown();
                        together.await();
                        try {
                            contested.respond(Response.of(200).withBody(counting));
                        } catch (IllegalStateException e) {
                            refused.incrementAndGet();
                        }
                        return null;
                    });
                }
                for (Future<?> one : done) one.get();

                assertThat(refused).hasValue(threads - 1);
                for (Body each : bodies) {
                    boolean won = contested.response().body() == each;
                    assertThat(((CountingBody) each).closed).hasValue(won ? 0 : 1);
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static final class CountingBody implements Body {
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            throw new AssertionError();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
