package dev.dunlin.http.server;

import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.TrustedProxies;
import dev.dunlin.http.h1.Http1Config;
import dev.dunlin.http.runtime.HandlerCall;
import dev.dunlin.http.runtime.LoopAwareFuture;
import dev.dunlin.http.wire.HeadLimits;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HTTP server: N event loops that accept connections and call a handler.
 *
 * <pre>{@code
 * HttpServer server = HttpServer.builder().port(0).workers(4).handler(handler).start();
 * server.uri(); // http://127.0.0.1:40123/
 * server.stop(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Two servers in one JVM share nothing.
 */
public final class HttpServer implements AutoCloseable {
    /** The greatest number of workers. */
    public static final int MAX_WORKERS = 256;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final List<BoundEndpoint> endpoints;
    private final Layers layers;
    private final Workers workers;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private HttpServer(List<BoundEndpoint> endpoints, Layers layers, Workers workers) {
        this.endpoints = endpoints;
        this.layers = layers;
        this.workers = workers;
    }

    /** Begins a server; all but the handler has a default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the default of {@link Builder#memoryBudget} in this JVM: a quarter of the largest heap, in bytes. */
    public static long defaultMemoryBudget() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    private static HttpServer start(ServerConfig config, Handler handler, Consumer<? super Throwable> onFailure) {
        List<BoundEndpoint> endpoints = List.of();
        Layers layers = null;
        try {
            endpoints = BoundEndpoint.bindAll(config.endpoints(), config.workers(), config.backlog());
            layers = new Layers(config);
            Warmup.once();
            return new HttpServer(endpoints, layers, Workers.start(config, endpoints, layers, handler, onFailure));
        } catch (Throwable t) {
            endpoints.forEach(BoundEndpoint::close);
            if (layers != null) layers.close();
            throw StartFailure.of(t, config.workers());
        }
    }

    /**
     * The address that the server listens on, the first one of TCP, with the port that was really taken.
     *
     * @throws IllegalStateException if all its endpoints are Unix domain sockets
     */
    public InetSocketAddress address() {
        return addresses().stream()
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no TCP port, only " + uris()));
    }

    /** The addresses of all endpoints, in the order in which they were added. */
    public List<SocketAddress> addresses() {
        return endpoints.stream().map(BoundEndpoint::address).toList();
    }

    /** Where the server can be reached from this machine, by its first endpoint: {@code http://127.0.0.1:8080/}. */
    public URI uri() {
        return endpoints.get(0).uri();
    }

    /** The same for each endpoint, in the order in which they were added. A Unix socket's is {@code unix:/run/birds.sock}. */
    public List<URI> uris() {
        return endpoints.stream().map(BoundEndpoint::uri).toList();
    }

    /** What the server has done until now. From any thread, also when it has ended. */
    public ServerSnapshot snapshot() {
        return workers.snapshot();
    }

    /**
     * Shuts down gracefully: accepts no more connections, closes idle ones, and waits for running exchanges, whose responses
     * say {@code Connection: close}; aborts those still running after the grace period. Returns when all is over; an event
     * loop that a handler blocks is not waited for, it ends when the handler returns. A second call does nothing.
     *
     * <p>Streams of events ({@code text/event-stream}) of unknown length end as soon as they have nothing to send: their
     * publisher is cancelled, and the client gets a complete response, after which it connects again, to another server. Any
     * other response is waited for, since half of it must not look whole; one that is aborted, the client sees cut off.
     *
     * @param grace how long to wait at the most
     * @return how many connections were aborted
     * @throws IllegalStateException if it would wait for its caller: on an event loop, or in a handler, moved to an executor,
     *     that has not responded yet. {@link #stopAsync} does not wait, and a handler that has responded may
     */
    public int stop(Duration grace) {
        if (workers.isCurrent()) {
            throw new IllegalStateException(
                    "stop() on an event loop of the server would wait for that loop itself: use stopAsync()");
        }
        if (HandlerCall.awaitsResponse(workers::hasLoop)) {
            throw new IllegalStateException(
                    "stop() in a handler that has not responded would wait for its own exchange:"
                            + " respond first, or use stopAsync()");
        }
        if (!stopped.compareAndSet(false, true)) return 0;
        int cut = workers.stop(grace);
        endpoints.forEach(BoundEndpoint::close);
        layers.close();
        LOG.debug("{} has ended, {} connections cut", uris(), cut);
        return cut;
    }

    /**
     * Shuts down gracefully, as {@link #stop}, on a thread of its own: from anywhere, also from a handler.
     *
     * @param grace how long to wait at the most
     * @return completed with the number of connections that were aborted, when all is over
     */
    public CompletionStage<Integer> stopAsync(Duration grace) {
        Objects.requireNonNull(grace, "grace must not be null");
        CompletableFuture<Integer> aborted = new LoopAwareFuture<>();
        Runnable stop = () -> {
            try {
                aborted.complete(stop(grace));
            } catch (Throwable t) {
                aborted.completeExceptionally(t);
            }
        };
        new Thread(stop, "dunlin-" + endpoints.get(0).label() + "-stop").start();
        return aborted;
    }

    /** Ends the server at once: {@code stop(Duration.ZERO)}. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    /** A server in the making. Not for several threads. */
    public static final class Builder {
        @SuppressWarnings("AddressSelection") // a literal has one address
        private InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);

        private final List<Endpoint> endpoints = new ArrayList<>();
        private int workers = Runtime.getRuntime().availableProcessors();
        private int backlog = 1024;
        private @Nullable Integer maxConnections;
        private long memoryBudget = defaultMemoryBudget();
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
        private final List<ExchangeListener> listeners = new ArrayList<>();
        private final List<Filter> filters = new ArrayList<>();
        private @Nullable Handler handler;
        private Consumer<? super Throwable> onFailure = failure -> {};

        private Builder() {}

        /**
         * Adds an endpoint. Once there is one, those are all: {@link #address}, {@link #host} and {@link #port} are for
         * servers that have a single one.
         */
        public Builder endpoint(Endpoint endpoint) {
            this.endpoints.add(Objects.requireNonNull(endpoint, "endpoint must not be null"));
            return this;
        }

        /** Replaces all endpoints by these; by none, so that there is the single one again. */
        public Builder endpoints(List<Endpoint> endpoints) {
            List<Endpoint> copy = List.copyOf(Objects.requireNonNull(endpoints, "endpoints must not be null"));
            this.endpoints.clear();
            this.endpoints.addAll(copy);
            return this;
        }

        /** Listens on this address. Default: 127.0.0.1, any free port. */
        public Builder address(InetSocketAddress address) {
            this.address = Objects.requireNonNull(address, "address must not be null");
            return this;
        }

        /** Listens on this host name or literal address, and the port as it is. Default: 127.0.0.1, this machine only. */
        public Builder host(String host) {
            return address(
                    new InetSocketAddress(Objects.requireNonNull(host, "host must not be null"), address.getPort()));
        }

        /** Listens on this port, 0 for any free one, and the address as it is. */
        public Builder port(int port) {
            return address(
                    address.isUnresolved()
                            ? InetSocketAddress.createUnresolved(address.getHostString(), port)
                            : new InetSocketAddress(address.getAddress(), port));
        }

        /** The number of event loops, 1 to {@value #MAX_WORKERS}. Default: the number of processors. */
        public Builder workers(int workers) {
            this.workers = workers;
            return this;
        }

        /** How many connections the operating system may hold that are not accepted yet. Default: 1024. */
        public Builder backlog(int backlog) {
            this.backlog = backlog;
            return this;
        }

        /**
         * How many connections may be open at once; further ones wait in the backlog. Default: one for each 4 KiB of
         * {@link #memoryBudget}, 50,000 at the most.
         */
        public Builder maxConnections(int maxConnections) {
            this.maxConnections = maxConnections;
            return this;
        }

        /**
         * Sets the memory that all connections together may make the server hold, in bytes: half requests, pipelined ones,
         * responses that their clients do not read, content that is collected, compressors, TLS. When an eighth of it is left,
         * new connections take the place of idle ones or wait, and those that hold the most are aborted, but nobody who holds less than its fair share: three
         * quarters of the budget divided by the open connections. At least 64 KiB; default: {@link HttpServer#defaultMemoryBudget}.
         */
        public Builder memoryBudget(long bytes) {
            this.memoryBudget = bytes;
            return this;
        }

        /** The longest request line in bytes; a longer one is answered with 414. 16 B to 1 MiB, default: 8 KiB. */
        public Builder maxRequestLine(int bytes) {
            this.maxRequestLine = bytes;
            return this;
        }

        /** The greatest number of fields in a head; more are answered with 431. 1 to 10,000, default: 100. */
        public Builder maxFields(int fields) {
            this.maxFields = fields;
            return this;
        }

        /** The greatest size of a head's field lines in bytes; more is answered with 431. 16 B to 16 MiB, default: 32 KiB. */
        public Builder maxFieldBytes(int bytes) {
            this.maxFieldBytes = bytes;
            return this;
        }

        /** The greatest size of a request's content in bytes; more is answered with 413. Default: unlimited. */
        public Builder maxContent(long bytes) {
            this.maxContent = bytes;
            return this;
        }

        /** From the first byte of a head to its last; then 408. Default: 10 s; zero: never. */
        public Builder headDeadline(Duration deadline) {
            this.headDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How long a client may send nothing of the content that is waited for; then 408. Default: 30 s; zero: for ever. */
        public Builder contentDeadline(Duration deadline) {
            this.contentDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /**
         * Sets the idle timeout: how long a connection may rest between exchanges, and the content of a response may pause
         * whose client has ended its side; then it is closed. Responses tell it in {@code Keep-Alive: timeout=75}. Default: 75 s,
         * which is more than the 60 s that load balancers keep connections for, as a rule; zero: for ever.
         */
        public Builder idleDeadline(Duration deadline) {
            this.idleDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How long a client may take nothing of an answer; then it is cut. Default: 30 s; zero: for ever. */
        public Builder writeDeadline(Duration deadline) {
            this.writeDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /**
         * Sets the response timeout: from a complete head, or from the last content that came, to the handler's response; then
         * 500. So it does not pass while a client sends content. Default: 60 s; zero: never. A handler can have another one:
         * {@link Handler#responseTimeout}.
         */
        public Builder exchangeDeadline(Duration deadline) {
            this.exchangeDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /**
         * Sets the slowest that a client may send content that is waited for, and read a response: the average, after a grace
         * of 5 s, over the time that the server waits for it. A client that sends slower gets a 408, the connection of one that
         * reads slower is aborted. One that sends or reads nothing at all is the concern of {@link #contentDeadline} and
         * {@link #writeDeadline}.
         *
         * @param bytesPerSecond 0 disables it; default: 240
         */
        public Builder minimumRate(long bytesPerSecond) {
            this.minimumRate = bytesPerSecond;
            return this;
        }

        /** The value of the {@code Server} field. Default: Dunlin. */
        public Builder serverName(String serverName) {
            this.serverName = Objects.requireNonNull(serverName, "serverName must not be null");
            return this;
        }

        /** Makes the server's own answers with an error status. Default: {@link Response#error}. */
        public Builder errorAnswer(IntFunction<Response> errorAnswer) {
            this.errorAnswer = Objects.requireNonNull(errorAnswer, "errorAnswer must not be null");
            return this;
        }

        /** Takes the word of these proxies for who the client is: see {@link TrustedProxies}. Default: of none. */
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
            this.filters.add(Objects.requireNonNull(filter, "filter must not be null"));
            return this;
        }

        /** Answers the requests. */
        public Builder handler(Handler handler) {
            this.handler = Objects.requireNonNull(handler, "handler must not be null");
            return this;
        }

        /**
         * Sets who is notified when an event loop cannot go on. No {@link Error} does that, {@link OutOfMemoryError} included:
         * it costs the connection that it was thrown for. But if the selector of a loop fails again and again, the loop aborts
         * its connections and ends, and the whole server ends listening, closes idle connections and finishes running
         * exchanges. All of that is logged as well; default: nothing else.
         *
         * @param onFailure called once at the most, with the reason, on the thread of the loop that has ended, which has nothing
         *     else to do: it may block, call {@link HttpServer#stop} and end the program
         */
        public Builder onFailure(Consumer<? super Throwable> onFailure) {
            this.onFailure = Objects.requireNonNull(onFailure, "onFailure must not be null");
            return this;
        }

        /**
         * Starts the server: when this returns, it accepts connections. When it throws, nothing is left of it.
         *
         * @throws UncheckedIOException if an endpoint cannot be listened on, or there is not memory enough, or another thing
         *     that workers need; the message names it, the cause says why
         * @throws IllegalArgumentException if a value is out of range; the message names it
         * @throws IllegalStateException if there is no handler
         */
        public HttpServer start() {
            if (handler == null) throw new IllegalStateException("a server needs a handler");
            return HttpServer.start(config(), filtered(handler), onFailure);
        }

        private ServerConfig config() {
            return new ServerConfig(
                    endpoints.isEmpty() ? List.of(Endpoint.of(address)) : endpoints,
                    workers,
                    backlog,
                    maxConnections == null ? ServerConfig.connectionsWithin(memoryBudget) : maxConnections,
                    memoryBudget,
                    new Http1Config(
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
                            listeners));
        }

        private Handler filtered(Handler handler) {
            Handler filtered = handler;
            for (int i = filters.size() - 1; i >= 0; i--)
                filtered = filters.get(i).apply(filtered.guarded());
            return filtered;
        }
    }
}
