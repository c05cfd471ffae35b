package dev.dunlin.demo;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.ExchangeReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each exchange. Event loops put lines into a bounded queue and never wait; a thread of logback's empties
 * it. When the disk cannot keep up for so long that the queue is full, or takes nothing at all, lines are dropped and
 * counted, each of them: an access log must not stop the server, and has to say what it lacks.
 */
final class AccessLog implements ExchangeListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUED_LINES = 16 * 1024;
    private static final int LAST_LINES_MILLIS = 5_000;

    private final LogFormat format;
    private final AsyncAppenderBase<String> lines;

    /**
     * One for each line that may be on its way. Whoever has one finds room in the queue, which itself does not tell whether
     * it has taken a line.
     */
    private final Semaphore places;

    private final AtomicLong dropped = new AtomicLong();

    /** A log that hands its lines to an appender, which has been started and is stopped with it. */
    AccessLog(Appender<String> target, int queuedLines, LogFormat format) {
        this(target, new LogWrites(), queuedLines, format);
    }

    private AccessLog(Appender<String> target, LogWrites writes, int queuedLines, LogFormat format) {
        this.format = format;
        this.places = new Semaphore(queuedLines);
        this.lines = new AsyncAppenderBase<>();
        lines.setContext(target.getContext());
        lines.setName("access-log");
        lines.setQueueSize(queuedLines);
        lines.setNeverBlock(true);
        lines.setMaxFlushTime(LAST_LINES_MILLIS);
        lines.addAppender(new Freeing(target, writes));
        lines.start();
    }

    /**
     * A log at the end of a file, which is made if there is none.
     *
     * @param rotation when it is set aside for a new one, or null for never
     * @throws IllegalArgumentException if a file of this name cannot be rotated
     */
    static AccessLog toFile(Path file, @Nullable LogRotation rotation, LogFormat format) throws IOException {
        Context context = newContext();
        LogWrites writes = new LogWrites();
        FileAppender<String> appender =
                rotation == null ? appender(file, context, writes) : rotation.appender(file, context, writes);
        // The appender keeps the reason of a failure to itself, and makes directories that are only misspelt.
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
        return to(appender, writes, format);
    }

    private static FileAppender<String> appender(Path file, Context context, LogWrites writes) {
        FileAppender<String> appender = new FileAppender<>() {
            @Override
            public void setOutputStream(OutputStream stream) {
                super.setOutputStream(writes.watched(stream));
            }
        };
        appender.setContext(context);
        appender.setFile(file.toString());
        return appender;
    }

    /** A log on standard output. */
    static AccessLog toStandardOutput(LogFormat format) {
        ConsoleAppender<String> appender = new ConsoleAppender<>();
        appender.setContext(newContext());
        return to(appender, new LogWrites(), format);
    }

    private static AccessLog to(OutputStreamAppender<String> target, LogWrites writes, LogFormat format) {
        target.setEncoder(new LineEncoder());
        target.start();
        return new AccessLog(target, writes, QUEUED_LINES, format);
    }

    /** A context of its own, whose troubles logback would keep to itself. */
    private static Context newContext() {
        Context context = new ContextBase();
        context.getStatusManager().add(new LogTroubles());
        return context;
    }

    @Override
    public void completed(ExchangeReport exchange) {
        if (places.tryAcquire()) {
            lines.doAppend(format.line(exchange));
        } else if (dropped.getAndIncrement() == 0) {
            LOG.warn("The access log cannot keep up, lines are dropped");
        }
    }

    /** How many lines were dropped until now. From any thread. */
    long dropped() {
        return dropped.get();
    }

    /** Writes what is queued, unless that takes too long. */
    @Override
    public void close() {
        lines.stop();
        int unwritten = lines.getQueueSize() - places.availablePermits();
        long lacking = dropped.addAndGet(unwritten);
        if (lacking > 0) LOG.warn("The access log lacks {} lines", lacking);
    }

    /** Frees the place of each line when it is written. On logback's one thread. */
    private final class Freeing extends UnsynchronizedAppenderBase<String> {
        private final Appender<String> target;
        private final LogWrites writes;

        Freeing(Appender<String> target, LogWrites writes) {
            this.target = target;
            this.writes = writes;
            setContext(target.getContext());
            start();
        }

        @Override
        protected void append(String line) {
            try {
                target.doAppend(line);
                if (writes.lastIsLost()) dropped.incrementAndGet();
            } finally {
                places.release();
            }
        }

        @Override
        public void stop() {
            super.stop();
            target.stop();
        }
    }

    /** A line is ASCII, see {@link LogFormat}. */
    private static final class LineEncoder extends EncoderBase<String> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(String line) {
            return (line + '\n').getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
