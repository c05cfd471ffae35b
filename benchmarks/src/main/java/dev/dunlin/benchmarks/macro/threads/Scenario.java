package dev.dunlin.benchmarks.macro.threads;

import com.google.gson.annotations.SerializedName;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Workspace;
import java.util.List;
import java.util.Locale;

/** What is asked for. */
enum Scenario {
    /** The cost of a request itself. */
    @SerializedName("light")
    LIGHT("Light: a file of 1 kB", "light.html", 1, """
            What costs here is the request itself: accepting, parsing, a look into the cache, one write. The \
            processors are the limit, so growth is to be expected until the server has all that the load generator \
            leaves to it, and none beyond."""),

    /** The cost of moving bytes. Fewer requests, as each moves a thousand times as many. */
    @SerializedName("heavy")
    HEAVY("Heavy: a file of 1 MB", "heavy.bin", 10, """
            What costs here is to move bytes, from the page cache to the socket and, on the same processors, from the \
            socket to the load generator. Growth is hardly to be expected: one worker already keeps them busy."""),

    /** The cost of waiting. Far fewer requests, as a single worker answers no more than a hundred in a second. */
    @SerializedName("blocking")
    BLOCKING("Blocking: a handler that waits for 10 ms on the worker itself", "", 25, """
            A worker that waits serves nobody else, so one worker answers at most 100 requests in a second, and each \
            further worker adds as many, however few the processors are. This is what workers are for where handlers \
            block, and here growth of nearly an order of magnitude from 1 to 8 is to be expected. Directly, the kernel \
            deals connections to the workers by their addresses, unevenly for moments, so that some of it is lost; the \
            balancer deals them in turn.""");

    private static final int LIGHT_BYTES = 1_000;
    private static final int HEAVY_BYTES = 1_000_000;
    private static final int WAIT_MILLIS = 10;

    private final String title;
    private final String path;
    private final int divisor;
    private final String expectation;

    Scenario(String title, String path, int divisor, String expectation) {
        this.title = title;
        this.path = path;
        this.divisor = divisor;
        this.expectation = expectation;
    }

    /** Puts what is asked for on the site. */
    static void writeFiles(Workspace workspace) throws MeasurementException {
        workspace.write(LIGHT.path, LIGHT_BYTES);
        workspace.write(HEAVY.path, HEAVY_BYTES);
    }

    String title() {
        return title;
    }

    /** What is to be asked for, below the server's root. */
    String path() {
        return path;
    }

    /** One in how many requests of a light run is made here. */
    int divisor() {
        return divisor;
    }

    /** What is to be expected of more workers, and why. */
    String expectation() {
        return expectation;
    }

    /** What {@link ServeCommand} is to answer with. */
    List<String> serveOptions(String site) {
        return this == BLOCKING ? List.of("--wait", Integer.toString(WAIT_MILLIS)) : List.of("--root", site);
    }

    /** The name in options and file names. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
