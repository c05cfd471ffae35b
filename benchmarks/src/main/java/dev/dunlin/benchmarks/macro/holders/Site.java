package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files that are asked for, and their paths in requests. */
final class Site {
    /** 1 kB, for the well-behaved. */
    static final String SMALL = "/small.html";

    /** 8 MB of text that compresses to about three quarters, so that the compressed text is far longer than what the kernel takes. */
    static final String TEXT = "/text.txt";

    /** 20 MiB, sent from the file to the socket. */
    static final String BIG = "/big.bin";

    static final int BIG_LENGTH = 20 * 1024 * 1024;

    /** A directory of 10,000 entries. */
    static final String DIRECTORY = "/entries/";

    /** How many files there are that have room in the server's cache one by one, but not all together. */
    static final int CACHEABLE = 1_500;

    private static final int SMALL_LENGTH = 1_000;
    private static final int TEXT_LENGTH = 8_000_000;
    private static final int CACHEABLE_LENGTH = 60_000;
    private static final int ENTRIES = 10_000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n";

    private Site() {}

    /** The path of one of the {@link #CACHEABLE} files. */
    static String cacheable(int number) {
        return "/files/" + number % CACHEABLE + ".bin";
    }

    /** Writes all of them. */
    static void write(Workspace workspace) throws MeasurementException {
        Path root = workspace.site();
        try {
            Path directory = Files.createDirectory(root.resolve(DIRECTORY.substring(1)));
            for (int i = 0; i < ENTRIES; i++) Files.createFile(directory.resolve("an-entry-of-many-" + i + ".txt"));
            Files.createDirectory(root.resolve("files"));
            Files.writeString(root.resolve(TEXT.substring(1)), text(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new MeasurementException("cannot write temporary files", e);
        }
        workspace.write(SMALL.substring(1), SMALL_LENGTH);
        workspace.write(BIG.substring(1), BIG_LENGTH);
        for (int i = 0; i < CACHEABLE; i++) workspace.write(cacheable(i).substring(1), CACHEABLE_LENGTH);
    }

    /** The same at each call. */
    private static String text() {
        Random random = new Random(42);
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        while (text.length() < TEXT_LENGTH) text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return text.toString();
    }
}
