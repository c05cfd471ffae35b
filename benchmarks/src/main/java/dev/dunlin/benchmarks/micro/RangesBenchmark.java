package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import org.openjdk.jmh.annotations.Benchmark;

/** Parts of a file in the cache; what is above {@link FileHandlerBenchmark#cached} is for the ranges. */
public class RangesBenchmark extends SiteBenchmark {
    private final Request end = with("Range", "bytes=-100");
    private final Request several = with("Range", "bytes=0-9, 100-109, 200-209, -10");
    private final Request overlapping = with("Range", "bytes=0-99, 50-149, 100-199, 150-249");
    private final Request beyond = with("Range", "bytes=1000-");

    @Benchmark
    public Response end() throws Exception {
        return answer(end, Status.PARTIAL_CONTENT);
    }

    /** Four parts, each with a head of its own. */
    @Benchmark
    public Response several() throws Exception {
        return answer(several, Status.PARTIAL_CONTENT);
    }

    /** Four that become one. */
    @Benchmark
    public Response overlapping() throws Exception {
        return answer(overlapping, Status.PARTIAL_CONTENT);
    }

    @Benchmark
    public Response beyond() throws Exception {
        return answer(beyond, Status.RANGE_NOT_SATISFIABLE);
    }
}
