package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.wire.ResponseEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;

/** Writes the head of a file's response into a direct buffer, as the loop's output buffer is one. */
public class ResponseEncoderBenchmark extends StepBenchmark {
    private final ResponseEncoder encoder = new ResponseEncoder("Dunlin", Duration.ofSeconds(75));
    private final ByteBuffer output = ByteBuffer.allocateDirect(1024);
    private final Response response = Response.of(Status.OK)
            .withHeader("Content-Type", "text/html")
            .withHeader("ETag", "\"3e8-18f0c5b2a40\"")
            .withHeader("Last-Modified", "Thu, 05 Feb 2026 10:15:30 GMT")
            .withBody(Body.of(new byte[1000]));

    @Benchmark
    public ByteBuffer head() {
        output.clear();
        encoder.encode(response, response.body().length(), true, output);
        return output;
    }

    /** One whose fields are not encoded yet: what it costs to build a response for each request. */
    @Benchmark
    public ByteBuffer newResponseAndItsHead() {
        output.clear();
        Response hello = Response.ok("hello");
        encoder.encode(hello, hello.body().length(), true, output);
        return output;
    }
}
