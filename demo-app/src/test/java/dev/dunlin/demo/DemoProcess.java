package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The demo in a JVM of its own, started from its jar, and gone in any case when the test is over. */
final class DemoProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "demo-app.jar");
    private static final String READY = "listening on ";
    private static final String ADMIN_READY = "admin on ";

    private final Process process;
    private final Path temporary;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private DemoProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
        read(process.getInputStream(), output);
        read(process.getErrorStream(), errors);
    }

    /** Starts it with these arguments. */
    static DemoProcess start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** Starts it with these arguments, and these variables in the place of those of the test's environment. */
    static DemoProcess start(Map<String, String> environment, String... arguments) throws IOException {
        assertThat(JAR).as("the jar that the build has made by now").isRegularFile();
        return start(environment, List.of("-jar", JAR.toString()), arguments);
    }

    /** Starts a program of one source file instead of the demo, with the tests' class path. */
    static DemoProcess startSource(Path source, String... arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return start(Map.of(), List.of("-cp", classPath, source.toString()), arguments);
    }

    private static DemoProcess start(Map<String, String> environment, List<String> program, String... arguments)
            throws IOException {
        Path temporary = Files.createTempDirectory("demo-process-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-Djava.io.tmpdir=" + temporary));
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new DemoProcess(builder.start(), temporary);
    }

    /** Waits for the ready line. */
    URI uri() {
        await().untilAsserted(() ->
                assertThat(output).as("output; errors: %s", errors).anyMatch(line -> line.startsWith(READY)));
        return uris(READY).get(0);
    }

    /** Waits for the ready lines of so many servers. */
    List<URI> uris(int servers) {
        await().untilAsserted(() -> assertThat(output)
                .as("output; errors: %s", errors)
                .filteredOn(line -> line.startsWith(READY))
                .hasSize(servers));
        return uris(READY);
    }

    /** Waits for the line of what tells of the servers. */
    URI adminUri() {
        await().untilAsserted(() ->
                assertThat(output).as("output; errors: %s", errors).anyMatch(line -> line.startsWith(ADMIN_READY)));
        return uris(ADMIN_READY).get(0);
    }

    private List<URI> uris(String ready) {
        return output.stream()
                .filter(line -> line.startsWith(ready))
                .map(line -> URI.create(line.substring(ready.length())))
                .toList();
    }

    /** Sends SIGKILL, which no program can do anything about. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Sends SIGTERM; {@link Process#destroy} would also close the streams, and the last lines were lost. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends a signal that Java has no method for. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits for the end; then output and errors are complete. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        for (Thread reader : readers) reader.join();
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The lines on standard output so far. */
    List<String> output() {
        return output;
    }

    /** The lines on standard error so far. */
    List<String> errors() {
        return errors;
    }

    /** Its directory for temporary files, which no other program uses. */
    Path temporary() {
        return temporary;
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        MoreFiles.deleteRecursively(temporary, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    private void read(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) lines.add(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }
}
