package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import org.openjdk.jmh.annotations.Benchmark;

/** A whole exchange short of the socket: a file that is in the cache. */
public class FileHandlerBenchmark extends SiteBenchmark {
    private final Request part = with("Range", "bytes=100-199");
    private Request conditional;

    @Override
    void prepare() throws Exception {
        Response full = answer(plain, Status.OK);
        conditional = with("If-None-Match", full.headers().first("ETag").orElseThrow());
    }

    @Benchmark
    public Response cached() throws Exception {
        return answer(plain, Status.OK);
    }

    @Benchmark
    public Response cachedInPart() throws Exception {
        return answer(part, Status.PARTIAL_CONTENT);
    }

    @Benchmark
    public Response cachedAndUnchanged() throws Exception {
        return answer(conditional, Status.NOT_MODIFIED);
    }
}
