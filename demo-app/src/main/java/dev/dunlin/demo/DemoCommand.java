package dev.dunlin.demo;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the user asks for. The options stand in groups, one class each. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
@Command(
        name = "dunlin",
        description = "Serves a directory over HTTP; without --root, a small site of its own.",
        abbreviateSynopsis = true,
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = BalancerCommand.class,
        footer = {
            "",
            "Sizes are bytes, or have a k, m or g behind them: 64k. Durations have their unit behind"
                    + " them: 500ms, 10s, 2m, 1h. An argument @FILE stands for the arguments in that file.",
            "",
            "SIGTERM and SIGINT let running exchanges finish. SIGHUP opens the access log anew.",
            "",
            "Examples",
            "  dunlin --root public --listing",
            "      A directory, for this machine only.",
            "  dunlin --root public --bind 0.0.0.0 --port 80 --compress --access-log access.log",
            "      The same for all, with a log.",
            "  dunlin --root public --https-port 8443 --self-signed --redirect-to-https",
            "      By HTTPS, to try it; --tls-cert and --tls-key for a real certificate.",
            "  dunlin --root app --spa --cache-control 1h --error-pages",
            "      An application that runs in the browser.",
            "  dunlin --root public --workers 4 --port-per-worker",
            "      A server for each worker; dunlin balancer --workers 4 prints an nginx.conf in front of them."
        })
final class DemoCommand implements Callable<Integer> {
    /** The exit code of a server that could not go on: EX_SOFTWARE of sysexits.h. */
    static final int CANNOT_GO_ON = 70;

    /** For what comes after the grace: lines of the log that are not written yet, and messages. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    @Spec
    CommandSpec spec;

    @Mixin
    SiteOptions site = new SiteOptions();

    @Mixin
    ListenOptions listen = new ListenOptions();

    @Mixin
    HttpsOptions https = new HttpsOptions();

    @Mixin
    SetupOptions setup = new SetupOptions();

    @Mixin
    LogOptions log = new LogOptions();

    @Mixin
    AdminOptions admin = new AdminOptions();

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Mixin
    DeadlineOptions deadlines = new DeadlineOptions();

    /** Starts the server and waits until a signal has stopped it. */
    @Override
    public Integer call() throws StartException, InterruptedException {
        FileNames.warnIfRestricted();
        setup.applyTo(this, spec.commandLine().getParseResult());
        DemoServer server = new DemoServer(this, System.err);
        // Before the start: a failed one, or a signal in the midst of it, has something to clean up too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        Signals.handle("HUP", server::reopenLog);
        List<String> uris = server.start();
        Greeting.lines(uris, server.adminUri(), this, spec.commandLine().getParseResult())
                .forEach(System.out::println);
        if (System.out.checkError()) System.err.println("dunlin: standard output cannot be written");
        server.awaitClosed();
        return server.hasFailed() ? CANNOT_GO_ON : ExitCode.OK;
    }

    /**
     * Ends the server by a signal. When a first one has come, the JVM takes no notice of others by itself. What ends the server
     * writes to standard error at last, which may be a pipe that nobody reads: that must not keep the program from ending.
     */
    private void stop(DemoServer server) {
        Signals.handle("TERM", server::cutDrainShort);
        Signals.handle("INT", server::cutDrainShort);
        Thread closing = new Thread(server::close, "close");
        closing.setDaemon(true);
        closing.start();
        Uninterruptibles.joinUninterruptibly(
                closing, deadlines.drain.plus(deadlines.grace).plus(LAST_WORDS));
    }
}
