package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.files.FindByName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A file that is asked for by its name alone, among others: nothing lies at the path, the index knows where it lies. */
public class BareNameBenchmark extends SiteBenchmark {
    @Param({"100", "10000", "1000000"})
    private int others;

    private final Request byName = Request.builder("GET", "/light.html").build();
    private final Request absent = Request.builder("GET", "/absent.html").build();

    @Override
    Site create() throws IOException {
        return new Site(others);
    }

    @Override
    FileHandler serve(Path root) throws IOException {
        return FileHandler.builder(root).findByName(FindByName.SERVE).build();
    }

    @Override
    void prepare() throws Exception {
        int status = ask();
        while (status == Status.SERVICE_UNAVAILABLE) status = ask();
        if (status != Status.OK) throw new IllegalStateException(byName + " is answered with " + status);
    }

    /** Until all names have been read, each request waits for that by itself, for some seconds. */
    private int ask() throws Exception {
        CompletableFuture<Response> response = new CompletableFuture<>();
        handler().handle(byName, response::complete);
        return response.get(60, TimeUnit.SECONDS).status();
    }

    @Benchmark
    public Response found() throws Exception {
        return answer(byName, Status.OK);
    }

    @Benchmark
    public Response absent() throws Exception {
        return answer(absent, Status.NOT_FOUND);
    }
}
