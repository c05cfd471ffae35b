package dev.dunlin.http.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps of TLS handshakes that wait to be computed, in the order that serves most peers:
 *
 * <ol>
 *   <li>Steps of peers that have responded to the server come before those of peers that may never do.
 *   <li>Among the latter the oldest is first as long as few wait, which is fair.
 *   <li>Under overload each source has its turn, so that one that floods the server slows down itself; and of a source's
 *       steps the newest is first: its peer is most likely still there, and does not wait behind those that have given up.
 * </ol>
 *
 * <p>Each step has a number, higher for newer ones. Not thread-safe.
 */
final class HandshakeQueue {
    private final int few;
    private final NavigableMap<Long, HandshakeTask> further = new TreeMap<>();
    private final NavigableMap<Long, HandshakeTask> first = new TreeMap<>();

    /** The same as {@link #first}, by source; the source that has its turn is at the front. */
    private final Map<Object, NavigableMap<Long, HandshakeTask>> sources = new LinkedHashMap<>();

    /**
     * @param few how many first steps may wait before it is overload
     */
    HandshakeQueue(int few) {
        this.few = few;
    }

    int size() {
        return first.size() + further.size();
    }

    void add(long number, HandshakeTask task) {
        if (task.isFirst()) {
            first.put(number, task);
            sources.computeIfAbsent(task.source(), source -> new TreeMap<>()).put(number, task);
        } else {
            further.put(number, task);
        }
    }

    /** Removes a step if it waits here. */
    void remove(long number) {
        HandshakeTask task = first.remove(number);
        if (task == null) {
            further.remove(number);
        } else {
            removeFromSource(number, task.source());
        }
    }

    /** Removes and returns the step to compute next, or null if none waits. */
    @Nullable
    HandshakeTask poll() {
        if (!further.isEmpty()) return further.pollFirstEntry().getValue();
        return first.size() > few ? pollNewest() : pollOldestFirst();
    }

    /** Removes and returns the step that is wanted least, or null if none waits. */
    @Nullable
    HandshakeTask pollLeastWanted() {
        if (!first.isEmpty()) return pollOldestFirst();
        Map.Entry<Long, HandshakeTask> oldest = further.pollFirstEntry();
        return oldest == null ? null : oldest.getValue();
    }

    void clear() {
        further.clear();
        first.clear();
        sources.clear();
    }

    private @Nullable HandshakeTask pollOldestFirst() {
        Map.Entry<Long, HandshakeTask> oldest = first.pollFirstEntry();
        if (oldest == null) return null;
        removeFromSource(oldest.getKey(), oldest.getValue().source());
        return oldest.getValue();
    }

    private HandshakeTask pollNewest() {
        Map.Entry<Object, NavigableMap<Long, HandshakeTask>> turn =
                sources.entrySet().iterator().next();
        Object source = turn.getKey();
        NavigableMap<Long, HandshakeTask> tasks = turn.getValue();
        sources.remove(source);
        Map.Entry<Long, HandshakeTask> newest = tasks.pollLastEntry();
        if (!tasks.isEmpty()) sources.put(source, tasks);
        first.remove(newest.getKey());
        return newest.getValue();
    }

    private void removeFromSource(long number, Object source) {
        NavigableMap<Long, HandshakeTask> tasks = sources.get(source);
        if (tasks == null) return;
        tasks.remove(number);
        if (tasks.isEmpty()) sources.remove(source);
    }
}
