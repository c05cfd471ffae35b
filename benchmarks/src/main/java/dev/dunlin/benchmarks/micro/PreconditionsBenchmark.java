package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import org.openjdk.jmh.annotations.Benchmark;

/** Conditional requests for a file in the cache; what is above {@link FileHandlerBenchmark#cached} is for the conditions. */
public class PreconditionsBenchmark extends SiteBenchmark {
    private final Request changed = with("If-None-Match", "\"another\"");
    private final Request refused = with("If-Match", "\"another\"");
    private Request unchanged;
    private Request unchangedByDate;

    @Override
    void prepare() throws Exception {
        Response full = answer(plain, Status.OK);
        String tag = full.headers().first("ETag").orElseThrow();
        String date = full.headers().first("Last-Modified").orElseThrow();
        unchanged = with("If-None-Match", "\"another\", W/\"one\", " + tag);
        unchangedByDate = with("If-Modified-Since", date);
    }

    /** The third of three tags. */
    @Benchmark
    public Response unchanged() throws Exception {
        return answer(unchanged, Status.NOT_MODIFIED);
    }

    @Benchmark
    public Response unchangedByDate() throws Exception {
        return answer(unchangedByDate, Status.NOT_MODIFIED);
    }

    @Benchmark
    public Response changed() throws Exception {
        return answer(changed, Status.OK);
    }

    @Benchmark
    public Response refused() throws Exception {
        return answer(refused, Status.PRECONDITION_FAILED);
    }
}
