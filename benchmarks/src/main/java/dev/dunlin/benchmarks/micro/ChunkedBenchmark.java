package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.wire.ChunkedDecoder;
import dev.dunlin.http.wire.ChunkedEncoder;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Finds out how content is framed, and takes the framing of 16 chunks of 1 KiB off and puts it on. */
public class ChunkedBenchmark extends StepBenchmark {
    private static final int CHUNKS = 16;
    private static final int CHUNK_SIZE = 1024;

    private final RequestParser parser = Heads.parser();
    private final ByteBuffer head = ByteBuffer.wrap(("POST /notes HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
                    + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));

    private final ByteBuffer chunk = ByteBuffer.wrap(new byte[CHUNK_SIZE]);
    private final ByteBuffer message =
            ByteBuffer.allocate(CHUNKS * (CHUNK_SIZE + ChunkedEncoder.MAX_FRAMING) + "0\r\n\r\n".length());

    @Setup
    public void fillMessage() {
        encode();
    }

    /** A head that says so; what is above {@link RequestParserBenchmark#wrk} is for two more fields and the framing. */
    @Benchmark
    public @Nullable RequestHead framing() throws ProtocolException {
        return parser.parse(head.rewind());
    }

    @Benchmark
    public int decode() throws ProtocolException {
        message.rewind();
        ChunkedDecoder decoder = new ChunkedDecoder();
        int sum = 0;
        for (int data = decoder.next(message); data > 0; data = decoder.next(message)) {
            message.position(message.position() + data);
            decoder.taken(data);
            sum += data;
        }
        if (!decoder.isComplete()) throw new IllegalStateException("incomplete after " + sum);
        return sum;
    }

    @Benchmark
    public ByteBuffer encode() {
        message.clear();
        for (int i = 0; i < CHUNKS; i++) ChunkedEncoder.writeChunk(chunk.rewind(), message);
        ChunkedEncoder.writeLastChunk(message);
        return message.flip();
    }
}
