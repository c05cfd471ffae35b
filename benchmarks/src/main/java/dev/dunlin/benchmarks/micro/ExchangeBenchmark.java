package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.testing.TestConnection;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** A whole exchange, from the bytes of a request to those of the answer, for a cached file; the kit's own work included. */
public class ExchangeBenchmark extends SiteBenchmark {
    private TestConnection client;

    @Override
    void prepare() {
        client = TestConnection.to(handler());
        String answer = new String(client.send(Heads.LIGHT).receivedBytes(), StandardCharsets.ISO_8859_1);
        if (!answer.startsWith("HTTP/1.1 200 ")) throw new IllegalStateException(answer);
    }

    @Benchmark
    public byte[] cached() {
        return client.send(Heads.LIGHT).receivedBytes();
    }
}
