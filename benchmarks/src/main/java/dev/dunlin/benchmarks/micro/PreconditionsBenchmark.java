package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Conditional requests for a file in the cache; what is above {@link FileHandlerBenchmark#cached} is for the conditions. */
public class PreconditionsBenchmark extends StepBenchmark {
    private final LastAnswer answer = new LastAnswer();
    private final Request plain = Request.builder("GET", Site.LIGHT).build();
    private Request unchanged = plain;
    private Request unchangedByDate = plain;
    private Request changed = plain;
    private Request refused = plain;
    private Site site;
    private FileHandler files;

    @Setup
    public void open() throws Exception {
        site = new Site();
        files = FileHandler.of(site.root());
        Response full = answer.of(files, plain, Status.OK);
        String tag = full.headers().first("ETag").orElseThrow();
        String date = full.headers().first("Last-Modified").orElseThrow();
        unchanged = with("If-None-Match", "\"another\", W/\"one\", " + tag);
        unchangedByDate = with("If-Modified-Since", date);
        changed = with("If-None-Match", "\"another\"");
        refused = with("If-Match", "\"another\"");
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    /** The third of three tags. */
    @Benchmark
    public Response unchanged() throws Exception {
        return answer.of(files, unchanged, Status.NOT_MODIFIED);
    }

    @Benchmark
    public Response unchangedByDate() throws Exception {
        return answer.of(files, unchangedByDate, Status.NOT_MODIFIED);
    }

    @Benchmark
    public Response changed() throws Exception {
        return answer.of(files, changed, Status.OK);
    }

    @Benchmark
    public Response refused() throws Exception {
        return answer.of(files, refused, Status.PRECONDITION_FAILED);
    }

    private Request with(String name, String value) {
        return plain.toBuilder().header(name, value).build();
    }
}
