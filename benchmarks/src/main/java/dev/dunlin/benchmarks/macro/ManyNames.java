package dev.dunlin.benchmarks.macro;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A temporary tree of empty files whose names occur once each, but for one that is in each directory. */
public final class ManyNames implements AutoCloseable {
    /** The name that is everywhere. */
    public static final String COMMON = "about.txt";

    private final Path root;
    private final int files;
    private final int directories;

    private ManyNames(Path root, int files, int directories) {
        this.root = root;
        this.files = files;
        this.directories = directories;
    }

    /** Makes the files, spread evenly over the directories, ten of which lie in each directory above them. */
    public static ManyNames create(int files, int directories) throws MeasurementException {
        try {
            ManyNames names = new ManyNames(Files.createTempDirectory("dunlin-names-"), files, directories);
            for (int i = 0; i < directories; i++) names.fill(i);
            return names;
        } catch (IOException e) {
            throw new MeasurementException("cannot make the files", e);
        }
    }

    private void fill(int number) throws IOException {
        Path directory = Files.createDirectories(root.resolve(directory(number)));
        Files.createFile(directory.resolve(COMMON));
        for (int i = number; i < files - directories; i += directories) {
            Files.createFile(directory.resolve(name(i)));
        }
    }

    private static String directory(int number) {
        return "group-" + number / 10 + "/directory-" + number;
    }

    private static String name(int number) {
        return "file-" + number + ".html";
    }

    public Path root() {
        return root;
    }

    /** A name that occurs once. */
    public String unique() {
        return name((files - directories) / 2);
    }

    /** Paths of so many files, from all over the tree, beginning with a slash. */
    public List<String> paths(int count) {
        return spreadOver(count)
                .mapToObj(number -> '/' + directory(number % directories) + '/' + name(number))
                .toList();
    }

    /** The names of these files by themselves, beginning with a slash. */
    public List<String> names(int count) {
        return spreadOver(count).mapToObj(number -> '/' + name(number)).toList();
    }

    private IntStream spreadOver(int count) {
        int named = files - directories;
        int chosen = Math.min(count, named);
        return IntStream.range(0, chosen).map(i -> (int) ((long) i * named / chosen));
    }

    /** The end of a path to a name that is everywhere, which makes it the only one. */
    public String tail() {
        return "directory-" + directories / 2 + '/' + COMMON;
    }

    /** The bytes that the names take by themselves, one for each character. */
    public long nameBytes() {
        long bytes = (long) directories * COMMON.length();
        for (int i = 0; i < files - directories; i++) bytes += name(i).length();
        return bytes;
    }

    @Override
    public void close() throws MeasurementException {
        try {
            MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new MeasurementException("cannot delete the files", e);
        }
    }
}
