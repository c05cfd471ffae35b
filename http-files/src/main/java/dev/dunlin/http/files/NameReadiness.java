package dev.dunlin.http.files;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets any number of callers wait for one moment, each for a time of its own, and no thread with them. Nothing is left
 * of those whose time has passed: a future that is waited for through its {@code copy()} would hold them all until it
 * completes, which a scan of minutes under load would make many.
 */
final class NameReadiness {
    private final Set<CompletableFuture<Boolean>> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable Boolean> settled = new AtomicReference<>();

    /** The moment has come, or (false) will never come. Only the first call counts. */
    void settle(boolean ready) {
        if (!settled.compareAndSet(null, ready)) return;
        for (CompletableFuture<Boolean> waiter : waiting) waiter.complete(ready);
    }

    /** Completes with true at the moment, with false if it does not come in this time. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    CompletionStage<Boolean> within(Duration time) {
        CompletableFuture<Boolean> waiter = new CompletableFuture<>();
        waiting.add(waiter);
        CompletionStage<Boolean> result = waiter.whenComplete((ready, failure) -> waiting.remove(waiter));
        Boolean known = settled.get(); // looked at after the waiter was added: else the moment could pass between
        if (known != null) {
            waiter.complete(known);
        } else {
            waiter.completeOnTimeout(false, time.toNanos(), TimeUnit.NANOSECONDS);
        }
        return result;
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }
}
