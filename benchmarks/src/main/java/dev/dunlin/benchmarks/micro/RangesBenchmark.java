package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Parts of a file in the cache; what is above {@link FileHandlerBenchmark#cached} is for the ranges. */
public class RangesBenchmark extends StepBenchmark {
    private final LastAnswer answer = new LastAnswer();
    private final Request plain = Request.builder("GET", Site.LIGHT).build();
    private final Request end = of("bytes=-100");
    private final Request several = of("bytes=0-9, 100-109, 200-209, -10");
    private final Request overlapping = of("bytes=0-99, 50-149, 100-199, 150-249");
    private final Request beyond = of("bytes=1000-");
    private Site site;
    private FileHandler files;

    @Setup
    public void open() throws IOException {
        site = new Site();
        files = FileHandler.of(site.root());
    }

    @TearDown
    public void close() throws IOException {
        files.close();
        site.close();
    }

    @Benchmark
    public Response end() throws Exception {
        return answer.of(files, end, Status.PARTIAL_CONTENT);
    }

    /** Four parts, each with a head of its own. */
    @Benchmark
    public Response several() throws Exception {
        return answer.of(files, several, Status.PARTIAL_CONTENT);
    }

    /** Four that become one. */
    @Benchmark
    public Response overlapping() throws Exception {
        return answer.of(files, overlapping, Status.PARTIAL_CONTENT);
    }

    @Benchmark
    public Response beyond() throws Exception {
        return answer.of(files, beyond, Status.RANGE_NOT_SATISFIABLE);
    }

    private Request of(String ranges) {
        return plain.toBuilder().header("Range", ranges).build();
    }
}
