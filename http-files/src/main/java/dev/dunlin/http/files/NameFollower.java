package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events of one {@link NameTree}: has a look at the places that they name.
 *
 * <p>The directories that the root lies in are watched, too, for one name each: a directory that is moved has no event
 * of its own, only those above it have.
 *
 * <p>For one thread.
 */
final class NameFollower {
    private static final Logger LOG = LoggerFactory.getLogger(NameFollower.class);

    /** How many directories are read again one by one before everything is. */
    private static final int MOST_DOUBTS = 16;

    private final NameWatches watches;
    private final NameScanner scanner;
    private final NameSchedule schedule;

    /** Directories of which events were lost. */
    private final Set<TreeDirectory> doubtful = new LinkedHashSet<>();

    /** Stand for the directories that the root lies in, with the names on the way to it. */
    private final Map<TreeDirectory, String> above = new HashMap<>();

    /** Those of which events were lost. */
    private final Set<TreeDirectory> doubtfulAbove = new HashSet<>();

    /**
     * @param scanner of the tree
     * @param schedule is told when everything has to be read
     */
    NameFollower(NameWatches watches, NameScanner scanner, NameSchedule schedule) {
        this.watches = watches;
        this.scanner = scanner;
        this.schedule = schedule;
    }

    /** Watches the way to the root from its begin on, as far as that may be read. */
    void watchAbove(Path realRoot) {
        Path parent = realRoot.getRoot();
        if (parent == null) return;
        for (Path name : realRoot) {
            TreeDirectory directory = TreeDirectory.root();
            try {
                watches.watch(directory, parent);
                above.put(directory, name.toString());
            } catch (IOException e) {
                LOG.debug("cannot watch {}: {}", parent, e.toString());
            }
            parent = parent.resolve(name);
        }
    }

    /** Follows what a key has to tell. */
    void follow(WatchKey key) {
        List<TreeDirectory> directories = watches.directoriesOf(key);
        List<WatchEvent<?>> events = key.pollEvents();
        boolean valid = key.reset(); // first: whatever happens below, the next events have to come
        for (TreeDirectory directory : directories) {
            boolean isAbove = above.containsKey(directory);
            Set<String> names = new LinkedHashSet<>(); // one look for all events of a name
            for (WatchEvent<?> event : events) {
                if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    (isAbove ? doubtfulAbove : doubtful).add(directory);
                } else if (event.context() instanceof Path name) {
                    names.add(name.toString());
                }
            }
            if (isAbove) {
                if (names.contains(above.get(directory))) schedule.wantRead();
            } else {
                for (String name : names) {
                    if (directory.isAttached()) scanner.look(directory, name);
                }
            }
        }
        if (!valid) {
            watches.forget(key);
            for (TreeDirectory directory : directories) lookForItself(directory);
        }
    }

    /** There will be no events of a directory any more: it is gone, unless another one has its name. */
    private void lookForItself(TreeDirectory directory) {
        TreeDirectory parent = directory.parent();
        if (parent == null) {
            schedule.wantRead();
        } else if (directory.isAttached()) {
            scanner.look(parent, directory.name());
        }
    }

    /** Has read what the lost events may have been about. */
    void settleDoubts(long now) {
        if (!doubtfulAbove.isEmpty()) schedule.wantRootCheck(now);
        // A busy directory on the way to the root must not have everything read all the time. All of them lose events
        // when the kernel's queue runs over.
        boolean isRootLost = !above.isEmpty() && doubtfulAbove.size() == above.size();
        if (doubtful.size() > MOST_DOUBTS || isRootLost) {
            LOG.debug("events of {} directories were lost: all names are read again", doubtful.size());
            schedule.wantRead();
        } else {
            for (TreeDirectory directory : doubtful) {
                LOG.debug("events of {} were lost: its names are read again", directory.place());
                scanner.readLater(directory);
            }
        }
        doubtful.clear();
        doubtfulAbove.clear();
    }
}
