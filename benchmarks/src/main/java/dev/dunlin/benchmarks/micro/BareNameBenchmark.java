package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.files.FindByName;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A file that is asked for by its name alone, among others: nothing lies at the path, the index knows where it lies. */
public class BareNameBenchmark extends StepBenchmark {
    @Param({"100", "10000", "1000000"})
    private int others;

    private final LastAnswer answer = new LastAnswer();
    private final Request byName = Request.builder("GET", "/light.html").build();
    private final Request absent = Request.builder("GET", "/absent.html").build();
    private Site site;
    private FileHandler files;

    @Setup
    public void open() throws Exception {
        site = new Site(others);
        files = FileHandler.builder(site.root()).findByName(FindByName.SERVE).build();
        int status = ask();
        while (status == Status.SERVICE_UNAVAILABLE) status = ask();
        if (status != Status.OK) throw new IllegalStateException(byName + " is answered with " + status);
    }

    /** Until all names have been read, each request waits for that by itself, for some seconds. */
    private int ask() throws Exception {
        CompletableFuture<Response> response = new CompletableFuture<>();
        files.handle(byName, response::complete);
        return response.get(60, TimeUnit.SECONDS).status();
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    @Benchmark
    public Response found() throws Exception {
        return answer.of(files, byName, Status.OK);
    }

    @Benchmark
    public Response absent() throws Exception {
        return answer.of(files, absent, Status.NOT_FOUND);
    }
}
