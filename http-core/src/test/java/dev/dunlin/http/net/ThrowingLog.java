package dev.dunlin.http.net;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Takes what Dunlin logs, keeps it from the console, and throws if it is told to, as an appender with a bug does. */
public final class ThrowingLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dunlin");
    private final Level level = logger.getLevel();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Throwable thrown;

    // The base class of appenders catches exceptions; errors, and what is thrown here, it does not see.
    private final Appender<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        public synchronized void doAppend(ILoggingEvent event) {
            calls.incrementAndGet();
            if (thrown != null) EventLoopErrorsTest.sneak(thrown);
        }

        @Override
        protected void append(ILoggingEvent event) {}
    };

    public ThrowingLog() {
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    /** Throws this from now on. */
    public void throwing(Throwable thrown) {
        this.thrown = thrown;
    }

    /** How often something was logged. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(level);
    }
}
