package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses heads: whole, as nearly all arrive, and in pieces, as from a slow or a hostile client. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RequestParserBenchmark {
    private static final int PIECE = 16;

    private final RequestParser parser = Heads.parser();
    private final ByteBuffer wrk = ByteBuffer.wrap(Heads.WRK);
    private final ByteBuffer browser = ByteBuffer.wrap(Heads.BROWSER);

    @Benchmark
    public @Nullable RequestHead wrk() throws ProtocolException {
        return parser.parse(wrk.rewind());
    }

    @Benchmark
    public @Nullable RequestHead browser() throws ProtocolException {
        return parser.parse(browser.rewind());
    }

    @Benchmark
    public @Nullable RequestHead browserInPieces() throws ProtocolException {
        RequestHead head = null;
        for (int from = 0; from < Heads.BROWSER.length; from += PIECE) {
            browser.limit(Math.min(from + PIECE, Heads.BROWSER.length)).position(from);
            head = parser.parse(browser);
        }
        browser.clear();
        return head;
    }
}
