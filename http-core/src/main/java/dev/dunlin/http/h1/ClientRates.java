package dev.dunlin.http.h1;

import org.jspecify.annotations.Nullable;

/**
 * How fast the client of a connection sends content, and how fast it reads responses. Measured only where it is waited for,
 * and so of no cost to others. On the event loop.
 */
final class ClientRates {
    private final Http1Loop shared;
    private final Runnable whenSendsTooSlowly;
    private final Runnable whenReadsTooSlowly;
    private @Nullable TransferRate sending;
    private @Nullable TransferRate reading;

    ClientRates(Http1Loop shared, Runnable whenSendsTooSlowly, Runnable whenReadsTooSlowly) {
        this.shared = shared;
        this.whenSendsTooSlowly = whenSendsTooSlowly;
        this.whenReadsTooSlowly = whenReadsTooSlowly;
    }

    /**
     * Notes how things stand at the end of a turn.
     *
     * @param exchange null if there is none
     * @param awaitsSocket whether the client is waited for to read
     */
    void update(@Nullable ExchangeProgress exchange, boolean awaitsSocket, long sent) {
        if (shared.config.minimumRate() == 0) return;
        boolean awaitsContent = exchange != null && !awaitsSocket && exchange.wantsInput();
        if (awaitsContent && sending == null) sending = new TransferRate(shared, whenSendsTooSlowly);
        if (sending != null && exchange != null) sending.update(awaitsContent, exchange.received());
        if (awaitsSocket && reading == null) reading = new TransferRate(shared, whenReadsTooSlowly);
        if (reading != null) reading.update(awaitsSocket, sent);
        if (exchange == null && !awaitsSocket) end();
    }

    /** An exchange is over: the next one is measured anew. */
    void exchangeEnded() {
        if (sending != null) sending.end();
        sending = null;
    }

    /** Ends measuring. */
    void end() {
        exchangeEnded();
        if (reading != null) reading.end();
        reading = null;
    }
}
