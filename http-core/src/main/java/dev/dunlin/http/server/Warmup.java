package dev.dunlin.http.server;

import dev.dunlin.http.h1.Preload;
import dev.dunlin.http.net.ErrorRehearsal;
import dev.dunlin.http.wire.ProtocolException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has what error paths need loaded before the first server of a JVM starts: then there may be no memory for it. */
final class Warmup {
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private Warmup() {}

    /** Does it, unless it was done before. */
    static void once() throws IOException {
        if (!DONE.compareAndSet(false, true)) return;
        try {
            ErrorRehearsal.run();
            Preload.run();
        } catch (ReflectiveOperationException | ProtocolException e) {
            throw new IllegalStateException("the classes of a connection do not work", e);
        }
    }
}
