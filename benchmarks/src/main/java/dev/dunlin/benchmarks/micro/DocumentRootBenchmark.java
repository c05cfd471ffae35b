package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;

/** Asks the disk where a path leads, by a handler that remembers nothing between two requests. */
public class DocumentRootBenchmark extends SiteBenchmark {
    private final Request absent = Request.builder("GET", "/guide/absent.html").build();

    @Override
    FileHandler serve(Path root) throws IOException {
        return FileHandler.builder(root).cacheBytes(0).build();
    }

    /** With the reading of the file, which cannot be told apart from outside. */
    @Benchmark
    public Response hit() throws Exception {
        return answer(plain, Status.OK);
    }

    @Benchmark
    public Response miss() throws Exception {
        return answer(absent, Status.NOT_FOUND);
    }
}
