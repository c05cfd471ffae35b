package dev.dunlin.http.filters;

import dev.dunlin.http.AcceptedCodings;
import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Headers;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.Tokens;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.zip.Deflater;

/**
 * Compresses answers for clients that take gzip (RFC 9110 §8.4.1.3 and §12.5.3).
 *
 * <pre>{@code
 * HttpServer.builder().filter(Gzip.builder().build()).handler(application).start();
 * Filter json = Gzip.builder().types("application/json"::equals).minLength(200).build();
 * }</pre>
 *
 * <p>Left as they are: short content, types that do not compress, answers with a coding, a range or a digest already, and
 * those that say {@code Cache-Control: no-transform}. All others say {@code Vary: Accept-Encoding}, coded or not.
 *
 * <p>Coded content is another than the handler's: a strong {@code ETag} becomes a weak one, and {@code Accept-Ranges} goes.
 * Content in memory of up to 64 KiB keeps a length that is known; all other is compressed as the client takes it. What is
 * published without a known length, such as server-sent events, reaches the client as it is published.
 *
 * <p>A compressor takes about 270 KB of memory outside of the heap while it waits for a slow client, so that there is a bound
 * on them ({@link Builder#maxStreams}); beyond it, responses are sent as they are.
 *
 * <p>Compresses on the thread that answers, and on those that publish or send the content: event loops, mostly.
 */
public final class Gzip implements Filter {
    /** Up to here, compressing at once takes an event loop no longer than a turn of sending. */
    private static final int MAX_AT_ONCE = 64 * 1024;

    /** Say of the bytes what would be wrong of others. */
    private static final List<String> BOUND_TO_BYTES =
            List.of("Content-Encoding", "Content-Range", "Content-Digest", "Repr-Digest");

    private final long minLength;
    private final int level;
    private final Predicate<String> types;
    private final Semaphore streams;

    private Gzip(Builder builder) {
        this.minLength = builder.minLength;
        this.level = builder.level;
        this.types = builder.types;
        this.streams = new Semaphore(builder.maxStreams);
    }

    /** Begins a filter; everything has a default. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Handler apply(Handler next) {
        Handler guarded = next.guarded();
        return (request, responder) ->
                guarded.handle(request, responder.map(answer -> negotiated(request.headers(), answer)));
    }

    private Response negotiated(Headers request, Response answer) {
        if (!isCodedForSome(answer)) return answer;
        Response varying = answer.withHeaders(varying(answer.headers()));
        if (!AcceptedCodings.of(request).prefers("gzip")) return varying;
        return answer.status() == Status.NOT_MODIFIED ? notModified(request, varying) : coded(varying);
    }

    private boolean isCodedForSome(Response answer) {
        Headers fields = answer.headers();
        if (BOUND_TO_BYTES.stream().anyMatch(fields::contains)) return false;
        if (fields.contains("Cache-Control", "no-transform")) return false;
        return switch (answer.status()) {
            case Status.NO_CONTENT, Status.PARTIAL_CONTENT, 205 -> false;
            // Has to say what the 200 would have said (RFC 9110 §15.4.5), and seldom tells what that is about.
            case Status.NOT_MODIFIED ->
                fields.first("Content-Type").map(this::isCompressible).orElse(true);
            default ->
                isLongEnough(answer.body().length())
                        && fields.first("Content-Type")
                                .map(this::isCompressible)
                                .orElse(false);
        };
    }

    private boolean isLongEnough(long length) {
        return length == Body.UNKNOWN_LENGTH || (length > 0 && length >= minLength);
    }

    private boolean isCompressible(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return types.test(type.strip().toLowerCase(Locale.ROOT));
    }

    private static Headers varying(Headers fields) {
        if (fields.contains("Vary", "*") || fields.contains("Vary", "Accept-Encoding")) return fields;
        List<String> names = new ArrayList<>();
        for (String line : fields.all("Vary")) names.addAll(Tokens.list(line));
        names.add("Accept-Encoding");
        return fields.with("Vary", String.join(", ", names));
    }

    /**
     * A 304 has the tag that the 200 would have had, by which a cache finds what is still good. Whether that one would have
     * been coded is not known any more, but to the client: it has named the tag that it was sent.
     */
    private static Response notModified(Headers request, Response answer) {
        String tag = answer.headers().first("ETag").orElse("");
        boolean isNamed = request.all("If-None-Match").stream()
                .anyMatch(line -> Tokens.list(line).contains(tag));
        return isNamed ? answer : answer.withHeaders(weakened(answer.headers()));
    }

    private Response coded(Response answer) {
        if (answer.body() instanceof MemoryBody memory && memory.length() <= MAX_AT_ONCE) {
            ByteBuffer compressed = GzipEncoder.compress(memory.content(), deflater());
            return compressed.remaining() < memory.length() ? coded(answer, Body.of(compressed)) : answer;
        }
        if (!streams.tryAcquire()) return answer;
        return coded(answer, new GzipBody(answer.body(), this::deflater, streams::release));
    }

    private static Response coded(Response answer, Body compressed) {
        Headers fields = weakened(answer.headers()).without("Accept-Ranges").with("Content-Encoding", "gzip");
        return answer.withHeaders(fields).withBody(compressed);
    }

    /** RFC 9110 §8.8.1: what is not the same byte by byte must not share a strong tag. */
    private static Headers weakened(Headers fields) {
        String tag = fields.first("ETag").orElse("");
        return tag.startsWith("\"") ? fields.with("ETag", "W/" + tag) : fields;
    }

    private Deflater deflater() {
        return GzipEncoder.deflater(level);
    }

    /** A filter in the making. Not for several threads. */
    public static final class Builder {
        private long minLength = 1024;
        private int level = 6;
        private Predicate<String> types = CompressibleTypes::contains;
        private int maxStreams = GzipEncoder.numberFor(Runtime.getRuntime().maxMemory() / 8);

        private Builder() {}

        /** Content of a known length below this, in bytes, is left as it is. Default: 1 KiB. */
        public Builder minLength(long bytes) {
            this.minLength = bytes;
            return this;
        }

        /**
         * How hard to try, from 1 for fast to 9 for small. Default: 6.
         *
         * @throws IllegalArgumentException if it is outside that range
         */
        public Builder level(int level) {
            if (level < 1 || level > 9) throw new IllegalArgumentException("level " + level);
            this.level = level;
            return this;
        }

        /**
         * The media types that are compressed. Default: {@code text/*}, JSON, XML and SVG, JavaScript, WebAssembly, and fonts
         * and pictures that are not compressed by themselves. Content without a type is left as it is.
         *
         * @param types asked on any thread, with a type in lower case, without parameters: {@code text/html}
         */
        public Builder types(Predicate<String> types) {
            this.types = Objects.requireNonNull(types, "types must not be null");
            return this;
        }

        /**
         * How many responses may be compressed as their clients take them, at the same time; further ones are sent as they
         * are. Default: as many as fit into an eighth of the largest heap, 30 for one of 64 MiB; at least 8.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxStreams(int streams) {
            if (streams < 0) throw new IllegalArgumentException("maxStreams must not be negative: " + streams);
            this.maxStreams = streams;
            return this;
        }

        /** The filter, for any number of handlers. */
        public Gzip build() {
            return new Gzip(this);
        }
    }
}
