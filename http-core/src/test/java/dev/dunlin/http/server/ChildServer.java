package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, so that its memory is its own. Ends with the test. */
final class ChildServer implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private ChildServer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** What the main class does: serves on one loop until the process is ended. */
    static void serve(Handler handler) throws InterruptedException {
        serve(HttpServer.builder().workers(1).handler(handler));
    }

    /** The same for a server that is made in another way. */
    static void serve(HttpServer.Builder builder) throws InterruptedException {
        HttpServer server = builder.start();
        System.out.println(server.address().getPort());
        Thread.currentThread().join();
    }

    /** Starts the main class with these options for its JVM. */
    static ChildServer start(Class<?> main, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String port = output.readLine();
            assertThat(port).as("the port that the child has printed").isNotNull();
            return new ChildServer(
                    process, new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
        } catch (IOException | RuntimeException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
