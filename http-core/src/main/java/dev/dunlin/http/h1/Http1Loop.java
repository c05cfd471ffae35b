package dev.dunlin.http.h1;

import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.Deadlines;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.Tally;
import dev.dunlin.http.net.TimeSlice;
import dev.dunlin.http.net.Transport;
import dev.dunlin.http.runtime.FailureLog;
import dev.dunlin.http.runtime.HandlerCall;
import dev.dunlin.http.wire.RequestParser;
import dev.dunlin.http.wire.ResponseEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP/1 connections of one event loop share, so that a connection at rest holds next to nothing: the buffers for
 * reading and writing, a parser, the encoder with its date, the lists of deadlines.
 */
public final class Http1Loop implements ConnectionFactory {
    /** What {@code *} allows. */
    private static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** The input of a connection that has used it up. */
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * For how long one connection is worked for before its neighbours have their turn. A handler may work long for each of
     * many requests, and a publisher on this very loop for little content, as one that compresses.
     */
    static final long TURN_NANOS = TimeSlice.NANOS;

    private static final int INPUT = 64 * 1024;
    private static final int OUTPUT = 128 * 1024;

    /** How long a connection is read on and thrown away after an answer that its client may still be sending against. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** The same where the server is stopping; and how long it then waits for the first word of a client. */
    private static final Duration LAST_LINGER = Duration.ofMillis(500);

    final Loop loop;
    final Http1Config config;
    private final Handler handler;

    final Deadlines headDeadlines;
    final Deadlines contentDeadlines;
    final Deadlines idleDeadlines;
    final Deadlines writeDeadlines;
    final Deadlines exchangeDeadlines;
    final Deadlines rateDeadlines;
    final VariedDeadlines variedDeadlines;
    private final Deadlines lingerDeadlines;
    private final Deadlines lastLingerDeadlines;

    private final ByteBuffer received = ByteBuffer.allocateDirect(INPUT);

    /** What was read last; a connection that does not use it up copies the rest. */
    final ByteBuffer input = ByteBuffer.allocate(INPUT);

    /** What is to be written next; empty between the turns of two connections. */
    ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT);

    private final ResponseEncoder encoder;
    private long encoderSetAt;

    final FailureLog failures = new FailureLog();
    final Tally exchanges = new Tally();
    private final Tally evicted = new Tally();

    private @Nullable RequestParser spareParser;
    private boolean stopping;

    /** Prepares a loop, which must not run yet, for connections whose requests a handler answers. */
    public Http1Loop(Loop loop, Http1Config config, Handler handler) {
        this.loop = loop;
        this.config = config;
        this.handler = handler;
        this.headDeadlines = loop.deadlines(config.headDeadline());
        this.contentDeadlines = loop.deadlines(config.contentDeadline());
        this.idleDeadlines = loop.deadlines(config.idleDeadline());
        this.writeDeadlines = loop.deadlines(config.writeDeadline());
        this.exchangeDeadlines = loop.deadlines(config.exchangeDeadline());
        this.rateDeadlines = loop.deadlines(TransferRate.GRACE);
        this.variedDeadlines = new VariedDeadlines(loop);
        this.lingerDeadlines = loop.deadlines(LINGER);
        this.lastLingerDeadlines = loop.deadlines(LAST_LINGER);
        this.encoder = new ResponseEncoder(config.serverName(), config.idleDeadline());
        this.encoderSetAt = loop.now() - 1;
    }

    @Override
    public Connection create(Transport transport) {
        return new Http1Connection(this, transport);
    }

    /** Hands a request to the handler, unless it is about the server; what is thrown fails the exchange, and nothing else. */
    void handle(Request request, Exchange exchange) {
        try {
            HandlerCall.onLoop(exchange);
            if (request.path().equals("*")) {
                exchange.respond(aboutServer(request.method()));
            } else {
                handler.handle(request, exchange);
            }
        } catch (Throwable t) {
            loop.survived(t);
            exchange.fail(t);
        } finally {
            HandlerCall.onLoop(null);
            // An interrupt that is left behind would close the files that are sent.
            Thread.interrupted();
        }
    }

    /** A request for {@code *} is about the server as a whole, and only OPTIONS goes with it (RFC 9110 §7.1, §9.3.7). */
    private static Response aboutServer(String method) {
        if (!method.equals("OPTIONS")) throw new HttpException(Status.BAD_REQUEST, method + " for the whole server");
        return Response.of(Status.NO_CONTENT).withHeader("Allow", ALLOWED);
    }

    /** From now on every answer says {@code Connection: close}. On the loop's thread. */
    public void stopping() {
        stopping = true;
    }

    /** How many exchanges are over. From any thread. */
    public long exchanges() {
        return exchanges.sum();
    }

    /** Returns how many idle connections were closed to make room for others. From any thread. */
    public long evicted() {
        return evicted.sum();
    }

    /**
     * Closes the connection that has been idle for longest, to make room for another one. On the loop's thread.
     *
     * @param least how long it must have been idle, in nanoseconds
     * @return whether there was one
     */
    public boolean closeLongestIdle(long least) {
        if (!idleDeadlines.expireEarly(loop.now(), least)) return false;
        evicted.increment();
        return true;
    }

    /** Runs a task on the loop: at once if the caller is its thread. */
    void onLoop(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    Deadlines lingerDeadlines() {
        return stopping ? lastLingerDeadlines : lingerDeadlines;
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Reads what a transport has into {@link #input}.
     *
     * @return the number of bytes, or -1 at the end
     */
    int read(Transport transport) throws IOException {
        received.clear();
        int length = transport.read(received);
        input.clear().put(received.flip()).flip();
        return length;
    }

    /** What a connection keeps of its input until its next turn: a copy if it is {@link #input}, which others will use. */
    @SuppressWarnings("ReferenceEquality") // which buffer it is, not what it holds
    ByteBuffer kept(ByteBuffer rest) {
        if (!rest.hasRemaining()) return NOTHING;
        return rest == input ? ByteBuffer.allocate(rest.remaining()).put(rest).flip() : rest;
    }

    /** The encoder, its date set: the clock is asked once a turn of the loop. */
    ResponseEncoder encoder() {
        if (encoderSetAt != loop.now()) {
            encoderSetAt = loop.now();
            encoder.setDate(loop.epochMillis() / 1000);
        }
        return encoder;
    }

    /** A parser at its start; a connection keeps it while a head is incomplete, and gives it back afterwards. */
    RequestParser takeParser() {
        RequestParser parser = spareParser;
        spareParser = null;
        return parser == null ? new RequestParser(config.headLimits()) : parser;
    }

    void giveBack(RequestParser parser) {
        spareParser = parser;
    }
}
