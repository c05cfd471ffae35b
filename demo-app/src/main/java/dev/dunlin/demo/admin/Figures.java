package dev.dunlin.demo.admin;

import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.LoopHealth;
import dev.dunlin.http.server.WorkerSnapshot;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where all that is told comes from. For any thread. */
final class Figures {
    private final ExchangeMetrics exchanges;
    private final Supplier<FilesSnapshot> files;
    private final LongSupplier droppedLines;
    private volatile Supplier<List<WorkerSnapshot>> workers = List::of;

    Figures(ExchangeMetrics exchanges, Supplier<FilesSnapshot> files, LongSupplier droppedLines) {
        this.exchanges = exchanges;
        this.files = files;
        this.droppedLines = droppedLines;
    }

    /** What was counted of exchanges. */
    ExchangeMetrics exchanges() {
        return exchanges;
    }

    /** What the file handler says. */
    FilesSnapshot files() {
        return files.get();
    }

    /** How many lines the access log lacks. */
    long droppedLines() {
        return droppedLines.getAsLong();
    }

    /** What the workers of all servers say, always in the same order; nothing as long as there are none. */
    List<WorkerSnapshot> workers() {
        return workers.get();
    }

    /** Returns those that are dead, or have been busy at a stretch for too long. */
    List<WorkerSnapshot> stuckWorkers() {
        return workers().stream()
                .filter(worker -> !worker.isResponsive(LoopHealth.STALL))
                .toList();
    }

    /** There are workers now. */
    void setWorkers(Supplier<List<WorkerSnapshot>> workers) {
        this.workers = workers;
    }
}
