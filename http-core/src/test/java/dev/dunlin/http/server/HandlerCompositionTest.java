package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Response;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters, fallbacks and executors around a handler, from end to end. */
@Timeout(180)
class HandlerCompositionTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private final List<String> order = new CopyOnWriteArrayList<>();

    private Filter tracing(String name) {
        return next -> (request, responder) -> {
            order.add(name + " sees the request");
            next.handle(request, responder.map(answer -> {
                order.add(name + " sees " + answer.status());
                return answer.withAddedHeader("Via", name);
            }));
        };
    }

    @Test
    void theFilterThatWasAddedFirstSeesTheRequestFirstAndTheAnswerLast() {
        servers.start(Handlers.path(), server -> server.filter(tracing("outer")).filter(tracing("inner")));

        Answer answer = servers.connect().get("/a").read();

        assertThat(answer.fields().all("Via")).containsExactly("inner", "outer");
        assertThat(order)
                .containsExactly(
                        "outer sees the request", "inner sees the request", "inner sees 200", "outer sees 200");
    }

    @Test
    void filtersSeeWhatTheHandlerThrowsAsTheAnswerThatItBecomes() {
        servers.start(
                (request, responder) -> {
                    throw new HttpException(409);
                },
                server -> server.filter(tracing("outer"))
                        .filter(tracing("inner"))
                        .errorAnswer(status -> Response.error(status).withHeader("X-Page", "mine")));

        Answer answer = servers.connect().get("/").read();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.field("X-Page")).isEqualTo("mine");
        assertThat(answer.fields().all("Via")).containsExactly("inner", "outer");
    }

    @Test
    void aFilterMayAnswerByItself() {
        Filter closed = next -> (request, responder) -> responder.respond(Response.error(403));
        servers.start(Handlers.path(), server -> server.filter(tracing("outer")).filter(closed));

        Answer answer = servers.connect().get("/").read();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.fields().all("Via")).containsExactly("outer");
    }

    @Test
    void aFilterMayChangeTheRequest() {
        Filter prefix = next -> (request, responder) -> next.handle(
                request.toBuilder().target("/site" + request.target()).build(), responder);
        servers.start(Handlers.path(), server -> server.filter(prefix));

        assertThat(servers.connect().get("/a").read().text()).isEqualTo("/site/a");
    }

    @Test
    void aFilterMayKeepTheAnswerBackAndAnswerLater() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        servers.closeAfterwards(executor::shutdownNow);
        Filter delaying = next -> (request, responder) ->
                next.handle(request, answer -> executor.execute(() -> responder.respond(answer)));
        servers.start(Handlers.path(), server -> server.filter(delaying));

        assertThat(servers.connect().get("/late").read().text()).isEqualTo("/late");
    }

    @Test
    void aFallbackAnswersForTheStatusAndNoOther() {
        Handler files = (request, responder) ->
                responder.respond(request.path().equals("/file") ? Response.ok("file") : Response.error(404));
        Handler failing = (request, responder) -> {
            throw new HttpException(410);
        };
        servers.start(files.fallback(404, failing).fallback(410, Handlers.path()));
        RawClient client = servers.connect();

        assertThat(client.get("/file").read().text()).isEqualTo("file");
        assertThat(client.get("/none").read().text()).isEqualTo("/none");
    }

    @Test
    void aHandlerOnAnExecutorMayBlockAndThrow() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        servers.closeAfterwards(executor::shutdownNow);
        Handler blocking = (request, responder) -> {
            if (request.path().equals("/throw")) throw new StackOverflowError("on the executor");
            responder.respond(Response.ok(Thread.currentThread().getName()));
        };
        servers.start(blocking.on(executor), server -> server.filter(tracing("outer")));
        RawClient client = servers.connect();

        assertThat(client.get("/").read().text()).startsWith("pool-");
        assertThat(client.get("/throw").read().status()).isEqualTo(500);
        assertThat(client.get("/").read().text()).startsWith("pool-");
    }
}
