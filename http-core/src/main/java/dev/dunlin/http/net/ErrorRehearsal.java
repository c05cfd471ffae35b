package dev.dunlin.http.net;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.slf4j.helpers.NOPLogger;

/**
 * Goes once through what an event loop does about errors, so that nothing has to be loaded for it when there is no memory: a
 * class that cannot be loaded in a {@code catch} block turns the error that was caught into another one that is not.
 */
public final class ErrorRehearsal {
    private ErrorRehearsal() {}

    /** Goes through it; nothing is logged. */
    public static void run() throws IOException, IllegalAccessException {
        MethodHandles.lookup().ensureInitialized(PlainTransport.class);
        LoopErrors errors = new LoopErrors(NOPLogger.NOP_LOGGER);
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            LoopChannels channels = new LoopChannels(selector, errors, () -> {}, () -> {});
            channel.configureBlocking(false);
            channels.register(channel, SelectionKey.OP_CONNECT, new Failing());
            channels.stop();
            channels.abortAll();
            channels.select(0);
        }
        SafeLog.warn(NOPLogger.NOP_LOGGER, "{}: {}", errors, errors);
        SafeLog.debug(NOPLogger.NOP_LOGGER, "{}: {}", errors, errors);
        errors.restock(System.nanoTime());
    }

    /** Fails as badly as can be. */
    private static final class Failing implements Selectable {
        @Override
        public void onReady(int operations) {
            throw new OutOfMemoryError("rehearsed");
        }

        @Override
        public void stop() {
            throw new OutOfMemoryError("rehearsed");
        }

        @Override
        public void abort(Throwable cause) {
            throw new IllegalStateException("rehearsed");
        }
    }
}
