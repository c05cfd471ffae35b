package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.server.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The server that is measured, in a process of its own so that its CPU time is its own too. */
@Command(
        name = "serve",
        hidden = true,
        description = "Serves on 127.0.0.1 until its standard input ends: with whoever has started it.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    /**
     * What the line begins with that is printed when connections are accepted; the URIs follow, with blanks between.
     */
    static final String READY = "listening on ";

    /** How often neighbouring ports are looked for, where any will do. */
    private static final int ATTEMPTS = 100;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Content content;

    @Option(names = "--port", defaultValue = "0", description = "The port, or the first one; 0 for any that is free.")
    private int port;

    @Option(names = "--workers", defaultValue = "1", description = "How many event loops there are.")
    private int workers;

    @Option(names = "--port-per-worker", description = "Each worker is a server of its own, on consecutive ports.")
    private boolean portPerWorker;

    /** What is answered with. */
    private static final class Content {
        @Option(names = "--root", required = true, description = "Serves the files of this directory.")
        private @Nullable Path root;

        @Option(names = "--wait", required = true, description = "Answers after so many milliseconds on the worker.")
        private int waitMillis;
    }

    /** Serves until the standard input ends. */
    @Override
    public Integer call() throws IOException {
        if (content.root == null) {
            serve(waiting(content.waitMillis));
        } else {
            try (FileHandler files = FileHandler.of(content.root)) {
                serve(files);
            }
        }
        return ExitCode.OK;
    }

    /** Does what a handler must not do, for the sake of those who have to. */
    private static Handler waiting(int millis) {
        Response done = Response.ok("waited for " + millis + " ms\n");
        return (request, responder) -> {
            Thread.sleep(millis);
            responder.respond(done);
        };
    }

    private void serve(Handler handler) throws IOException {
        List<HttpServer> servers = portPerWorker ? startNeighbours(handler) : List.of(start(port, workers, handler));
        try {
            PrintWriter out = spec.commandLine().getOut();
            out.println(servers.stream()
                    .map(server -> server.uri().toString())
                    .collect(Collectors.joining(" ", READY, "")));
            out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        } finally {
            servers.forEach(HttpServer::close);
        }
    }

    private static HttpServer start(int port, int workers, Handler handler) {
        return HttpServer.builder().port(port).workers(workers).handler(handler).start();
    }

    private List<HttpServer> startNeighbours(Handler handler) {
        int attempts = port == 0 ? ATTEMPTS : 1;
        for (int attempt = 1; ; attempt++) {
            List<HttpServer> servers = new ArrayList<>();
            try {
                servers.add(start(port, 1, handler));
                int first = servers.get(0).address().getPort();
                for (int i = 1; i < workers; i++) servers.add(start(first + i, 1, handler));
                return servers;
            } catch (UncheckedIOException | IllegalArgumentException takenOrTooHigh) {
                servers.forEach(HttpServer::close);
                if (attempt == attempts) throw takenOrTooHigh;
            }
        }
    }
}
