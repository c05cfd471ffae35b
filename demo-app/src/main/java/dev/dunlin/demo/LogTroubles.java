package dev.dunlin.demo;

import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what troubles logback with an access log, such as a file that cannot be set aside, in one line. Of each of its
 * parts only the first trouble: what follows are hints for programmers, and the same again each second. Lines that cannot be
 * written are told of by {@link LogWrites}.
 */
final class LogTroubles implements StatusListener {
    private static final Logger LOG = LoggerFactory.getLogger(LogTroubles.class);

    private final Set<Class<?>> told = new HashSet<>();

    @Override
    public synchronized void addStatusEvent(Status status) {
        Object origin = status.getOrigin();
        if (status.getEffectiveLevel() < Status.WARN || origin instanceof ResilientOutputStreamBase) return;
        Throwable cause = status.getThrowable();
        if (cause instanceof InterruptedException) return; // by which logback ends its own thread
        if (origin != null && !told.add(origin.getClass())) return;
        String reason = cause == null ? "" : ": " + cause.getMessage();
        LOG.warn("The access log: {}", OneLine.of(status.getMessage() + reason));
    }
}
