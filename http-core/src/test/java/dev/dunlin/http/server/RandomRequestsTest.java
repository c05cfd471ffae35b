package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of valid requests, cut at random places on their way, against a model that is too simple to be wrong:
 * each request knows the content of its answer. The seed stands in the test's name.
 */
@Timeout(180)
class RandomRequestsTest {
    private static final int REQUESTS = 60;
    private static final int MAX_CONTENT = 70_000;

    /** A request's bytes, and what is to come back. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Planned(byte[] request, boolean isHead, byte[] answer) {}

    @RegisterExtension
    final TestServer servers = new TestServer();

    private static Handler handler(ExecutorService executor) {
        Handler collecting = Handlers.collecting(MAX_CONTENT);
        return (request, responder) -> {
            switch (request.pathSegments().get(0)) {
                case "echo" -> Handlers.echo().handle(request, responder);
                case "collect" -> collecting.handle(request, responder);
                case "collect-elsewhere" -> collecting.on(executor).handle(request, responder);
                case "published" ->
                    responder.respond(Response.of(200)
                            .withBody(TestBody.of(Body.UNKNOWN_LENGTH, request.path(), "", request.path())));
                case "elsewhere" -> executor.execute(() -> responder.respond(Response.ok(request.path())));
                default -> responder.respond(Response.ok(request.path()));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void areAnsweredInOrderWithWhatTheyAskedFor(long seed) {
        Random random = new Random(seed);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        servers.closeAfterwards(executor::shutdownNow);
        servers.start(handler(executor));
        List<Planned> plan = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) plan.add(plan(random, i));
        RawClient client = servers.connect();

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, plan, random));

        for (Planned planned : plan) {
            Answer answer = planned.isHead() ? client.readHead() : client.read();
            String request = new String(planned.request(), ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(answer.status()).as(request).isEqualTo(200);
            assertThat(answer.keepsAlive()).as(request).isTrue();
            assertThat(Arrays.equals(answer.content(), planned.answer()))
                    .as(request)
                    .isTrue();
        }
        sent.join();
        assertThat(client.finish().readToEnd()).isEmpty();
    }

    private static Planned plan(Random random, int number) {
        String path = "/" + number;
        return switch (random.nextInt(8)) {
            case 0 -> new Planned(bytes(Requests.get(path)), false, bytes(path));
            case 1 -> new Planned(bytes(Requests.head("HEAD", path)), true, new byte[0]);
            case 2 -> new Planned(bytes("\r\n" + Requests.get("/elsewhere" + path)), false, bytes("/elsewhere" + path));
            case 3 ->
                new Planned(bytes(Requests.get("/published" + path)), false, bytes(("/published" + path).repeat(2)));
            case 4 -> {
                byte[] ignored = content(random, 64 * 1024);
                yield new Planned(withLength(path, ignored), false, bytes(path));
            }
            case 5 -> withContent("/echo" + path, random);
            case 6 -> withContent("/collect" + path, random);
            default -> withContent("/collect-elsewhere" + path, random);
        };
    }

    private static Planned withContent(String path, Random random) {
        byte[] content = content(random, MAX_CONTENT);
        return new Planned(
                random.nextBoolean() ? withLength(path, content) : inChunks(path, content, random), false, content);
    }

    private static byte[] content(Random random, int most) {
        byte[] content = new byte[random.nextBoolean() ? random.nextInt(20) : random.nextInt(most + 1)];
        random.nextBytes(content);
        return content;
    }

    private static byte[] withLength(String path, byte[] content) {
        return joined(bytes(Requests.head("POST", path, "Content-Length: " + content.length)), content);
    }

    private static byte[] inChunks(String path, byte[] content, Random random) {
        return joined(
                bytes(Requests.head("PUT", path, "Transfer-Encoding: chunked")),
                Requests.chunked(content, 1 + random.nextInt(content.length + 1)));
    }

    private static void send(RawClient client, List<Planned> plan, Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Planned planned : plan) all.writeBytes(planned.request());
        byte[] bytes = all.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length = random.nextBoolean() ? 1 + random.nextInt(50) : 1 + random.nextInt(50_000);
            int end = Math.min(bytes.length, at + length);
            client.send(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
    }

    private static byte[] joined(byte[] head, byte[] content) {
        byte[] joined = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, joined, head.length, content.length);
        return joined;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
