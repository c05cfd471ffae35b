package dev.dunlin.http.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that refuses to be waited for on an event loop, as do all that are derived from it. What waits there may wait for
 * itself, for ever.
 */
public final class LoopAwareFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private static final String WAITING = "waiting for a future that is not complete";

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new LoopAwareFuture<>();
    }

    /** Returns a copy: a stage of the JDK's own would become a future that can be waited for anywhere. */
    @Override
    public CompletionStage<T> minimalCompletionStage() {
        return copy();
    }

    @Override
    public T join() {
        requireMayWait();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireMayWait();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requireMayWait();
        return super.get(timeout, unit);
    }

    private void requireMayWait() {
        if (!isDone()) LoopThread.requireMayWait(WAITING);
    }
}
