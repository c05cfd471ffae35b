package dev.dunlin.demo;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What is written about requests. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nWhat to tell%n")
final class LogOptions {
    /** How long it may take to open the log: the start must not wait for ever. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--access-log",
            paramLabel = "FILE|-|off",
            defaultValue = "off",
            description =
                    "A line for each request at the end of FILE, or with - on standard output. SIGHUP opens FILE anew,"
                            + " and so does the server itself when FILE was renamed or removed. Default: ${DEFAULT-VALUE}.")
    String accessLog;

    @Option(
            names = "--access-log-format",
            paramLabel = "FORMAT",
            defaultValue = "combined",
            converter = LogFormatConverter.class,
            description = "How a line is written: common, combined or json. Default: ${DEFAULT-VALUE}.")
    Function<Clock, LogFormat> format;

    @Option(
            names = "--access-log-rotate",
            paramLabel = "SIZE|daily",
            converter = RotationConverter.class,
            description = "Sets FILE aside as FILE.1 when it has reached SIZE, or daily under the date, for a new one."
                    + " Default: never.")
    @Nullable
    Long rotateAt;

    @Option(
            names = "--access-log-keep",
            paramLabel = "N",
            defaultValue = "10",
            converter = BoundedNumber.Logs.class,
            description = "Logs to keep of those set aside. Default: ${DEFAULT-VALUE}.")
    int keep;

    /**
     * The access log, or null where none is wanted.
     *
     * @throws ParameterException if it is to be rotated, but cannot be
     */
    @Nullable
    AccessLog open() throws StartException {
        if (rotateAt != null && !isFile()) throw wrong("--access-log-rotate: --access-log names no file");
        LogFormat lines = format.apply(Clock.system(ZoneId.systemDefault()));
        return switch (accessLog) {
            case "off" -> null;
            case "-" -> AccessLog.toStandardOutput(lines);
            default -> toFile(lines);
        };
    }

    private boolean isFile() {
        return !accessLog.equals("off") && !accessLog.equals("-");
    }

    private AccessLog toFile(LogFormat lines) throws StartException {
        try {
            LogRotation rotation = rotateAt == null ? null : new LogRotation(rotateAt, keep);
            Path path = Path.of(accessLog);
            return TimeLimit.within(OPENING, () -> AccessLog.toFile(path, rotation, lines));
        } catch (IOException e) {
            throw new StartException("--access-log: cannot write '" + accessLog + "': " + Reasons.of(e), e);
        } catch (InvalidPathException e) {
            throw new StartException(
                    "--access-log: cannot write '" + accessLog + "': no file can be called so here", e);
        } catch (IllegalArgumentException e) {
            throw wrong("--access-log-rotate: '" + accessLog + "': " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** A size, or 0 for daily. */
    private static final class RotationConverter implements ITypeConverter<Long> {
        private final BoundedSize size = new BoundedSize.Log();

        @Override
        public Long convert(String value) {
            if (value.equals("daily")) return 0L;
            try {
                return size.convert(value);
            } catch (TypeConversionException e) {
                throw new TypeConversionException("neither daily nor a size: " + e.getMessage());
            }
        }
    }
}
