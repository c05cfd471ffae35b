package dev.dunlin.benchmarks.macro.names;

import dev.dunlin.benchmarks.macro.ManyNames;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.files.FindByName;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what it takes to find files by their names in a big tree: time to read them, memory, and look-ups. */
@Command(
        name = "names",
        description = "Measures look-up by bare name in a big tree: time to read the names, memory, look-ups.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class NamesCommand implements Callable<Integer> {
    private static final int LOOK_UPS = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many files. Default: ${DEFAULT-VALUE}.")
    private int files;

    @Option(
            names = "--directories",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many directories, with one file of the same name in each. Default: ${DEFAULT-VALUE}.")
    private int directories;

    /** Makes the files, measures, and deletes them. */
    @Override
    public Integer call() throws Exception {
        if (directories < 1 || files < 2 * directories) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--directories': " + directories
                            + " directories of two files at least do not fit --files " + files);
        }
        PrintWriter out = spec.commandLine().getOut();
        say(out, "making %,d files in %,d directories", files, directories);
        try (ManyNames names = ManyNames.create(files, directories)) {
            measure(names, out);
        }
        return ExitCode.OK;
    }

    private void measure(ManyNames names, PrintWriter out) throws Exception {
        long before = usedHeap();
        long begun = System.nanoTime();
        try (FileHandler handler = FileHandler.builder(names.root())
                .findByName(FindByName.SERVE)
                .cacheBytes(0)
                .build()) {
            say(out, "started after %.1f ms", millisSince(begun));
            awaitFound(handler, names.unique());
            say(out, "all names read after %.1f s", millisSince(begun) / 1000);
            double each = (double) (usedHeap() - before) / files;
            say(
                    out,
                    "%.0f bytes of heap a file, %.0f of them beside the name's own",
                    each,
                    each - (double) names.nameBytes() / files);
            say(out, "a name that occurs once: %.1f µs", micros(handler, names.unique(), 200));
            say(out, "a path's end with a name that is everywhere: %.1f µs", micros(handler, names.tail(), 200));
            say(out, "a name that is nowhere: %.1f µs", micros(handler, "nowhere.html", 404));
            say(
                    out,
                    "a name that is everywhere: %.1f µs, most of it to see that 100 of them are there",
                    micros(handler, ManyNames.COMMON, 300));
        }
    }

    /** Asks until the names have been read; each time the handler waits for that by itself. */
    private static void awaitFound(FileHandler handler, String name) throws Exception {
        while (ask(handler, name).status() == 503) {
            // Not yet.
        }
    }

    private static double micros(FileHandler handler, String name, int status) throws Exception {
        int times = status == 300 ? LOOK_UPS / 100 : LOOK_UPS;
        long begun = 0;
        for (int i = -times; i < times; i++) {
            if (i == 0) begun = System.nanoTime();
            Response answer = ask(handler, name);
            if (answer.status() != status) {
                throw new MeasurementException(name + " is answered with " + answer.status() + " instead of " + status);
            }
        }
        return (System.nanoTime() - begun) / 1e3 / times;
    }

    private static Response ask(FileHandler handler, String name) throws Exception {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        handler.handle(Request.builder("GET", "/" + name).build(), answer::complete);
        Response response = answer.get(60, TimeUnit.SECONDS);
        response.body().close();
        return response;
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static long usedHeap() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }

    private static void say(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
