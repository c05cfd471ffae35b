package dev.dunlin.http.filters;

import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Status;
import java.time.Duration;
import java.util.Objects;

/**
 * Bounds what a handler is sent and how long it takes, more narrowly than the server does for all.
 *
 * <pre>{@code
 * Filter limits = Limits.builder().maxContent(1 << 20).deadline(Duration.ofSeconds(5)).build();
 * Handler upload = limits.apply(handler);
 * }</pre>
 *
 * <p>What the handler answers after it was answered for is dropped silently, its body closed.
 */
public final class Limits implements Filter {
    private final long maxContent;
    private final Duration deadline;

    private Limits(Builder builder) {
        this.maxContent = builder.maxContent;
        this.deadline = builder.deadline;
    }

    /** Begins a filter that has no limit yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Handler apply(Handler next) {
        Handler guarded = next.guarded();
        return (request, responder) -> {
            if (request.body().length() > maxContent) {
                responder.fail(tooLarge());
                return;
            }
            BoundedResponder bounded = new BoundedResponder(request, responder);
            if (!deadline.isZero()) bounded.answerWithin(deadline);
            guarded.handle(bounded(request, bounded), bounded);
        };
    }

    /** Content of a known length is never longer than that, and is best left as it is: the server knows its own. */
    private Request bounded(Request request, BoundedResponder responder) {
        Body content = request.body();
        if (content.length() != Body.UNKNOWN_LENGTH || maxContent == Long.MAX_VALUE) return request;
        return request.toBuilder()
                .body(new BoundedBody(content, maxContent, () -> {
                    HttpException reason = tooLarge();
                    responder.answerInstead(reason);
                    return reason;
                }))
                .build();
    }

    private HttpException tooLarge() {
        return new HttpException(Status.CONTENT_TOO_LARGE, "the content is larger than " + maxContent + " bytes");
    }

    /** A filter in the making. Not for several threads. */
    public static final class Builder {
        private long maxContent = Long.MAX_VALUE;
        private Duration deadline = Duration.ZERO;

        private Builder() {}

        /**
         * The greatest size of a request's content in bytes; more is answered with 413: at once where the length is known,
         * else when so much has come. The content then fails with an {@link HttpException} of that status. Default: unlimited.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxContent(long bytes) {
            if (bytes < 0) throw new IllegalArgumentException("maxContent " + bytes);
            this.maxContent = bytes;
            return this;
        }

        /**
         * How long the handler may take to answer, content included; then 503. That is a client's invitation to come back,
         * while the server's own deadline, with its 500, is there for handlers that have forgotten to answer. Default and zero:
         * no limit.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder deadline(Duration deadline) {
            Objects.requireNonNull(deadline, "deadline must not be null");
            if (deadline.isNegative()) throw new IllegalArgumentException("deadline " + deadline);
            this.deadline = deadline;
            return this;
        }

        /** The filter, for any number of handlers. */
        public Limits build() {
            return new Limits(this);
        }
    }
}
