package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.routing.Routes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Finds the route of a path among few and among many, which is to make no difference. */
public class RoutesBenchmark extends StepBenchmark {
    private static final Response ANSWER = Response.of(204);

    private final LastAnswer last = new LastAnswer();

    @Param({"10", "10000"})
    private int routes;

    private Routes tree;
    private Request literal;
    private Request parameter;
    private Request prefix;
    private Request missing;

    @Setup
    public void build() {
        Routes.Builder builder = Routes.builder();
        for (int i = 0; i < routes; i++) {
            switch (i % 3) {
                case 0 -> builder.get("/v1/things" + i + "/all", (request, responder) -> responder.respond(ANSWER));
                case 1 -> builder.get("/v1/things" + i + "/{id}", (request, responder) -> responder.respond(ANSWER));
                default -> builder.get("/v1/things" + i + "/*", (request, responder) -> responder.respond(ANSWER));
            }
        }
        tree = builder.build();
        literal = get("/v1/things6/all");
        parameter = get("/v1/things7/knot");
        prefix = get("/v1/things8/a/b");
        missing = get("/v1/things6/some");
    }

    @Benchmark
    public Response literal() throws Exception {
        return last.of(tree, literal, 204);
    }

    @Benchmark
    public Response parameter() throws Exception {
        return last.of(tree, parameter, 204);
    }

    @Benchmark
    public Response prefix() throws Exception {
        return last.of(tree, prefix, 204);
    }

    @Benchmark
    public Response missing() throws Exception {
        return last.of(tree, missing, 404);
    }

    private static Request get(String target) {
        return Request.builder("GET", target).build();
    }
}
