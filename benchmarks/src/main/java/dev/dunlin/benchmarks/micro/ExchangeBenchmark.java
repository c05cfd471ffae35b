package dev.dunlin.benchmarks.micro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.testing.TestConnection;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A whole exchange, from the bytes of a request to those of the answer, for a cached file; the kit's own work included. */
public class ExchangeBenchmark extends StepBenchmark {
    private Site site;
    private FileHandler files;
    private TestConnection client;

    @Setup
    public void open() throws IOException {
        site = new Site();
        files = FileHandler.of(site.root());
        client = TestConnection.to(files);
        String answer = new String(client.send(Heads.LIGHT).receivedBytes(), ISO_8859_1);
        if (!answer.startsWith("HTTP/1.1 200 ")) throw new IllegalStateException(answer);
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    @Benchmark
    public byte[] cached() {
        return client.send(Heads.LIGHT).receivedBytes();
    }
}
