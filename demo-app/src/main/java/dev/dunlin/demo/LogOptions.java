package dev.dunlin.demo;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is written about requests. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nWhat to tell%n")
final class LogOptions {
    @Option(
            names = "--access-log",
            paramLabel = "FILE|-|off",
            defaultValue = "off",
            description =
                    "A line for each request, in the combined log format, at the end of FILE or with - on standard"
                            + " output. Default: ${DEFAULT-VALUE}.")
    String accessLog;

    /** The access log, or null where none is wanted. */
    @Nullable
    AccessLog open() throws StartException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        return switch (accessLog) {
            case "off" -> null;
            case "-" -> AccessLog.toStandardOutput(clock);
            default -> toFile(clock);
        };
    }

    private AccessLog toFile(Clock clock) throws StartException {
        try {
            return AccessLog.toFile(Path.of(accessLog), clock);
        } catch (IOException e) {
            throw new StartException("--access-log: cannot write '" + accessLog + "': " + Reasons.of(e), e);
        } catch (InvalidPathException e) {
            throw new StartException(
                    "--access-log: cannot write '" + accessLog + "': no file can be called so here", e);
        }
    }
}
