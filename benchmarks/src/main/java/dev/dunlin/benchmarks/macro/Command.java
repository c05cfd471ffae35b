package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that is run until it ends by itself, for what it prints.
 *
 * @param words the program and its arguments
 */
public record Command(List<String> words) {
    public Command {
        words = List.copyOf(words);
    }

    /** Returns all that the program prints, on standard output and standard error. */
    public String run() throws MeasurementException {
        return run(true);
    }

    /** {@link #run}, and it does not matter whether the program says that it has failed, as some do that only tell their version. */
    String output() throws MeasurementException {
        return run(false);
    }

    private String run(boolean mustSucceed) throws MeasurementException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C"); // what it prints is going to be parsed
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0 && mustSucceed)
                    throw new MeasurementException("failed: " + this + "\n" + output.strip());
                return output;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MeasurementException("interrupted: " + this);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new MeasurementException("cannot run " + this, e);
        }
    }

    /** As one would type it, where the program is on one's path. */
    @Override
    public String toString() {
        Path program = Path.of(words.get(0)).getFileName();
        String arguments = words.stream().skip(1).map(Command::quoted).collect(Collectors.joining(" "));
        return (program + " " + arguments).strip();
    }

    private static String quoted(String word) {
        return word.contains(" ") ? "'" + word + "'" : word;
    }
}
