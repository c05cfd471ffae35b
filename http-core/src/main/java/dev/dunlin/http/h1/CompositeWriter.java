package dev.dunlin.http.h1;

import dev.dunlin.http.Body;
import dev.dunlin.http.CompositeBody;
import java.io.IOException;
import java.util.Iterator;

/** Writes several contents, one after the other, each as it would be by itself. */
final class CompositeWriter implements BodyWriter {
    /** How much is written before this yields to the other connections on the loop, in bytes. */
    private static final int TURN = 1024 * 1024;

    /** How much of small parts is collected for one write, which the connection has to hold if the socket takes nothing. */
    private static final int COLLECTED = 16 * 1024;

    private final CompositeBody body;
    private final Iterator<Body> parts;
    private BodyWriter part = ResponseWriter.DONE;
    private long writtenBefore;

    CompositeWriter(CompositeBody body) {
        this.body = body;
        this.parts = body.parts();
    }

    @Override
    public boolean write(Output output) throws IOException {
        long turnEnd = written() + TURN;
        long begun = System.nanoTime();
        while (part.write(output)) {
            writtenBefore += part.written();
            part = ResponseWriter.DONE;
            if (writtenBefore == body.length()) return true;
            output.flushFrom(COLLECTED);
            boolean isOver = writtenBefore >= turnEnd || System.nanoTime() - begun > Http1Loop.TURN_NANOS;
            if (isOver || output.isBlocked()) return false;
            part = ResponseWriter.writer(nextPart());
        }
        return false;
    }

    private Body nextPart() throws IOException {
        if (!parts.hasNext()) throw new ContentException("the parts end before their " + body.length() + " bytes");
        Body next = parts.next();
        if (next.length() <= body.length() - writtenBefore) return next;
        throw new ContentException("the parts are longer than their " + body.length() + " bytes");
    }

    @Override
    public long heldBytes() {
        return body.heldBytes() + part.heldBytes();
    }

    @Override
    public long written() {
        return writtenBefore + part.written();
    }
}
