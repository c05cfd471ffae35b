package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that do not wait for the answers to those before them. */
@Timeout(180)
class PipeliningTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private static List<String> paths(int count) {
        return IntStream.range(0, count).mapToObj(i -> "/" + i).toList();
    }

    private static String requests(int count) {
        return paths(count).stream().map(Requests::get).collect(Collectors.joining());
    }

    @Test
    void aThousandRequestsInOneWriteAreAnsweredInOrder() {
        servers.start(Handlers.path());

        RawClient client = servers.connect();
        CompletableFuture<Void> sent = client.sendMeanwhile(requests(1000));

        assertThat(client.read(1000)).extracting(Answer::text).isEqualTo(paths(1000));
        sent.join();
    }

    @Test
    void answersThatFillTheSocketAreWaitedFor() {
        byte[] large = Requests.pattern(100_000);
        servers.start((request, responder) -> responder.respond(
                Response.of(200).withHeader("X-Path", request.path()).withBody(Body.of(large))));

        RawClient client = servers.connectSlow();
        CompletableFuture<Void> sent = client.sendMeanwhile(requests(300));

        for (String path : paths(300)) {
            Answer answer = client.read();
            assertThat(answer.field("X-Path")).isEqualTo(path);
            assertThat(answer.content()).isEqualTo(large);
        }
        sent.join();
    }

    @Test
    void answersFromTheLoopAndFromOtherThreadsKeepTheOrder() {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        servers.closeAfterwards(executor::shutdownNow);
        servers.start((request, responder) -> {
            Runnable answer = () -> responder.respond(Response.ok(request.path()));
            if (request.path().hashCode() % 3 == 0) {
                executor.execute(answer);
            } else {
                answer.run();
            }
        });

        RawClient client = servers.connect();
        CompletableFuture<Void> sent = client.sendMeanwhile(requests(1000));

        assertThat(client.read(1000)).extracting(Answer::text).isEqualTo(paths(1000));
        sent.join();
    }

    @Test
    void manyRequestsThatAreMuchWorkDoNotHoldBackTheNeighbours() throws InterruptedException {
        List<String> handled = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        servers.start((request, responder) -> {
            handled.add(request.path());
            begun.countDown();
            asked.await();
            if (!request.path().equals("/neighbour")) work();
            responder.respond(Response.ok(request.path()));
        });
        RawClient neighbour = servers.connect();
        RawClient client = servers.connect();
        CompletableFuture<Void> sent = client.sendMeanwhile(requests(100));
        begun.await();

        neighbour.get("/neighbour");
        asked.countDown();

        assertThat(neighbour.read().text()).isEqualTo("/neighbour");
        assertThat(client.read(100)).extracting(Answer::text).isEqualTo(paths(100));
        assertThat(handled.indexOf("/neighbour")).isLessThan(50);
        sent.join();
    }

    private static void work() {
        long end = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < end) Thread.onSpinWait();
    }

    @Test
    void anAnswerThatIsAwaitedDoesNotHoldBackThoseBeforeIt() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start((request, responder) -> {
            if (request.path().equals("/1")) {
                later.handle(request, responder);
            } else {
                responder.respond(Response.ok(request.path()));
            }
        });
        RawClient client = servers.connect().send(requests(3));

        assertThat(client.read().text()).isEqualTo("/0");
        later.next().responder().respond(Response.ok("at last"));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("at last", "/2");
    }

    @Test
    void requestsWithContentArePipelinedToo() {
        servers.start(Handlers.collecting(1000));
        RawClient client = servers.connect();

        client.send(Requests.post("/", "one")
                + Requests.postChunks("/", "t", "wo")
                + Requests.get("/")
                + Requests.post("/", "three"));

        assertThat(client.read(4)).extracting(Answer::text).containsExactly("one", "two", "", "three");
    }

    @Test
    void aMalformedRequestEndsThePipelineAfterTheAnswersBeforeIt() {
        servers.start(Handlers.path());

        RawClient client = servers.connect().send(requests(3) + "NONSENSE\r\n\r\n" + requests(3));

        assertThat(client.read(4)).extracting(Answer::status).containsExactly(200, 200, 200, 400);
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aRequestInAThousandPiecesIsARequest() {
        servers.start(Handlers.path());
        RawClient client = servers.connect();
        String request = Requests.head("GET", "/slow", "X-Long: " + "x".repeat(1000));

        for (int i = 0; i < request.length(); i++) client.send(request.substring(i, i + 1));

        assertThat(client.read().text()).isEqualTo("/slow");
    }
}
