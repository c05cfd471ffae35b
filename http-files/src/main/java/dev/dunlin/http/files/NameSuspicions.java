package dev.dunlin.http.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places at which a {@link NameTree} was found to disagree with the disk. That alone says nothing: most often the
 * watcher is about to tell of it. So a suspicion is dropped when its place is looked at for another reason, and only
 * those that grow old are just.
 *
 * <p>For one thread.
 */
final class NameSuspicions {
    private final Map<TreeDirectory, Map<String, Long>> places = new LinkedHashMap<>();
    private int size;

    /** A name in a directory, which may lead to nothing. */
    record Place(TreeDirectory directory, String name) {}

    int size() {
        return size;
    }

    boolean contains(TreeDirectory directory, String name) {
        return places.getOrDefault(directory, Map.of()).containsKey(name);
    }

    /**
     * Adds a place, unless it is there.
     *
     * @param time when it was found, in units of the caller's
     */
    void add(TreeDirectory directory, String name, long time) {
        Map<String, Long> names = places.computeIfAbsent(directory, any -> new LinkedHashMap<>());
        if (names.putIfAbsent(name, time) == null) size++;
    }

    /** One place was looked at. */
    void drop(TreeDirectory directory, String name) {
        if (size == 0) return;
        Map<String, Long> names = places.get(directory);
        if (names == null || names.remove(name) == null) return;
        size--;
        if (names.isEmpty()) places.remove(directory);
    }

    /** A directory was read. */
    void drop(TreeDirectory directory) {
        if (size == 0) return;
        Map<String, Long> names = places.remove(directory);
        if (names != null) size -= names.size();
    }

    /** Returns those that were found at this time or before, in the order they were found in. */
    List<Place> until(long time) {
        List<Place> old = new ArrayList<>();
        places.forEach((directory, names) -> names.forEach((name, found) -> {
            if (found <= time) old.add(new Place(directory, name));
        }));
        return old;
    }
}
