package dev.dunlin.demo;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lines to a stream that cannot be opened anew after a failure: standard output, or a pipe. */
final class LogStream extends UnsynchronizedAppenderBase<String> {
    private final OutputStream stream;
    private final LogWrites writes;

    /**
     * Begins to write.
     *
     * @param stream unbuffered; closed when this is stopped
     * @param writes notified whether a line was written
     */
    LogStream(OutputStream stream, LogWrites writes, Context context) {
        this.stream = stream;
        this.writes = writes;
        setContext(context);
        start();
    }

    @Override
    protected void append(String line) {
        try {
            stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            writes.written();
        } catch (IOException e) {
            writes.newFailure(e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            stream.close();
        } catch (IOException e) {
            writes.newFailure(e);
        }
    }
}
