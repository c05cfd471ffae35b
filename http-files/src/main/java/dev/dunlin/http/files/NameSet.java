package dev.dunlin.http.files;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files in one directory: a hash table with nothing in it but the names, at 5 to 8 bytes a name, where
 * a {@link java.util.HashSet} takes 40. Adding and removing cost the same however many there are.
 *
 * <p>For one thread.
 */
final class NameSet {
    private static final @Nullable String[] EMPTY = {};

    /** At most three quarters full, so that every search ends at a gap. Collisions move on to the next slot. */
    private @Nullable String[] table = EMPTY;

    private int size;

    int size() {
        return size;
    }

    /** The instance that is held here of a name equal to this one, or null. */
    @Nullable
    String find(String name) {
        return size == 0 ? null : table[slotOf(name)];
    }

    /** Adds a name that is not held yet. */
    void add(String name) {
        if ((size + 1) * 4L > table.length * 3L) resize(Math.max(4, table.length + table.length / 2 + 1));
        table[slotOf(name)] = name;
        size++;
    }

    /** Removes a name, and tells whether it was held. */
    boolean remove(String name) {
        if (size == 0) return false;
        int slot = slotOf(name);
        if (table[slot] == null) return false;
        size--;
        closeGap(slot);
        if (size == 0) {
            table = EMPTY;
        } else if (table.length > 8 && size * 4L < table.length) {
            resize(size * 2);
        }
        return true;
    }

    /** Tells every name, in no order. The set must not be changed meanwhile. */
    void forEach(Consumer<String> action) {
        for (String name : table) {
            if (name != null) action.accept(name);
        }
    }

    private void resize(int length) {
        @Nullable String[] old = table;
        table = new @Nullable String[length];
        for (String name : old) {
            if (name != null) table[slotOf(name)] = name;
        }
    }

    /** Where the name is, or else the gap where it would be. */
    private int slotOf(String name) {
        int slot = homeOf(name);
        for (String there = table[slot]; there != null && !there.equals(name); there = table[slot]) slot = next(slot);
        return slot;
    }

    /** Spreads the hash codes over the table by their upper bits, so that its length need not be a power of two. */
    private int homeOf(String name) {
        return (int) ((Integer.toUnsignedLong(name.hashCode() * 0x9E3779B9) * table.length) >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == table.length ? 0 : slot + 1;
    }

    /** Empties a slot and moves up those behind it that may not stand behind a gap (Knuth, TAOCP 6.4, algorithm R). */
    private void closeGap(int slot) {
        int gap = slot;
        int i = next(gap);
        for (String name = table[i]; name != null; name = table[i]) {
            int home = homeOf(name);
            boolean reachable = gap <= i ? gap < home && home <= i : gap < home || home <= i;
            if (!reachable) {
                table[gap] = name;
                gap = i;
            }
            i = next(i);
        }
        table[gap] = null;
    }
}
