package dev.dunlin.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.dunlin.http.wire.ChunkedDecoder;
import dev.dunlin.http.wire.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** The decoder of chunked content. Whatever else it throws but a {@code ProtocolException} is a finding. */
public final class ChunkedDecoderFuzzer {
    /** What became of the bytes. */
    private record Outcome(String content, boolean isComplete, int taken, String error) {}

    private ChunkedDecoderFuzzer() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        long seed = data.consumeInt();
        byte[] bytes = data.consumeRemainingAsBytes();

        Outcome whole = decode(bytes, Pieces.whole());
        requireSame(whole, decode(bytes, Pieces.bytes()));
        requireSame(whole, decode(bytes, Pieces.random(seed)));
        if (whole.isComplete()) {
            requireSame(whole, naively(bytes));
        } else if (whole.error().isEmpty()) {
            require(whole.taken() == bytes.length, "bytes are left before the end: " + whole);
        }
    }

    private static Outcome decode(byte[] bytes, IntUnaryOperator lengths) {
        ChunkedDecoder decoder = new ChunkedDecoder();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int taken = 0;
        String error = "";
        try {
            taken = Pieces.feed(bytes, lengths, piece -> {
                for (int data = decoder.next(piece); data > 0; data = decoder.next(piece)) {
                    require(data <= piece.remaining(), "more data than bytes: " + data);
                    byte[] part = new byte[data];
                    piece.get(part);
                    content.writeBytes(part);
                    decoder.taken(data);
                }
                require(decoder.isComplete() || !piece.hasRemaining(), "neither at the end nor used up");
            });
        } catch (ProtocolException e) {
            error = e.status() + " " + e.getMessage();
            require(e.status() == 400, error);
        }
        return new Outcome(content.toString(StandardCharsets.ISO_8859_1), decoder.isComplete(), taken, error);
    }

    /** Reads what is known to be complete and well-formed, by lines. */
    private static Outcome naively(byte[] bytes) {
        String message = new String(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder content = new StringBuilder();
        int at = 0;
        for (int size = -1; size != 0; ) {
            int lineEnd = message.indexOf("\r\n", at);
            size = Integer.parseInt(message.substring(at, lineEnd).split("[; \t]", 2)[0], 16);
            at = lineEnd + 2;
            content.append(message, at, at + size);
            at += size;
            if (size > 0) {
                require(message.startsWith("\r\n", at), "a chunk does not end at " + at);
                at += 2;
            }
        }
        while (!message.startsWith("\r\n", at)) at = message.indexOf("\r\n", at) + 2;
        return new Outcome(content.toString(), true, at + 2, "");
    }

    private static void requireSame(Outcome whole, Outcome other) {
        require(whole.equals(other), whole + " became " + other);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }
}
