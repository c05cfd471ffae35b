package dev.dunlin.demo;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what nginx has to be told to stand in front of a server with a port for each worker. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
        name = "balancer",
        description = "Prints a configuration of nginx that deals requests out to the workers of a server that was"
                + " started with --port-per-worker and the same --port and --workers.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class BalancerCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            defaultValue = "8080",
            converter = BoundedNumber.KnownPort.class,
            description = "The port of the first worker; the others have those that follow. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = {"-w", "--workers"},
            paramLabel = "N",
            converter = BoundedNumber.Workers.class,
            description = "The number of workers, 1 to 256. Default: as many as processors.")
    int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            defaultValue = "8000",
            converter = BoundedNumber.KnownPort.class,
            description = "The port of the balancer itself. Default: ${DEFAULT-VALUE}.")
    int listen;

    @Option(
            names = "--platform",
            paramLabel = "linux|macos",
            converter = PlatformConverter.class,
            description =
                    "What the workers run on; on macOS, nginx is expected to run in a container of Docker Desktop."
                            + " Default: as this machine.")
    Platform platform = Platform.current();

    @Option(
            names = "--docker",
            description = "Prints a Dockerfile with the configuration in it; its first lines say how to run it.")
    boolean docker;

    /** Prints one text, which can be used as it is. */
    @Override
    public Integer call() {
        Balancer balancer = balancer();
        PrintWriter out = spec.commandLine().getOut();
        out.print(docker ? balancer.dockerfile() : balancer.configuration());
        out.flush();
        return ExitCode.OK;
    }

    private Balancer balancer() {
        PortRow backends = PortRow.of(port, workers, spec.commandLine());
        if (!backends.contains(listen)) return new Balancer(backends, listen, platform);
        throw new ParameterException(
                spec.commandLine(),
                "Invalid value for option '--listen': '" + listen + "' is the port of a worker, which have "
                        + backends.first() + " to " + backends.last());
    }
}
