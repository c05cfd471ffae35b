package dev.dunlin.http.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.TrustedProxies;
import dev.dunlin.http.h1.Http1Config;
import dev.dunlin.http.h1.Http1Loop;
import dev.dunlin.http.testing.loop.ManualLoop;
import dev.dunlin.http.wire.HeadLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A connection to a handler, of which the test is the client: bytes in, bytes out, through all that a server does, and
 * without a socket.
 *
 * <pre>{@code
 * TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("hello")));
 * assertThat(client.exchange("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).endsWith("\r\n\r\nhello");
 * }</pre>
 *
 * <p>The handler is called on the test's thread. Each method returns when the server has done all that it can do, answers
 * included that were given meanwhile, by whatever thread; those that are still to come are waited for by
 * {@link #awaitReceived}. Time stands still but for {@link #pass}, so that no deadline passes by accident and the same test
 * gets the same bytes, the date among them.
 *
 * <p>For one thread at a time, and not for the handler itself.
 */
public final class TestConnection {
    private final ManualLoop loop;
    private final Http1Loop http;
    private final MemoryTransport transport;

    private TestConnection(ManualLoop loop, Http1Loop http) {
        this.loop = loop;
        this.http = http;
        this.transport = new MemoryTransport(http);
    }

    /** Opens a connection to a handler, with the defaults of a server. */
    public static TestConnection to(Handler handler) {
        return builder(handler).open();
    }

    /** Begins connections to a handler that differ from the defaults. */
    public static Builder builder(Handler handler) {
        return new Builder(handler);
    }

    /**
     * Sends characters from U+0000 to U+00FF as one byte each.
     *
     * @throws IllegalArgumentException if there is another one; encode it, and send the bytes
     * @throws IllegalStateException if the client has ended its side
     */
    public TestConnection send(String latin1) {
        if (latin1.chars().anyMatch(c -> c > 0xFF))
            throw new IllegalArgumentException("not to be sent as one byte each: " + latin1);
        return send(latin1.getBytes(ISO_8859_1));
    }

    /**
     * Sends bytes, in one piece; a connection that the server has closed loses them.
     *
     * @throws IllegalStateException if the client has ended its side
     */
    public TestConnection send(byte[] bytes) {
        transport.send(bytes);
        return run();
    }

    /** Sends, and takes all that the client has got by then. */
    public String exchange(String latin1) {
        return send(latin1).received();
    }

    /** Ends the client's side: it sends nothing more, and still takes what comes. */
    public TestConnection finish() {
        transport.finish();
        return run();
    }

    /** Breaks the connection off. As with a socket, the server learns that when it next reads or writes. */
    public TestConnection reset() {
        transport.reset();
        return run();
    }

    /** Takes what the client has got and not taken yet, one character for each byte. */
    public String received() {
        return new String(receivedBytes(), ISO_8859_1);
    }

    /** Takes what the client has got and not taken yet. */
    public byte[] receivedBytes() {
        run();
        byte[] received = transport.received();
        transport.taken();
        return received;
    }

    /**
     * Waits, in real time, until the client has got something, and takes it: for handlers that answer from another thread.
     *
     * @param most how long to wait at the most
     * @throws AssertionError if nothing comes in time, or nothing can come since the connection has ended
     */
    public String awaitReceived(Duration most) throws InterruptedException {
        return awaitReceived(most, received -> !received.isEmpty());
    }

    /**
     * Waits, in real time, until the client has got enough, and takes it: for content that comes piece by piece.
     *
     * @param most how long to wait at the most
     * @param isEnough is shown all that the client has got and not taken yet
     * @throws AssertionError if not enough comes in time, or can come since the connection has ended
     */
    public String awaitReceived(Duration most, Predicate<String> isEnough) throws InterruptedException {
        long start = System.nanoTime();
        run();
        for (String got = gotSoFar(); !isEnough.test(got); got = gotSoFar()) {
            if (transport.isEnded()) throw new AssertionError("the connection has ended, and the client got: " + got);
            Duration left = most.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || !loop.driveNextTask(left))
                throw new AssertionError("after " + most + " the client has got: " + got);
            run();
        }
        return received();
    }

    private String gotSoFar() {
        return new String(transport.received(), ISO_8859_1);
    }

    /** How many bytes the client has sent that the server has not read, since nobody wants them yet. */
    public long unread() {
        run();
        return transport.unread();
    }

    /**
     * Makes the client slow: from now on it takes so many bytes more, until this is called again.
     *
     * @param bytes 0 for nothing; {@link Long#MAX_VALUE} for all there is
     */
    public TestConnection takeAtMost(long bytes) {
        transport.limit(bytes);
        return run();
    }

    /**
     * Moves the clock: deadlines pass one after the other, each at its time, and dates become later.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public TestConnection pass(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("time does not go back by " + time);
        run();
        long left = TimeUnit.NANOSECONDS.convert(time);
        while (left > 0) {
            long step = Math.min(left, loop.untilNextDeadline());
            loop.advance(step);
            run();
            left -= step;
        }
        return this;
    }

    /**
     * Tells the server to end: a connection at rest is closed, another one after its exchange, and one that has said nothing
     * yet a moment later.
     */
    public TestConnection stop() {
        loop.drive(() -> {
            http.stopping();
            transport.stop();
        });
        return run();
    }

    /** Tells whether the server has ended its side: the client has got all that it will ever get. */
    public boolean isEnded() {
        run();
        return transport.isEnded();
    }

    /** Tells whether the server has not closed the connection; it may have ended its side, and wait for the client's end. */
    public boolean isOpen() {
        run();
        return transport.isOpen();
    }

    private TestConnection run() {
        loop.drive(() -> {}); // runs the tasks that have come
        while (transport.isReady()) loop.drive(transport::proceed);
        return this;
    }

    /** Connections in the making, each with a loop of its own. A deadline of zero never passes. Not for several threads. */
    public static final class Builder {
        private final Handler handler;
        private int maxRequestLine = Http1Config.DEFAULTS.headLimits().maxRequestLine();
        private int maxFields = Http1Config.DEFAULTS.headLimits().maxFields();
        private int maxFieldBytes = Http1Config.DEFAULTS.headLimits().maxFieldBytes();
        private long maxContent = Http1Config.DEFAULTS.maxContent();
        private Duration headDeadline = Http1Config.DEFAULTS.headDeadline();
        private Duration contentDeadline = Http1Config.DEFAULTS.contentDeadline();
        private Duration idleDeadline = Http1Config.DEFAULTS.idleDeadline();
        private Duration writeDeadline = Http1Config.DEFAULTS.writeDeadline();
        private Duration exchangeDeadline = Http1Config.DEFAULTS.exchangeDeadline();
        private long minimumRate = Http1Config.DEFAULTS.minimumRate();
        private String serverName = Http1Config.DEFAULTS.serverName();
        private IntFunction<Response> errorAnswer = Http1Config.DEFAULTS.errorAnswer();
        private TrustedProxies trustedProxies = Http1Config.DEFAULTS.trustedProxies();
        private Instant date = Instant.parse("2026-01-01T00:00:00Z");
        private final List<ExchangeListener> listeners = new ArrayList<>();
        private Filter filter = next -> next;

        private Builder(Handler handler) {
            this.handler = Objects.requireNonNull(handler, "handler must not be null");
        }

        /** The longest request line in bytes; a longer one is answered with 414. */
        public Builder maxRequestLine(int bytes) {
            this.maxRequestLine = bytes;
            return this;
        }

        /** The greatest number of fields in a head; more are answered with 431. */
        public Builder maxFields(int fields) {
            this.maxFields = fields;
            return this;
        }

        /** The greatest size of the field lines of a head in bytes; more is answered with 431. */
        public Builder maxFieldBytes(int bytes) {
            this.maxFieldBytes = bytes;
            return this;
        }

        /** The greatest size of a request's content in bytes; more is answered with 413. */
        public Builder maxContent(long bytes) {
            this.maxContent = bytes;
            return this;
        }

        /** From the first byte of a head to its last; then 408. */
        public Builder headDeadline(Duration deadline) {
            this.headDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How long the client may send nothing of the content that is waited for; then 408. */
        public Builder contentDeadline(Duration deadline) {
            this.contentDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How long a connection may rest between exchanges; then it is closed. */
        public Builder idleDeadline(Duration deadline) {
            this.idleDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How long the client may take nothing of an answer; then it is cut. */
        public Builder writeDeadline(Duration deadline) {
            this.writeDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** Sets the response timeout: from a complete head, or the last content that came, to the response; then 500. */
        public Builder exchangeDeadline(Duration deadline) {
            this.exchangeDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** Sets the slowest that the client may send content that is waited for, and read a response; 0 disables it. */
        public Builder minimumRate(long bytesPerSecond) {
            this.minimumRate = bytesPerSecond;
            return this;
        }

        /** The value of the {@code Server} field. */
        public Builder serverName(String serverName) {
            this.serverName = Objects.requireNonNull(serverName, "serverName must not be null");
            return this;
        }

        /** Makes the server's own answers with an error status. */
        public Builder errorAnswer(IntFunction<Response> errorAnswer) {
            this.errorAnswer = Objects.requireNonNull(errorAnswer, "errorAnswer must not be null");
            return this;
        }

        /** Takes the word of these proxies for who the client is: see {@link TrustedProxies}; the peer is 127.0.0.1. */
        public Builder trustedProxies(TrustedProxies trustedProxies) {
            this.trustedProxies = Objects.requireNonNull(trustedProxies, "trustedProxies must not be null");
            return this;
        }

        /** Adds one that is told of every exchange. */
        public Builder listener(ExchangeListener listener) {
            this.listeners.add(Objects.requireNonNull(listener, "listener must not be null"));
            return this;
        }

        /** Adds a filter around the handler, inside the filters that were added before. */
        public Builder filter(Filter filter) {
            this.filter = this.filter.then(Objects.requireNonNull(filter, "filter must not be null"));
            return this;
        }

        /** The time of day at the beginning, which answers carry in {@code Date}. Default: the first moment of 2026, UTC. */
        public Builder date(Instant date) {
            this.date = Objects.requireNonNull(date, "date must not be null");
            return this;
        }

        /** Opens a connection; a second one shares nothing with it but the handler, the filters and the listeners. */
        public TestConnection open() {
            ManualLoop loop = new ManualLoop(date);
            return new TestConnection(loop, new Http1Loop(loop, config(), filter.apply(handler)));
        }

        private Http1Config config() {
            return new Http1Config(
                    new HeadLimits(maxRequestLine, maxFields, maxFieldBytes),
                    maxContent,
                    headDeadline,
                    contentDeadline,
                    idleDeadline,
                    writeDeadline,
                    exchangeDeadline,
                    minimumRate,
                    serverName,
                    errorAnswer,
                    trustedProxies,
                    listeners);
        }
    }
}
