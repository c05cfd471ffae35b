package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Headers;
import dev.dunlin.http.wire.ProtocolException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Looks fields up by name in what a browser has sent. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class HeadersBenchmark {
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
