package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final LogCapture log = new LogCapture(Handler.class);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void anHttpExceptionHasItsStatus() {
        assertThat(Failures.statusOf(new HttpException(429))).isEqualTo(429);
    }

    @Test
    void whatAFutureWrappedIsUnwrapped() {
        HttpException cause = new HttpException(413);
        for (Throwable wrapped : List.of(
                new CompletionException(cause),
                new ExecutionException(cause),
                new CompletionException(new ExecutionException(new CompletionException(cause))))) {
            assertThat(Failures.statusOf(wrapped)).isEqualTo(413);
        }
    }

    @Test
    void onlyWrappersOfFuturesAreUnwrapped() {
        assertThat(Failures.statusOf(new IllegalStateException(new HttpException(404))))
                .isEqualTo(500);
    }

    @Test
    void anythingElseIsAnInternalServerError() {
        for (Throwable failure : List.of(
                new IOException(),
                new StackOverflowError(),
                new CompletionException(null),
                new ExecutionException(null))) {
            assertThat(Failures.statusOf(failure)).isEqualTo(500);
        }
    }

    @Test
    void whatTheClientIsNotToldIsLoggedWithItsCause() {
        IOException cause = new IOException("disk");
        Failures.statusOf(new CompletionException(cause));
        assertThat(log.events(Level.ERROR))
                .singleElement()
                .satisfies(event -> assertThat(((ThrowableProxy) event.getThrowableProxy()).getThrowable())
                        .isSameAs(cause));
    }

    @Test
    void whatTheClientIsToldIsNoErrorOfTheServer() {
        Failures.statusOf(new HttpException(404, "no such page"));
        assertThat(log.events(Level.ERROR)).isEmpty();
        assertThat(log.events(Level.WARN)).isEmpty();
        assertThat(log.events(Level.DEBUG)).hasSize(1);
    }
}
