package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Gunzip;
import dev.dunlin.http.filters.Gzip;
import dev.dunlin.http.filters.Limits;
import dev.dunlin.http.testing.TestConnection;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Compressed answers as they travel, and what becomes of the connection. */
@Timeout(180)
class GzipFilterTest {
    private static final String TAKES_GZIP = "Accept-Encoding: gzip";
    private static final String SHORT = "All work and no play makes Jack a dull boy.\n".repeat(100);
    private static final String LONG = SHORT.repeat(300);

    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void contentInMemoryKeepsALength() {
        serve(text(SHORT));
        RawClient client = servers.connect();
        for (int i = 0; i < 2; i++) {
            Answer answer = client.get("/", TAKES_GZIP).read();
            assertThat(answer.field("Content-Encoding")).isEqualTo("gzip");
            assertThat(answer.field("Content-Length")).isEqualTo("" + answer.content().length);
            assertThat(answer.keepsAlive()).isTrue();
            assertThat(Gunzip.text(answer.content())).isEqualTo(SHORT);
        }
        assertThat(client.get("/").read().text()).isEqualTo(SHORT);
    }

    @Test
    void longContentIsSentInChunksOnAConnectionThatIsKept() {
        serve(text(LONG));
        RawClient client = servers.connect();
        for (int i = 0; i < 2; i++) {
            Answer answer = client.get("/", TAKES_GZIP).read();
            assertThat(answer.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(answer.field("Content-Length")).isNull();
            assertThat(answer.keepsAlive()).isTrue();
            assertThat(Gunzip.text(answer.content())).isEqualTo(LONG);
        }
    }

    @Test
    void aClientOfHttp10GetsAllUntilTheEnd() {
        serve(text(LONG));
        RawClient client = servers.connect();
        client.send("GET / HTTP/1.0\r\n" + TAKES_GZIP + "\r\n\r\n");
        assertThat(Gunzip.text(client.read().content())).isEqualTo(LONG);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aHeadSaysWhatAGetWould() {
        for (String content : new String[] {SHORT, LONG}) {
            serve(text(content));
            RawClient client = servers.connect();
            Answer get = client.get("/", TAKES_GZIP).read();
            Answer head = client.send(Requests.head("HEAD", "/", TAKES_GZIP)).readHead();
            assertThat(head.fields().without("Date")).isEqualTo(get.fields().without("Date"));
            assertThat(client.get("/").read().text()).isEqualTo(content);
        }
    }

    @Test
    void aFileIsReadAsTheClientTakesIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("long.txt"), LONG);
        serve((request, responder) -> responder.respond(Response.of(200)
                .withHeader("Content-Type", "text/plain")
                .withBody(Body.file(FileChannel.open(file), 0, Files.size(file)))));
        RawClient client = servers.connect();
        for (int i = 0; i < 2; i++) {
            assertThat(Gunzip.text(client.get("/", TAKES_GZIP).read().content()))
                    .isEqualTo(LONG);
        }
    }

    @Test
    void anEventReachesTheClientWhenItIsPublished() throws Exception {
        TestBody events = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        serve((request, responder) -> responder.respond(
                Response.of(200).withHeader("Content-Type", "text/event-stream").withBody(events)));
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(servers.server().uri())
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofInputStream());
        events.publish(": hello\n\n");
        try (InputStream content = new GZIPInputStream(answer.body(), 64)) {
            assertThat(content.readNBytes(9)).asString(UTF_8).isEqualTo(": hello\n\n");
            for (int i = 0; i < 3; i++) {
                events.publish("data: " + i + "\n\n");
                assertThat(content.readNBytes(9)).asString(UTF_8).isEqualTo("data: " + i + "\n\n");
            }
            events.complete();
            assertThat(content.read()).isNegative();
        }
    }

    @Test
    void aClientThatGoesEndsWhatIsPublished() {
        TestBody events = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        serve((request, responder) -> responder.respond(
                Response.of(200).withHeader("Content-Type", "text/event-stream").withBody(events)));
        RawClient client = servers.connect().get("/", TAKES_GZIP);
        client.readHead();
        client.reset();
        await().until(events::isCancelled);
    }

    @Test
    void aClientThatDoesNotReadSlowsThePublisherDown() {
        TestBody body = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        TestConnection client = TestConnection.builder((request, responder) -> responder.respond(Response.of(200)
                        .withHeader("Content-Type", "text/plain")
                        .withBody(body)))
                .filter(Gzip.builder().build())
                .open()
                .takeAtMost(1000)
                .send(Requests.head("GET", "/", TAKES_GZIP));
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        long published = 0;
        while (client.isOpen() && body.asked() > published && published < 10) {
            body.publish(noise);
            published++;
        }
        assertThat(published).as("pieces of 1 MiB").isBetween(1L, 2L);

        client.takeAtMost(Long.MAX_VALUE);
        assertThat(body.asked()).isGreaterThan(published);
        client.reset();
    }

    @Test
    void theContentOfTheRequestCanBeTheAnswer() {
        Handler echo = (request, responder) -> responder.respond(
                Response.of(200).withHeader("Content-Type", "text/plain").withBody(request.body()));
        servers.start(
                echo,
                server -> server.filter(Gzip.builder().build())
                        .filter(Limits.builder().maxContent(LONG.length()).build()));
        for (String framing : new String[] {"Content-Length: " + LONG.length(), "Transfer-Encoding: chunked"}) {
            byte[] content = LONG.getBytes(UTF_8);
            RawClient client =
                    servers.connect().send(Requests.head("POST", "/", TAKES_GZIP, framing, "Expect: 100-continue"));
            assertThat(client.readHead().status()).isEqualTo(100);
            CompletableFuture<Void> sent =
                    client.sendMeanwhile(framing.endsWith("chunked") ? Requests.chunked(content, 70_000) : content);
            assertThat(Gunzip.text(client.read().content())).isEqualTo(LONG);
            sent.join();
        }
    }

    @Test
    void contentThatTurnsOutTooLargeIsRefused() {
        servers.start(
                Handlers.collecting(1 << 20),
                server -> server.filter(Limits.builder().maxContent(5).build()));
        assertThat(servers.connect()
                        .send(Requests.postChunks("/", "12", "345"))
                        .read()
                        .text())
                .isEqualTo("12345");
        assertThat(servers.connect()
                        .send(Requests.postChunks("/", "12", "3456"))
                        .read()
                        .status())
                .isEqualTo(413);
        assertThat(servers.connect().send(Requests.post("/", "123456")).read().status())
                .isEqualTo(413);
    }

    private void serve(Handler handler) {
        servers.start(handler, server -> server.filter(Gzip.builder().build()));
    }

    private static Handler text(String content) {
        return (request, responder) -> responder.respond(Response.ok(content));
    }
}
