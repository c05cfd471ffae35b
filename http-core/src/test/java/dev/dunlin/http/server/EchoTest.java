package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Content that is answered with while it comes in. */
@Timeout(180)
class EchoTest {
    private static final byte[] LARGE = Requests.pattern(50 << 20);

    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void muchContentOfKnownLengthComesBackAsItWas() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: " + LARGE.length));
        CompletableFuture<Void> sent = client.sendMeanwhile(LARGE);

        Answer answer = client.read();

        sent.join();
        assertThat(Arrays.equals(answer.content(), LARGE)).isTrue();
        assertThat(answer.field("Content-Length")).isEqualTo(String.valueOf(LARGE.length));
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.send(Requests.post("/", "again")).read().text()).isEqualTo("again");
    }

    @Test
    void muchContentInChunksComesBackAsItWas() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Transfer-Encoding: chunked"));
        CompletableFuture<Void> sent = client.sendMeanwhile(Requests.chunked(LARGE, 100_000));

        Answer answer = client.read();

        sent.join();
        assertThat(Arrays.equals(answer.content(), LARGE)).isTrue();
        assertThat(answer.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.send(Requests.postChunks("/", "a", "gain")).read().text())
                .isEqualTo("again");
    }

    @Test
    void eachPieceComesBackBeforeTheNextIsSent() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 30"));
        client.readHead();

        for (int i = 0; i < 10; i++) {
            client.send("abc");
            assertThat(client.readBytes(3)).asString(ISO_8859_1).isEqualTo("abc");
        }

        assertThat(client.send(Requests.post("/", "again")).read().text()).isEqualTo("again");
    }

    @Test
    void anEchoOfUnknownLengthToHttp10EndsWithTheConnection() {
        servers.start((request, responder) ->
                responder.respond(Response.of(200).withBody(new UnknownLength(request.body()))));
        RawClient client = servers.connect().send("POST / HTTP/1.0\r\nContent-Length: 7\r\n\r\ncontent");

        Answer answer = client.read();

        assertThat(answer.field("Content-Length")).isNull();
        assertThat(answer.text()).isEqualTo("content");
        assertThat(answer.keepsAlive()).isFalse();
    }

    @Test
    void anEchoWhoseClientEndsEarlyIsCut() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect()
                .send(Requests.head("POST", "/", "Content-Length: 30") + "abc")
                .finish();

        assertThat(client.readHead().field("Content-Length")).isEqualTo("30");
        assertThat(client.countToEnd()).isEqualTo(3);
    }

    @Test
    void anEchoOfMalformedChunksIsCutWithoutALastChunk() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect()
                .send(Requests.head("POST", "/", "Transfer-Encoding: chunked") + "3\r\nabc\r\nnonsense\r\n");

        client.readHead();
        assertThat(client.readToEnd()).isEqualTo("3\r\nabc\r\n");
    }

    @Test
    void anEchoToAHeadSendsNothingBack() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect().send(Requests.head("HEAD", "/", "Content-Length: 7") + "content");

        assertThat(client.readHead().field("Content-Length")).isEqualTo("7");

        assertThat(client.send(Requests.post("/", "next")).read().text()).isEqualTo("next");
    }

    @Test
    void twoEchoesInAPipelineDoNotMix() {
        servers.start(Handlers.echo());

        RawClient client = servers.connect()
                .send(Requests.post("/", "one") + Requests.postChunks("/", "tw", "o") + Requests.get("/"));

        assertThat(client.read(3)).extracting(Answer::text).containsExactly("one", "two", "");
    }
}
