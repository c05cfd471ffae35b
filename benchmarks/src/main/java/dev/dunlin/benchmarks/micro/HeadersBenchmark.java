package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Headers;
import dev.dunlin.http.wire.ProtocolException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Looks fields up by name in what a browser has sent. */
public class HeadersBenchmark extends StepBenchmark {
    private Headers headers = Headers.empty();

    @Setup
    public void parse() throws ProtocolException {
        headers = Heads.parse(Heads.BROWSER).headers();
    }

    @Benchmark
    public Optional<String> nearTheEnd() {
        return headers.first("accept-encoding");
    }

    /** What nearly all requests are asked for in vain: a validator, a range. */
    @Benchmark
    public boolean absent() {
        return headers.contains("If-None-Match");
    }

    @Benchmark
    public boolean token() {
        return headers.contains("Connection", "close");
    }
}
