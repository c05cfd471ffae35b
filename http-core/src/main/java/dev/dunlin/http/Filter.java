package dev.dunlin.http;

/**
 * Wraps a handler in another one: to look at requests, to change answers, to answer by itself.
 *
 * <pre>{@code
 * Filter timing = next -> (request, responder) -> {
 *     long start = System.nanoTime();
 *     next.handle(request, responder.map(r -> r.withHeader("Server-Timing", "app;dur=" + (System.nanoTime() - start) / 1e6)));
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Filter {
    /** The handler that stands before {@code next}. */
    Handler apply(Handler next);

    /** This filter around another one: this one sees a request first and its answer last. */
    default Filter then(Filter inner) {
        return next -> apply(inner.apply(next.guarded()).guarded());
    }
}
