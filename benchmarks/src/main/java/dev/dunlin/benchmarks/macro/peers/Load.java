package dev.dunlin.benchmarks.macro.peers;

import com.google.gson.annotations.SerializedName;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Workspace;
import java.util.Locale;

/** What the servers are asked for, and how. */
enum Load {
    @SerializedName("a")
    A("1 kB keep-alive", Kind.WRK, "small.html", 1_000, 64),

    @SerializedName("b")
    B("12 kB keep-alive", Kind.WRK, "mid.html", 12_000, 64),

    /** The cost of moving bytes, so it is told by MiB and not by request. */
    @SerializedName("c")
    C("20 MiB", Kind.WRK, "large.bin", 20 << 20, 16),

    @SerializedName("d")
    D("Connection: close", Kind.WRK_CLOSE, "small.html", 1_000, 64),

    @SerializedName("e1")
    E1("ab", Kind.AB, "small.html", 1_000, 100),

    @SerializedName("e2")
    E2("ab -k", Kind.AB_KEEP_ALIVE, "small.html", 1_000, 100),

    @SerializedName("f")
    F("16 pipelined", Kind.WRK_PIPELINED, "small.html", 1_000, 64);

    /** What asks. */
    enum Kind {
        WRK,
        WRK_CLOSE,
        WRK_PIPELINED,
        AB,
        AB_KEEP_ALIVE;

        /** Whether the protocol is HTTP/1.0. */
        boolean isAb() {
            return this == AB || this == AB_KEEP_ALIVE;
        }
    }

    private final String title;
    private final Kind kind;
    private final String file;
    private final int bytes;
    private final int connections;

    Load(String title, Kind kind, String file, int bytes, int connections) {
        this.title = title;
        this.kind = kind;
        this.file = file;
        this.bytes = bytes;
        this.connections = connections;
    }

    /** Puts what is asked for on the site. */
    static void writeFiles(Workspace workspace) throws MeasurementException {
        for (Load load : values()) workspace.write(load.file, load.bytes);
    }

    /** The name in tables and charts. */
    String title() {
        return this + " " + title;
    }

    Kind kind() {
        return kind;
    }

    /** The path of what is asked for. */
    String path() {
        return "/" + file;
    }

    /** The length of what is asked for. */
    int bytes() {
        return bytes;
    }

    /** How many connections are open at a time. */
    int connections() {
        return connections;
    }

    /** Whether its cost is told by MiB. */
    boolean isByMib() {
        return this == C;
    }

    /** What its cost is told by. */
    String unit() {
        return isByMib() ? "MiB" : "request";
    }

    /** The name in options and file names. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
