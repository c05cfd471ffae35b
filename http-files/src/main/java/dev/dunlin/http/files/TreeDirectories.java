package dev.dunlin.http.files;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directories that have a name in common, or a file of that name; never none. Most names occur once, and then the
 * directory stands for itself, so that such a name costs nothing here; a few are an array, many a table.
 *
 * <p>One thread changes them, by putting what {@link #with} and {@link #without} return in the place of what was there;
 * any number may read meanwhile.
 */
sealed interface TreeDirectories extends Iterable<TreeDirectory>
        permits TreeDirectory, TreeDirectories.Few, TreeDirectories.Many {
    /** How many there are. */
    int size();

    boolean contains(TreeDirectory directory);

    /** These and one more, which is not among them yet. */
    TreeDirectories with(TreeDirectory directory);

    /** These without one that is among them, or null if it was the last. */
    @Nullable
    TreeDirectories without(TreeDirectory directory);

    /** So few that a change copies them. */
    final class Few implements TreeDirectories {
        private static final int MOST = 8;

        private final TreeDirectory[] all;

        Few(TreeDirectory... all) {
            this.all = all;
        }

        @Override
        public int size() {
            return all.length;
        }

        @Override
        public boolean contains(TreeDirectory directory) {
            for (TreeDirectory each : all) {
                if (each == directory) return true;
            }
            return false;
        }

        @Override
        public TreeDirectories with(TreeDirectory directory) {
            if (all.length == MOST) return new Many(this).with(directory);
            TreeDirectory[] longer = Arrays.copyOf(all, all.length + 1);
            longer[all.length] = directory;
            return new Few(longer);
        }

        @Override
        public TreeDirectories without(TreeDirectory directory) {
            TreeDirectory[] rest =
                    Arrays.stream(all).filter(each -> each != directory).toArray(TreeDirectory[]::new);
            return rest.length == 1 ? rest[0] : new Few(rest);
        }

        @Override
        public Iterator<TreeDirectory> iterator() {
            return Arrays.asList(all).iterator();
        }
    }

    /**
     * So many that a change must not touch them all: else the end of a directory tree with 100,000 files of one name
     * would take hours.
     */
    final class Many implements TreeDirectories {
        private final Set<TreeDirectory> all = ConcurrentHashMap.newKeySet();
        private int mostEver;

        Many(TreeDirectories all) {
            for (TreeDirectory each : all) with(each);
        }

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public boolean contains(TreeDirectory directory) {
            return all.contains(directory);
        }

        @Override
        public TreeDirectories with(TreeDirectory directory) {
            all.add(directory);
            mostEver = Math.max(mostEver, all.size());
            return this;
        }

        /** A table never shrinks, and a look-up that walks through an empty one takes its time; so it is copied. */
        @Override
        public TreeDirectories without(TreeDirectory directory) {
            all.remove(directory);
            int left = all.size();
            if (left <= Few.MOST / 2) return new Few(all.toArray(new TreeDirectory[0]));
            return left < mostEver / 8 ? new Many(this) : this;
        }

        @Override
        public Iterator<TreeDirectory> iterator() {
            return all.iterator();
        }
    }
}
