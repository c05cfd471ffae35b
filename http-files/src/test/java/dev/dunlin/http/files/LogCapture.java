package dev.dunlin.http.files;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Takes what a logger writes, instead of the console, until it is closed. */
final class LogCapture implements AutoCloseable {
    private final Logger logger;
    private final Level level;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    LogCapture(Class<?> loggerOf) {
        logger = (Logger) LoggerFactory.getLogger(loggerOf);
        level = logger.getLevel();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        events.list = new CopyOnWriteArrayList<>(); // other threads log while the test looks
        events.start();
        logger.addAppender(events);
    }

    List<ILoggingEvent> events(Level level) {
        return events.list.stream().filter(event -> event.getLevel() == level).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        logger.setAdditive(true);
        logger.setLevel(level);
    }
}
