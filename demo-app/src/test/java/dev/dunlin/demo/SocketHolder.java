package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds a listening socket, as systemd does, and starts the demo with it as its standard input. */
final class SocketHolder implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/resources/dev/dunlin/demo/socket-holder.py");

    private final Process process;
    private final BufferedReader said;
    private final PrintWriter orders;
    private final String uri;

    private SocketHolder(Process process) throws IOException {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.uri = "http://127.0.0.1:" + said.readLine() + "/";
    }

    static SocketHolder open() throws IOException {
        return new SocketHolder(new ProcessBuilder(Tool.PYTHON3.require(), SCRIPT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Where the socket is reached. */
    String uri() {
        return uri;
    }

    /**
     * Starts the demo, and does not wait until it is ready.
     *
     * @param output takes all that it prints
     */
    void startDemo(Path output, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("target", "demo-app.jar").toString();
        List<String> order = new ArrayList<>(List.of("start", output.toString(), java));
        order.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-jar", jar, "--inherit-socket"));
        order.addAll(List.of(arguments));
        orders.println(String.join("\t", order));
        assertThat(said.readLine()).isEqualTo("started");
    }

    /** Sends SIGTERM to the demo that was started first, and waits for its end. */
    int stopDemo() throws IOException {
        orders.println("stop");
        return Integer.parseInt(said.readLine());
    }

    /** Ends the demos that are left, and lets go of the socket. */
    @Override
    public void close() throws IOException {
        orders.close();
        try {
            process.onExit().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the holder of the socket did not end", e);
        }
    }
}
