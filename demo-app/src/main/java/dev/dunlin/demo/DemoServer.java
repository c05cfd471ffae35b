package dev.dunlin.demo;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.dunlin.demo.admin.AdminServer;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the demo: started in order, ended the other way round. */
final class DemoServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoServer.class);

    private final DemoCommand options;
    private final PrintStream messages;

    /** What is to be ended; the last opened part comes first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private volatile @Nullable AccessLog accessLog;
    private @Nullable String adminUri;

    private final CountDownLatch drained = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean hasFailed;

    /**
     * A server that has not started.
     *
     * @param messages told how it ended
     */
    DemoServer(DemoCommand options, PrintStream messages) {
        this.options = options;
        this.messages = messages;
    }

    /**
     * Starts all parts: when this returns, connections are accepted.
     *
     * @return where it listens, as URIs; the ports are those that were really taken
     * @throws StartException if one of them cannot; those before it are ended by {@link #close}
     */
    List<String> start() throws StartException {
        // Without the lock: opening it may take some seconds, and a signal ends that, too.
        accessLog = options.log.open();
        return start(accessLog);
    }

    private synchronized List<String> start(@Nullable AccessLog log) throws StartException {
        if (log != null) opened.push(log);
        List<List<Endpoint>> endpoints = options.https.addTo(options.listen.servers(), options.listen);
        HttpServer.Builder builder = HttpServer.builder();
        options.listen.applyTo(builder);
        options.limits.applyTo(builder, endpoints.size());
        options.deadlines.applyTo(builder);
        builder.onFailure(this::failed);
        Path root = root();
        if (log != null) builder.listener(log);
        RedirectToHttps redirect = options.https.redirect();
        if (redirect != null) builder.filter(redirect);
        FileHandler files = options.site.handler(root);
        opened.push(files);
        options.site.applyTo(builder, files);
        AdminServer watching = options.admin.start(files, log);
        if (watching != null) {
            opened.push(watching);
            builder.listener(watching.listener());
        }
        Servers servers = Servers.start(builder, endpoints);
        opened.push(() -> stop(servers));
        watchMemory(servers);
        if (redirect != null) redirect.listening(servers.httpsPort());
        if (watching != null) {
            watching.ready(servers::workers);
            adminUri = Servers.uri(watching.address());
        }
        opened.push(() -> drain(watching));
        return servers.uris();
    }

    /** Opens the access log anew, if it is a file. */
    void reopenLog() {
        AccessLog log = accessLog;
        if (log != null) log.reopen();
    }

    /** Where it tells of itself, as a URI, once it has started; null if it does not. */
    synchronized @Nullable String adminUri() {
        return adminUri;
    }

    private void watchMemory(Servers servers) {
        OutOfMemoryWatch watch = new OutOfMemoryWatch(
                () -> servers.workers().stream()
                        .mapToLong(worker -> worker.health().outOfMemoryErrors())
                        .sum(),
                () -> failed(new OutOfMemoryError(OutOfMemoryWatch.TOO_MANY + " times within a minute")));
        opened.push(watch);
        watch.start();
    }

    /** It cannot go on, and ends on a thread that is none of its loops. */
    private void failed(Throwable reason) {
        hasFailed = true;
        messages.println("dunlin: cannot go on: " + reason);
        cutDrainShort();
        new Thread(this::close, "stop-after-failure").start();
    }

    /** Returns whether it has ended because it could not go on. */
    boolean hasFailed() {
        return hasFailed;
    }

    /** Waits for the end of {@link #close}. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Drains, lets running exchanges finish, for the grace time at most, and ends all parts. Waits for a start that is under way. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) closeQuietly(opened.pop());
        closed.countDown();
    }

    private Path root() throws StartException {
        if (options.site.root != null) return SiteOptions.checked(options.site.root);
        try {
            BundledSite site = new BundledSite(TemporaryDirectory.make("dunlin-site-"));
            opened.push(site);
            return site.unpack();
        } catch (IOException e) {
            throw new StartException("cannot unpack the bundled site (--root serves another): " + Reasons.of(e), e);
        }
    }

    /** Lets balancers hear that no more requests are wanted, before there is nobody to take them. */
    private void drain(@Nullable AdminServer watching) {
        if (watching != null) watching.draining();
        Duration time = options.deadlines.drain;
        if (time.isZero() || drained.getCount() == 0) return;
        // bin/dunlin reads this, so as not to lose patience meanwhile.
        messages.println("dunlin: draining for at most " + time.plusMillis(999).toSeconds()
                + " s; a second signal ends that early");
        boolean isEndedEarly = Uninterruptibles.awaitUninterruptibly(drained, time);
        LOG.debug(isEndedEarly ? "the drain was ended early" : "the drain is over");
    }

    /** Ends the time of {@code --drain}, be it in advance. From any thread. */
    void cutDrainShort() {
        drained.countDown();
    }

    private void stop(Servers servers) {
        int cut = servers.stop(options.deadlines.grace);
        messages.println("dunlin: stopped, connections cut off: " + cut);
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Not everything was cleaned up", e);
        }
    }
}
