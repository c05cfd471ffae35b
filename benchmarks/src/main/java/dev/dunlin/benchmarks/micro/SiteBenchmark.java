package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the handler of a {@link Site} does, asked without a socket: of the least site, from the cache, unless a subclass
 * serves another one or in another way.
 */
public abstract class SiteBenchmark extends StepBenchmark {
    /** Not static: the JVM's compiler would work out beforehand what follows from a constant. */
    final Request plain = Request.builder("GET", Site.LIGHT).build();

    private final LastAnswer answer = new LastAnswer();
    private Site site;
    private FileHandler handler;

    /** One method for all, as JMH promises no order in which it would call those of a class and of its superclass. */
    @Setup
    public void open() throws Exception {
        site = create();
        handler = serve(site.root());
        prepare();
    }

    @TearDown
    public void close() throws IOException {
        handler.close();
        site.close();
    }

    Site create() throws IOException {
        return new Site();
    }

    FileHandler serve(Path root) throws IOException {
        return FileHandler.of(root);
    }

    /** What is to be done once the site is served. */
    void prepare() throws Exception {}

    /** {@link #plain} with one more field. */
    Request with(String name, String value) {
        return plain.toBuilder().header(name, value).build();
    }

    FileHandler handler() {
        return handler;
    }

    /** The handler's answer, which must have this status. */
    Response answer(Request request, int status) throws Exception {
        return answer.of(handler, request, status);
    }
}
