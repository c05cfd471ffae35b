package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A tree in memory. Before each question something may happen to it, and while a directory is read: names that come
 * meanwhile are listed or not, those that go also, and one that goes and comes again is listed once or twice, as POSIX
 * has it.
 */
final class ModelDisk implements Disk {
    private static final int MOST_LINKS = 4;
    private static final NoSuchFileException MISSING = new NoSuchFileException("nothing there");
    private static final NotDirectoryException NO_DIRECTORY = new NotDirectoryException("no directory");

    /** Paths of single names: there are few, and to make one takes time. */
    private static final Map<String, Path> PATHS = new HashMap<>();

    private static final FileSystemException EXHAUSTED = new FileSystemException("x", null, "Too many open files");

    private final ModelDice dice;
    private final Runnable meanwhile;

    /** The directory that everything is in. */
    final ModelNode top = ModelNode.directory();

    /** A directory cannot be read once in so many times; 0 for never. */
    int failures;

    /** @param meanwhile happens before each question is answered */
    ModelDisk(ModelDice dice, Runnable meanwhile) {
        this.dice = dice;
        this.meanwhile = meanwhile;
    }

    static Path pathOf(String name) {
        return PATHS.computeIfAbsent(name, Path::of);
    }

    /** The directory that a path leads to, or null if none does. */
    ModelNode directory(String path) {
        try {
            ModelNode node = find(path, true);
            return node.isDirectory() ? node : null;
        } catch (IOException none) {
            return null;
        }
    }

    /** What lies at a path, links on the way followed. */
    ModelNode find(String path, boolean followLast) throws IOException {
        return find(path, followLast, MOST_LINKS);
    }

    private ModelNode find(String path, boolean followLast, int links) throws IOException {
        if (links == 0) throw MISSING;
        ModelNode node = top;
        int start = 1;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (!node.isDirectory()) throw NO_DIRECTORY;
            node = node.entries.get(path.substring(start, end));
            if (node == null) throw MISSING;
            if (node.isSymbolicLink() && (followLast || slash >= 0)) node = find(node.target, true, links - 1);
            start = end + 1;
        }
        return node;
    }

    @Override
    public Path realPath(Path path) throws IOException {
        meanwhile.run();
        ModelNode node = find(path.toString(), true);
        String real = node.path();
        return real.equals(path.toString()) ? path : Path.of(real);
    }

    @Override
    public BasicFileAttributes attributes(Path path) throws IOException {
        meanwhile.run();
        return find(path.toString(), false);
    }

    @Override
    public DirectoryStream<Path> list(Path path) throws IOException {
        meanwhile.run();
        ModelNode directory = find(path.toString(), true);
        if (!directory.isDirectory()) throw NO_DIRECTORY;
        if (failures > 0 && dice.once(failures)) throw EXHAUSTED;
        return new Listing(path, directory);
    }

    @SuppressWarnings("IterableAndIterator") // read once, as a stream of the system
    private final class Listing implements DirectoryStream<Path>, Iterator<Path> {
        private final Path path;
        private final ModelNode directory;
        private final Deque<String> left;
        private int more;

        Listing(Path path, ModelNode directory) {
            this.path = path;
            this.directory = directory;
            this.left = new ArrayDeque<>(directory.entries.keySet());
            this.more = dice.below(3);
        }

        @Override
        public Iterator<Path> iterator() {
            return this;
        }

        @Override
        public boolean hasNext() {
            meanwhile.run();
            if (failures > 0 && dice.once(failures)) throw new DirectoryIteratorException(EXHAUSTED);
            String next = left.peek();
            while (next != null && !directory.entries.containsKey(next) && dice.once(2)) {
                left.remove();
                next = left.peek();
            }
            if (next == null && more-- > 0 && !directory.entries.isEmpty()) {
                // The buffer is empty: what was added is read, and perhaps again what was moved.
                left.add(directory.names().get(directory.entries.size() - 1));
            }
            return !left.isEmpty();
        }

        @Override
        public Path next() {
            String name = left.poll();
            if (name == null) throw new NoSuchElementException();
            return path.resolve(name);
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }

    @Override
    public FileTime changeTime(Path realPath, BasicFileAttributes attributes) {
        return attributes.lastModifiedTime();
    }

    @Override
    public boolean isReadable(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenDirectory openRoot(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenDirectory openDirectory(OpenDirectory parent, Path name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BasicFileAttributes attributes(OpenDirectory directory, Path name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> entries(OpenDirectory directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel open(OpenDirectory directory, Path name) {
        throw new UnsupportedOperationException();
    }
}
