package dev.dunlin.demo.admin;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.WorkerSnapshot;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** All figures for Prometheus, in its text format. The only class that Micrometer is loaded for. */
final class PrometheusPage implements Handler, AutoCloseable {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Figures figures;
    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** As they were read last: each meter tells one of them, and all are to be of one moment. */
    private List<WorkerSnapshot> workers = List.of();

    private FilesSnapshot files;
    private int meteredWorkers;
    private final Set<LongAdder> meteredRequests = new HashSet<>();

    PrometheusPage(Figures figures) {
        this.figures = figures;
        this.files = figures.files();
        PrometheusRegistry histograms = new PrometheusRegistry();
        histograms.register(new LatencyCollector(figures.exchanges().latencies()));
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, histograms, Clock.SYSTEM);
        meterFiles();
        meterJvm();
    }

    /** The figures of this moment. */
    @Override
    public void handle(Request request, Responder responder) {
        responder.respond(Response.of(Status.OK)
                .withHeader("Content-Type", FORMAT)
                .withHeader("Cache-Control", "no-store")
                .withBody(Body.of(text())));
    }

    /** Unregisters what listens to the JVM. */
    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private synchronized String text() {
        workers = figures.workers();
        files = figures.files();
        for (; meteredWorkers < workers.size(); meteredWorkers++) meterWorker(meteredWorkers);
        figures.exchanges().requests().forEach(this::meterRequests);
        return registry.scrape();
    }

    /** Kinds of requests come up as they are made. */
    private void meterRequests(String method, String status, LongAdder count) {
        if (!meteredRequests.add(count)) return;
        FunctionCounter.builder("dunlin.requests", count, LongAdder::sum)
                .description("Requests that were answered, or ended without an answer")
                .tags("method", method, "status", status)
                .register(registry);
    }

    private void meterWorker(int place) {
        Tags worker = Tags.of("worker", workers.get(place).name());
        ToDoubleFunction<PrometheusPage> busy =
                page -> page.worker(place).busy().toNanos() / 1e9;
        ToDoubleFunction<PrometheusPage> lag = page -> page.worker(place).lag().toNanos() / 1e9;
        count(
                "dunlin.worker.exchanges",
                "Exchanges that are over",
                worker,
                page -> page.worker(place).exchanges());
        count("dunlin.worker.busy.seconds", "Time that the worker did not wait; its rate is its load", worker, busy);
        gauge("dunlin.worker.lag.seconds", "Longest time busy at a stretch in the last two seconds", worker, lag);
        gauge(
                "dunlin.connections.open",
                "Connections",
                worker,
                page -> page.worker(place).open());
        count(
                "dunlin.connections.opened",
                "Connections accepted",
                worker,
                page -> page.worker(place).opened());
        count(
                "dunlin.connections.refused",
                "Connections that could not be accepted",
                worker,
                page -> page.worker(place).refused());
        gauge(
                "dunlin.connections.memory.bytes",
                "Memory that connections hold, within the memory budget",
                worker,
                page -> page.worker(place).memoryHeld());
        count(
                "dunlin.connections.aborted.for.memory",
                "Connections aborted because memory was short, and they held more than their share",
                worker,
                page -> page.worker(place).abortedForMemory());
        meterTroubles(place, worker);
    }

    private void meterTroubles(int place, Tags worker) {
        count(
                "dunlin.connections.evicted",
                "Idle connections closed for clients that waited",
                worker,
                page -> page.worker(place).evicted());
        gauge(
                "dunlin.tls.handshakes.waiting",
                "TLS handshakes that wait for an expensive step to be computed",
                worker,
                page -> page.worker(place).handshakesWaiting());
        count(
                "dunlin.tls.handshakes.discarded",
                "TLS handshakes aborted because too many waited",
                worker,
                page -> page.worker(place).handshakesDiscarded());
        gauge(
                "dunlin.worker.alive",
                "1 while the event loop runs",
                worker,
                page -> page.worker(place).health().isAlive() ? 1 : 0);
        count(
                "dunlin.worker.errors",
                "Errors of the JVM, such as OutOfMemoryError, that the event loop has survived",
                worker,
                page -> page.worker(place).health().errors());
    }

    private WorkerSnapshot worker(int place) {
        return workers.get(place);
    }

    private void meterFiles() {
        Tags none = Tags.empty();
        count(
                "dunlin.sent.bytes",
                "Content sent",
                none,
                page -> page.figures.exchanges().bytesSent().sum());
        count("dunlin.cache.hits", "Files found in the cache", none, page -> page.files.hits());
        count("dunlin.cache.misses", "Files loaded", none, page -> page.files.misses());
        count(
                "dunlin.access.log.dropped",
                "Lines that the access log lacks",
                none,
                page -> page.figures.droppedLines());
        gauge("dunlin.cache.entries", "Files in the cache", none, page -> page.files.entries());
        gauge("dunlin.cache.bytes", "Contents in memory", none, page -> page.files.bytes());
        gauge("dunlin.cache.open.files", "Files held open", none, page -> page.files.openFiles());
        gauge("dunlin.names", "Files that can be found by name", none, page -> page.files.names());
        count(
                "dunlin.names.healed",
                "Places whose names had changed without an event, found in the background and corrected",
                none,
                page -> page.files.healedNames());
    }

    private void meterJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    private void count(String name, String description, Tags tags, ToDoubleFunction<PrometheusPage> figure) {
        FunctionCounter.builder(name, this, figure)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, Tags tags, ToDoubleFunction<PrometheusPage> figure) {
        Gauge.builder(name, this, figure).description(description).tags(tags).register(registry);
    }
}
