package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** Parses heads: whole, as nearly all arrive, and in pieces, as from a slow or a hostile client. */
public class RequestParserBenchmark extends StepBenchmark {
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
