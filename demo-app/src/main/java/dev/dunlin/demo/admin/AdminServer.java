package dev.dunlin.demo.admin;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.routing.Routes;
import dev.dunlin.http.server.HttpServer;
import dev.dunlin.http.server.WorkerSnapshot;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server beside the servers, which tells how they are: begun before them, so that one can ask whether they have begun,
 * and ended after them.
 *
 * <pre>{@code
 * AdminServer admin = AdminServer.start(address, List.of("dunlin.internal"), files::snapshot, log::dropped);
 * HttpServer server = builder.listener(admin.listener()).start();
 * admin.ready(() -> server.snapshot().workers());
 * ...
 * admin.draining();
 * server.stop(grace);
 * admin.close();
 * }</pre>
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private static final String PAGE = "dev/dunlin/demo/admin/page";
    private static final int MAX_WATCHERS = 32;
    private static final int MAX_CONNECTIONS = 256;

    /** Little beside what the servers may use: a page of figures for each of some dozen programs that do not read it. */
    private static final long MEMORY_BUDGET = 2 << 20;

    /**
     * How long half a request keeps its place: as long as a connection that has not sent anything, which then makes room for
     * another one. So those who take all connections do not keep a supervisor from asking for /healthz.
     */
    private static final Duration HEAD = Duration.ofSeconds(1);

    /** The same for a response that is not read. */
    private static final Duration WRITE = Duration.ofSeconds(10);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Readiness readiness = new Readiness();
    private final ExchangeMetrics exchanges = new ExchangeMetrics(Clock.systemUTC());
    private final StatusFeed feed = new StatusFeed(MAX_WATCHERS);
    private final Figures figures;
    private final Health health;
    private final StatusSampler sampler;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> ticks;
    private final CompletionStage<PrometheusPage> metrics;
    private final FileHandler page;
    private final HttpServer server;

    private AdminServer(
            InetSocketAddress address,
            Collection<String> hosts,
            Supplier<FilesSnapshot> files,
            LongSupplier droppedLines) {
        figures = new Figures(exchanges, files, droppedLines);
        health = new Health(figures);
        sampler = new StatusSampler(figures, readiness, Clock.systemUTC(), System.nanoTime());
        page = FileHandler.resources(AdminServer.class.getClassLoader(), PAGE)
                .cacheControl(file -> "no-cache")
                .build();
        thread = Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                .setNameFormat("admin")
                .setDaemon(true)
                .build());
        ticks = thread.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        // Micrometer takes its time to load, for which nobody has to wait.
        metrics = CompletableFuture.supplyAsync(() -> new PrometheusPage(figures), thread);
        try {
            server = listen(address, hosts);
        } catch (UncheckedIOException e) {
            closeParts();
            throw e;
        }
    }

    /**
     * Starts it; the servers are not ready as yet.
     *
     * @param hosts names by which it may be asked, beside {@code localhost} and its addresses
     * @param files tells of the file handler
     * @param droppedLines tells how many lines the access log lacks
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public static AdminServer start(
            InetSocketAddress address,
            Collection<String> hosts,
            Supplier<FilesSnapshot> files,
            LongSupplier droppedLines) {
        return new AdminServer(address, hosts, files, droppedLines);
    }

    /** Is to be told of all exchanges of the servers. */
    public ExchangeListener listener() {
        return exchanges;
    }

    /** The address that it listens on, with the port that was really taken. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The servers listen, all of them; their workers tell of themselves from now on. */
    public void ready(Supplier<List<WorkerSnapshot>> workers) {
        figures.setWorkers(workers);
        readiness.enter(Readiness.Phase.READY);
    }

    /** The servers take no more requests. */
    public void draining() {
        readiness.enter(Readiness.Phase.DRAINING);
    }

    /** Ends it; those who watch see the end of their stream. */
    @Override
    public void close() {
        feed.close();
        server.stop(GRACE);
        closeParts();
    }

    private void closeParts() {
        ticks.cancel(false);
        metrics.thenAccept(PrometheusPage::close);
        thread.shutdown();
        page.close();
    }

    private HttpServer listen(InetSocketAddress address, Collection<String> hosts) {
        List<String> names = new ArrayList<>(hosts);
        names.add(address.getHostString());
        Handler paths = Routes.builder()
                .get("/metrics", this::answerMetrics)
                .get("/healthz", health)
                .get("/readyz", this::reportReadiness)
                .get("/events", feed)
                .fallback(page)
                .build();
        return HttpServer.builder()
                .address(address)
                .workers(1)
                .maxConnections(MAX_CONNECTIONS)
                .memoryBudget(MEMORY_BUDGET)
                .headDeadline(HEAD)
                .contentDeadline(HEAD)
                .writeDeadline(WRITE)
                .filter(AdminServer::guarded)
                .filter(new HostCheck(names))
                .handler(paths)
                .start();
    }

    /** Servers of which a worker does not work want no more requests, whatever the phase. */
    private void reportReadiness(Request request, Responder responder) {
        boolean isStuck = readiness.phase() == Readiness.Phase.READY
                && !figures.stuckWorkers().isEmpty();
        if (isStuck) {
            health.handle(request, responder);
        } else {
            readiness.handle(request, responder);
        }
    }

    private void answerMetrics(Request request, Responder responder) {
        metrics.whenComplete((prometheus, failure) -> {
            if (failure == null) {
                prometheus.handle(request, responder);
            } else {
                responder.fail(failure);
            }
        });
    }

    private void tick() {
        try {
            feed.publish(sampler.next(System.nanoTime()));
        } catch (RuntimeException e) {
            LOG.error("a bug: a second could not be told of", e);
        }
    }

    /** What the page loads comes from here and from nowhere else, and nobody puts it into a frame. */
    private static Handler guarded(Handler next) {
        return (request, responder) -> next.handle(request, responder.map(AdminServer::guarded));
    }

    private static Response guarded(Response answer) {
        return answer.withHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
                .withHeader("X-Content-Type-Options", "nosniff");
    }
}
