package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An nginx that runs as {@code balancer} tells it to, and is gone in any case when the test is over. */
final class NginxProcess implements AutoCloseable {
    private final Process process;
    private final String uri;

    private NginxProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts one before so many workers, in an empty directory. */
    static NginxProcess start(Path directory, int firstPort, int workers) throws IOException {
        int port = FreePorts.one();
        configure(directory, firstPort, workers, port);
        Process process = nginx(directory, "-g", "daemon off;").start();
        NginxProcess nginx = new NginxProcess(process, "http://127.0.0.1:" + port + "/");
        try {
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
            return nginx;
        } catch (RuntimeException | AssertionError e) {
            nginx.close();
            throw e;
        }
    }

    /** What {@code nginx -t} says of the configuration. */
    static String test(Path directory, int firstPort, int workers) throws Exception {
        configure(directory, firstPort, workers, FreePorts.one());
        Process process = nginx(directory, "-t").start();
        try {
            assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            return Files.readString(output(directory), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Where it listens. */
    String uri() {
        return uri;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        }
    }

    private static void configure(Path directory, int firstPort, int workers, int port) throws IOException {
        StringWriter configuration = new StringWriter();
        int exitCode = Demo.commandLine()
                .setOut(new PrintWriter(configuration))
                .execute(
                        "balancer",
                        "--platform=linux",
                        "--port=" + firstPort,
                        "--workers=" + workers,
                        "--listen=" + port);
        assertThat(exitCode).isZero();
        Files.writeString(directory.resolve("nginx.conf"), configuration.toString());
    }

    private static ProcessBuilder nginx(Path directory, String... more) {
        ProcessBuilder builder = new ProcessBuilder(Tool.NGINX.require(), "-p", directory + "/", "-c", "nginx.conf");
        builder.command().addAll(List.of(more));
        return builder.redirectErrorStream(true)
                .redirectOutput(output(directory).toFile());
    }

    private static Path output(Path directory) {
        return directory.resolve("output.txt");
    }
}
