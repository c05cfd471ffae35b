package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of ApacheBench: a new connection for each request, so many at a time. */
final class Ab implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Ab(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Begins to ask, with more of its options. */
    static Ab start(int requests, int concurrency, String uri, String... options) throws IOException {
        String program = Tool.AB.require();
        Path output = Files.createTempFile("ab-", ".txt");
        // -r: a connection that is reset is counted, and does not end the run.
        List<String> command =
                new ArrayList<>(List.of(program, "-q", "-r", "-n", "" + requests, "-c", "" + concurrency, "-s", "60"));
        command.addAll(List.of(options));
        command.add(uri);
        ProcessBuilder builder = new ProcessBuilder(command);
        return new Ab(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for the end and tells how it went. */
    Result result() throws Exception {
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("ab ends").isTrue();
        return Result.parse(Files.readString(output, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        Files.delete(output);
    }

    /**
     * What ab says of a run.
     *
     * @param complete the requests that were answered or have failed
     * @param failed the failures; a request whose connection breaks can be one twice
     * @param incomplete the requests whose answers had another length than the first one
     * @param non2xx the answers with another status than 2xx
     */
    record Result(int complete, int failed, int incomplete, int non2xx) {
        private static Result parse(String output) {
            assertThat(output).contains("Complete requests");
            return new Result(
                    count("Complete requests", output),
                    count("Failed requests", output),
                    count("Receive: \\d+, Length", output),
                    count("Non-2xx responses", output));
        }

        /** Zero where ab leaves the count out. */
        private static int count(String name, String output) {
            Matcher count = Pattern.compile(name + ":\\s+(\\d+)").matcher(output);
            return count.find() ? Integer.parseInt(count.group(1)) : 0;
        }
    }
}
