package dev.dunlin.demo.admin;

import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.WorkerSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Writes for the page's script (RFC 8259), on one line, as an event's data must be. */
final class StatusJson {
    private StatusJson() {}

    /** What is told of one moment, without the second that is drawn. */
    static String of(StatusSnapshot status) {
        FilesSnapshot files = status.files();
        List<WorkerSnapshot> workers = status.workers();
        return "{\"phase\":" + text(status.phase())
                + ",\"up\":" + status.upSeconds()
                + ",\"requests\":" + status.requests()
                + ",\"open\":" + sum(workers, WorkerSnapshot::open)
                + ",\"opened\":" + sum(workers, WorkerSnapshot::opened)
                + ",\"refused\":" + sum(workers, WorkerSnapshot::refused)
                + ",\"hits\":" + files.hits()
                + ",\"misses\":" + files.misses()
                + ",\"cacheBytes\":" + files.bytes()
                + ",\"openFiles\":" + files.openFiles()
                + ",\"names\":" + files.names()
                + ",\"workers\":" + array(workers, worker -> text(worker.name()))
                + ",\"paths\":" + array(status.topPaths(), hit -> "[" + text(hit.name()) + "," + hit.count() + "]")
                + ",\"errors\":" + array(status.lastErrors(), StatusJson::of)
                + "}";
    }

    /** A second, as short as can be, since a watcher is sent many of them at once when it comes. */
    static String of(Sample second) {
        return "{\"t\":" + second.epochMillis()
                + ",\"rate\":" + rounded(second.requests(), 10)
                + ",\"bytes\":" + Math.round(second.bytes())
                + ",\"p50\":" + second.p50()
                + ",\"p90\":" + second.p90()
                + ",\"p99\":" + second.p99()
                + ",\"w\":" + array(second.workers(), StatusJson::of)
                + "}";
    }

    private static String of(Sample.Share share) {
        return "[" + rounded(share.requests(), 10)
                + "," + rounded(share.load(), 1000)
                + "," + rounded(share.lagMillis(), 100)
                + "," + share.open() + "]";
    }

    private static String of(LastErrors.Failure failure) {
        LastErrors.Kind kind = failure.kind();
        return "[" + failure.times().lastMillis()
                + "," + failure.times().count()
                + "," + kind.status()
                + "," + kind.cut()
                + "," + text(kind.method())
                + "," + text(kind.path()) + "]";
    }

    private static long sum(List<WorkerSnapshot> workers, ToLongFunction<WorkerSnapshot> figure) {
        return workers.stream().mapToLong(figure).sum();
    }

    private static <T> String array(Collection<T> all, Function<T, String> json) {
        return all.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /** A finite number, as all here are; its text is JSON's, an exponent included. */
    private static double rounded(double number, int parts) {
        return (double) Math.round(number * parts) / parts;
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                if (c == '"' || c == '\\') json.append('\\');
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
