package dev.dunlin.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Tokens;
import dev.dunlin.http.wire.HeadLimits;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The parser of heads. Whatever else it throws but a {@code ProtocolException} is a finding. */
public final class RequestParserFuzzer {
    private static final HeadLimits USUAL = new HeadLimits(8 * 1024, 100, 32 * 1024);
    private static final HeadLimits NARROW = new HeadLimits(24, 4, 90);
    private static final HeadLimits WIDE = new HeadLimits(64 * 1024, 200, 64 * 1024);

    /** What became of the bytes: the heads with the positions of their ends, and how the reading ended. */
    private record Outcome(List<Integer> ends, List<RequestHead> heads, String end) {
        /** Heads have no equality, but say all that they hold. */
        String text() {
            return ends + " " + heads + " " + end;
        }
    }

    private RequestParserFuzzer() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws ProtocolException {
        boolean isNarrow = data.consumeBoolean();
        long seed = data.consumeInt();
        byte[] bytes = data.consumeRemainingAsBytes();
        HeadLimits limits = isNarrow ? NARROW : USUAL;

        Outcome whole = parse(bytes, Pieces.whole(), limits);
        requireSame("byte by byte", whole, parse(bytes, Pieces.bytes(), limits));
        requireSame("in pieces", whole, parse(bytes, Pieces.random(seed), limits));
        for (int i = 0; i < whole.heads().size(); i++) {
            int begin = i == 0 ? 0 : whole.ends().get(i - 1);
            requireNothingBehindCounts(Arrays.copyOfRange(bytes, begin, whole.ends().get(i)), limits);
            requireSound(whole.heads().get(i));
            requireTheSameWrittenAgain(whole.heads().get(i));
        }
    }

    private static Outcome parse(byte[] bytes, IntUnaryOperator lengths, HeadLimits limits) {
        RequestParser parser = new RequestParser(limits);
        List<Integer> ends = new ArrayList<>();
        List<RequestHead> heads = new ArrayList<>();
        int[] taken = {0};
        try {
            Pieces.feed(bytes, lengths, piece -> {
                while (piece.hasRemaining()) {
                    int before = piece.position();
                    RequestHead head = parser.parse(piece);
                    taken[0] += piece.position() - before;
                    if (head == null && piece.hasRemaining()) throw new AssertionError("no head, and bytes are left");
                    if (head == null) return;
                    ends.add(taken[0]);
                    heads.add(head);
                }
            });
            return new Outcome(ends, heads, parser.isInHead() + " " + parser.isAtStart());
        } catch (ProtocolException e) {
            require(e.status() >= 400 && e.status() <= 599, "status " + e.status());
            return new Outcome(ends, heads, e.status() + " " + e.getMessage());
        }
    }

    private static void requireSame(String how, Outcome whole, Outcome inPieces) {
        require(whole.text().equals(inPieces.text()), how + ": " + whole.text() + " became " + inPieces.text());
    }

    private static void requireNothingBehindCounts(byte[] head, HeadLimits limits) {
        require(new String(head, StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n"), "a head without its end");
        Outcome alone = parse(head, Pieces.whole(), limits);
        require(alone.ends().equals(List.of(head.length)), "a head by itself: " + alone.text());
    }

    private static void requireSound(RequestHead head) {
        require(Tokens.isToken(head.method()), "method " + head.method());
        String target = head.target().text();
        require(!target.isEmpty() && target.chars().noneMatch(c -> c <= ' ' || c == 0x7f), "target " + target);
        Headers fields = head.headers();
        for (Headers.Field field : fields) {
            require(Tokens.isToken(field.name()), "name " + field.name());
            require(field.value().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0), "value " + field.value());
        }
        int hosts = fields.all("Host").size();
        require(hosts == 1 || (hosts == 0 && head.isHttp10()), hosts + " hosts");

        List<String> lengths = fields.all("Content-Length");
        boolean isChunked = fields.contains("Transfer-Encoding");
        require(isChunked == (head.contentLength() == Body.UNKNOWN_LENGTH), "chunked: " + head);
        require(!isChunked || (lengths.isEmpty() && !head.isHttp10()), "chunked and more: " + head);
        require(lengths.size() <= 1, "several lengths: " + head);
        if (!isChunked) {
            long length = lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
            require(length >= 0 && head.contentLength() == length, "length: " + head);
        }
    }

    /** What stands between this server and another one would write it so. */
    private static void requireTheSameWrittenAgain(RequestHead head) throws ProtocolException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        String line = head.method() + " " + head.target().text() + " " + head.protocol() + "\r\n";
        written.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        byte[] fields = new byte[head.headers().encodedLength()];
        head.headers().writeTo(ByteBuffer.wrap(fields));
        written.writeBytes(fields);
        written.writeBytes(new byte[] {'\r', '\n'});
        ByteBuffer input = ByteBuffer.wrap(written.toByteArray());
        RequestHead again = new RequestParser(WIDE).parse(input);
        require(!input.hasRemaining() && head.toString().equals(String.valueOf(again)), head + " became " + again);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }
}
