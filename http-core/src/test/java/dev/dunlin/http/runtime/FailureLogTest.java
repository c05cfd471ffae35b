package dev.dunlin.http.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.dunlin.http.LogCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A failure that a client can cause does not fill a disk, however often the client does. */
class FailureLogTest {
    private static final long SECOND = 1_000_000_000;

    private final Logger logger = LoggerFactory.getLogger(FailureLogTest.class);
    private final LogCapture log = new LogCapture(FailureLogTest.class);
    private long now = 42;
    private final FailureLog failures = new FailureLog(() -> now);

    @AfterEach
    void close() {
        log.close();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++)
            failures.log(logger, Level.ERROR, "handler failed: {}", "GET /" + i, new IllegalStateException("bug"));
    }

    private List<String> errors() {
        return log.events(ch.qos.logback.classic.Level.ERROR).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> warnings() {
        return log.events(ch.qos.logback.classic.Level.WARN).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void aFailureIsLoggedWithItsSubjectAndItsCause() {
        fail(1);

        assertThat(log.events(ch.qos.logback.classic.Level.ERROR))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage()).isEqualTo("handler failed: GET /0");
                    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("bug");
                });
    }

    @Test
    void ofManyInASecondTheFirstAreLoggedAndTheOthersCounted() {
        fail(1000);
        assertThat(errors()).hasSize(10);
        assertThat(warnings()).isEmpty();

        now += SECOND;
        fail(1);

        assertThat(errors()).hasSize(11);
        assertThat(warnings()).singleElement().asString().startsWith("990 more failures were not logged");
    }

    @Test
    void thoseThatAreFewAreAllLogged() {
        for (int i = 0; i < 20; i++) {
            fail(5);
            now += SECOND;
        }

        assertThat(errors()).hasSize(100);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatTheLoggingThrowsIsIgnored() {
        Logger broken = mock(Logger.class);
        when(broken.atLevel(Level.ERROR)).thenThrow(new IllegalStateException("an appender has a bug"));

        assertThatCode(() -> failures.log(broken, Level.ERROR, "{}", "x", new Throwable()))
                .doesNotThrowAnyException();
    }
}
