package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Asks the disk where a path leads, by a handler that remembers nothing between two requests. */
public class DocumentRootBenchmark extends StepBenchmark {
    private final LastAnswer answer = new LastAnswer();
    private final Request present = Request.builder("GET", Site.LIGHT).build();
    private final Request absent = Request.builder("GET", "/guide/absent.html").build();
    private Site site;
    private FileHandler files;

    @Setup
    public void open() throws IOException {
        site = new Site();
        files = FileHandler.builder(site.root()).cacheBytes(0).build();
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    /** With the reading of the file, which cannot be told apart from outside. */
    @Benchmark
    public Response hit() throws Exception {
        return answer.of(files, present, Status.OK);
    }

    @Benchmark
    public Response miss() throws Exception {
        return answer.of(files, absent, Status.NOT_FOUND);
    }
}
