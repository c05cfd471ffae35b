package dev.dunlin.benchmarks.peers;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a peer, in a process of its own so that its CPU time is its own too. */
@Command(
        name = "peer",
        hidden = true,
        description = "Serves files on 127.0.0.1 until its standard input ends: with whoever has started it.",
        mixinStandardHelpOptions = true)
public final class PeerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    private Peers peer;

    @Option(names = "--root", required = true, description = "The directory.")
    private Path root;

    @Option(names = "--port", required = true, description = "The port.")
    private int port;

    @Option(names = "--workers", defaultValue = "1", description = "How many threads for input and output.")
    private int workers;

    /** Serves until the standard input ends, and takes the JVM with it: peers need not know how to stop. */
    @Override
    public Integer call() throws Exception {
        peer.create().start(root, new InetSocketAddress("127.0.0.1", port), workers);
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
        return 0;
    }
}
