package dev.dunlin.benchmarks.macro.holders;

import java.util.Locale;
import java.util.function.IntFunction;

/** How a connection makes the server hold something. */
enum Kind {
    HEADS(
            "half heads",
            "send 39 kB of a request's head and not its end",
            Kind.EVERYTHING,
            connection -> Messages.halfHead()),

    RECORDS(
            "half TLS records",
            "send 15 kB of a ClientHello and not its end",
            Kind.EVERYTHING,
            connection -> Messages.halfRecord()),

    PIPELINES(
            "pipelines",
            "send 500 requests for 1 kB at once and read nothing",
            Kind.NOTHING,
            connection -> Messages.pipeline(Site.SMALL)),

    RESPONSES(
            "unread responses",
            "ask for the same 60 kB, which are in memory, and read nothing",
            Kind.NOTHING,
            connection -> Messages.get(Site.cacheable(0))),

    COMPRESSORS(
            "compressors",
            "ask for 8 MB of text, compressed, and read a byte a second",
            1,
            connection -> Messages.getCompressed(Site.TEXT)),

    CACHED(
            "distinct files",
            "ask for 60 kB each, of 1,500 files in turn, and read nothing",
            Kind.NOTHING,
            connection -> Messages.get(Site.cacheable(connection))),

    FILES(
            "slow file readers",
            "ask for 20 MiB and read 1 kB a second",
            Kind.LITTLE,
            connection -> Messages.get(Site.BIG)),

    LISTINGS(
            "slow listing readers",
            "ask for the list of 10,000 entries and read 1 kB a second",
            Kind.LITTLE,
            connection -> Messages.get(Site.DIRECTORY)),

    RANGES(
            "slow range readers",
            "ask for 16 parts of 20 MiB and read 1 kB a second",
            Kind.LITTLE,
            connection -> Messages.ranges(Site.BIG, Site.BIG_LENGTH));

    private static final int NOTHING = 0;
    private static final int LITTLE = 1_000;
    private static final int EVERYTHING = 64 * 1024;

    private final String title;
    private final String description;
    private final int bytesPerSecond;
    private final IntFunction<byte[]> message;

    Kind(String title, String description, int bytesPerSecond, IntFunction<byte[]> message) {
        this.title = title;
        this.description = description;
        this.bytesPerSecond = bytesPerSecond;
        this.message = message;
    }

    /** The name in tables and charts. */
    String title() {
        return title;
    }

    /** What the connections do. */
    String description() {
        return description;
    }

    /** How much a connection reads. */
    int bytesPerSecond() {
        return bytesPerSecond;
    }

    /** What a connection sends when it is open. */
    byte[] message(int connection) {
        return message.apply(connection);
    }

    /** Returns whether not all connections send the same. */
    boolean differs() {
        return this == CACHED;
    }

    /** Returns whether connections go where TLS is spoken. */
    boolean isTls() {
        return this == RECORDS;
    }

    /** The name in options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
