package dev.dunlin.demo;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.EncoderBase;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.ExchangeReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    /** Warns and opens the file anew, as neither event loops nor the thread that writes can: they must not wait, or do. */
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                    .setNameFormat("access-log-keeper")
                    .setDaemon(true)
                    .build());

    private final ScheduledFuture<?> looks;
    private final @Nullable LogFile file;
    private volatile boolean isBehind;
    private boolean isBehindTold;

    /** A log that hands its lines to an appender, which has been started and is stopped with it. */
    AccessLog(Appender<String> target, int queuedLines, LogFormat format) {
        this(target, new LogWrites(), null, queuedLines, format);
    }

    private AccessLog(
            Appender<String> target, LogWrites writes, @Nullable LogFile file, int queuedLines, LogFormat format) {
        this.file = file;
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
        looks = keeper.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * A log at the end of a file, which is made if there is none, or in a pipe.
     *
     * @param rotation when it is set aside for a new one, or null for never
     * @throws IllegalArgumentException if what has this name cannot be rotated
     */
    static AccessLog toFile(Path path, @Nullable LogRotation rotation, LogFormat format) throws IOException {
        Context context = newContext();
        LogWrites writes = new LogWrites();
        if (rotation == null && LogPipe.isAt(path)) {
            return new AccessLog(
                    new LogStream(LogPipe.open(path), writes, context), writes, null, QUEUED_LINES, format);
        }
        LogFile file = new LogFile(path, rotation, writes, context);
        file.appender().setEncoder(new LineEncoder());
        file.appender().start();
        return new AccessLog(file.appender(), writes, file, QUEUED_LINES, format);
    }

    /** A log on standard output, past {@link System#out}, which would keep its failures to itself. */
    static AccessLog toStandardOutput(LogFormat format) {
        OutputStream output = new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {
                // It is not only the log's.
            }
        };
        return toStream(output, format);
    }

    /** A log on an unbuffered stream. */
    static AccessLog toStream(OutputStream stream, LogFormat format) {
        LogWrites writes = new LogWrites();
        return new AccessLog(new LogStream(stream, writes, newContext()), writes, null, QUEUED_LINES, format);
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
        } else {
            dropped.incrementAndGet();
            // The warning may have to wait for the reader of the same pipe, which a loop must not.
            isBehind = true;
        }
    }

    private void look() {
        try {
            warnIfBehind();
            if (file != null) file.reopenIfReplaced();
        } catch (RuntimeException e) {
            LOG.error("The access log cannot be looked after", e);
        }
    }

    private synchronized void warnIfBehind() {
        if (!isBehind || isBehindTold) return;
        isBehindTold = true;
        LOG.warn("The access log cannot keep up, lines are dropped");
    }

    /** Opens the file anew under its name, soon; not for a log that is no file. From any thread. */
    void reopen() {
        if (file == null) return;
        try {
            keeper.execute(file::reopen);
        } catch (RejectedExecutionException e) {
            LOG.debug("the log is closed already", e);
        }
    }

    /** How many lines were dropped until now. From any thread. */
    long dropped() {
        return dropped.get();
    }

    /** Writes what is queued, unless that takes too long. */
    @Override
    public void close() {
        looks.cancel(false);
        keeper.shutdown();
        lines.stop();
        warnIfBehind();
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

    /** A line is UTF-8, see {@link LogFormat}. */
    private static final class LineEncoder extends EncoderBase<String> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(String line) {
            return (line + '\n').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
