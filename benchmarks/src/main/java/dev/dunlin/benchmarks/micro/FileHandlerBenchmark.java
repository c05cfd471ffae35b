package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A whole exchange short of the socket: a file that is in the cache. */
public class FileHandlerBenchmark extends StepBenchmark {
    private final LastAnswer answer = new LastAnswer();
    private final Request request = Request.builder("GET", Site.LIGHT).build();
    private final Request part =
            request.toBuilder().header("Range", "bytes=100-199").build();
    private Request conditional = request;
    private Site site;
    private FileHandler files;

    @Setup
    public void open() throws Exception {
        site = new Site();
        files = FileHandler.of(site.root());
        Response full = answer.of(files, request, Status.OK);
        String tag = full.headers().first("ETag").orElseThrow();
        conditional = request.toBuilder().header("If-None-Match", tag).build();
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    @Benchmark
    public Response cached() throws Exception {
        return answer.of(files, request, Status.OK);
    }

    @Benchmark
    public Response cachedInPart() throws Exception {
        return answer.of(files, part, Status.PARTIAL_CONTENT);
    }

    @Benchmark
    public Response cachedAndUnchanged() throws Exception {
        return answer.of(files, conditional, Status.NOT_MODIFIED);
    }
}
