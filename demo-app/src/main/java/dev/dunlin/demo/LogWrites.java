package dev.dunlin.demo;

import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the lines of a log reach its file. When the disk is full, say, logback throws lines away for twenty seconds and more
 * before it tries again, and whoever hands them over does not hear of it.
 *
 * <p>For the thread that writes the log, and the one that opens it anew.
 */
final class LogWrites implements RecoveryListener {
    private static final Logger LOG = LoggerFactory.getLogger(LogWrites.class);

    private boolean isFailing;
    private boolean wasFailing;
    private boolean isTold;

    /** Watches a stream of logback's that is written to from now on. */
    synchronized OutputStream watched(OutputStream stream) {
        isFailing = false;
        if (stream instanceof ResilientOutputStreamBase resilient) resilient.addRecoveryListener(this);
        return stream;
    }

    @Override
    public synchronized void newFailure(IOException reason) {
        isFailing = true;
        if (isTold) return;
        isTold = true;
        LOG.warn("The access log cannot be written, lines are dropped: {}", Reasons.of(reason));
    }

    @Override
    public synchronized void recoveryOccured() {
        isFailing = false;
    }

    /** A line was written, for certain. */
    synchronized void written() {
        isFailing = false;
        wasFailing = false;
    }

    /**
     * Tells whether the line that was handed over last is lost, and is to be asked after each. The one by which logback finds
     * that it can write again is lost as well. The first one of all that fail waits in a buffer, and may be written after all:
     * to count one too many is better than to miss one.
     */
    synchronized boolean lastIsLost() {
        boolean isLost = wasFailing || isFailing;
        wasFailing = isFailing;
        // Not when it recovers: to have opened the file of a full disk anew is a recovery to logback.
        if (!isLost) isTold = false;
        return isLost;
    }
}
