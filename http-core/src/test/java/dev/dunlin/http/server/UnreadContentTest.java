package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.HttpException;
import dev.dunlin.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that the handler does not read: never taken for a request, never a reason to lose the answer. */
@Timeout(180)
class UnreadContentTest {
    private static final int DRAINED = 64 * 1024;

    /** Far more than is read at once, so that much of it is on its way when the answer is sent; sent within seconds. */
    private static final int MUCH = 1_000_000;

    @RegisterExtension
    final TestServer servers = new TestServer();

    private RawClient ignoring() {
        servers.start(Handlers.path());
        return servers.connect();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, DRAINED})
    void aLittleOfAKnownLengthIsThrownAwayAndTheConnectionUsedAgain(int length) {
        RawClient client = ignoring();

        client.send(Requests.post("/1", "x".repeat(length)) + Requests.get("/2"));

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("/1");
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.read().text()).isEqualTo("/2");
    }

    @Test
    void theAnswerDoesNotWaitForContentThatNobodyReads() {
        RawClient client = ignoring();
        client.send(Requests.head("POST", "/1", "Content-Length: 10"));

        assertThat(client.read().text()).isEqualTo("/1");

        client.send("0123456789" + Requests.get("/2"));
        assertThat(client.read().text()).isEqualTo("/2");
    }

    @Test
    void muchEndsTheConnectionAndTheHeadSaysSo() {
        RawClient client = ignoring();

        client.send(Requests.head("POST", "/1", "Content-Length: " + (10 * DRAINED)));

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("/1");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void chunksEndTheConnectionSinceTheyMightNeverEnd() {
        RawClient client = ignoring();

        client.send(Requests.head("POST", "/1", "Transfer-Encoding: chunked"));

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("/1");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 205, 304})
    void anEchoThatSendsNothingBackReadsNothingEither(int status) {
        servers.start(
                (request, responder) -> responder.respond(Response.of(status).withBody(request.body())));
        String method = status == 200 ? "HEAD" : "POST";
        RawClient client = servers.connect().send(Requests.head(method, "/", "Transfer-Encoding: chunked"));

        assertThat(client.readHead().keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: " + MUCH, "Transfer-Encoding: chunked"})
    void aClientThatIsStillSendingReceivesTheAnswer(String framing) {
        RawClient client = ignoring();
        byte[] content = new byte[MUCH];
        boolean chunked = framing.startsWith("T");

        client.send(Requests.head("POST", "/1", framing));
        client.send(chunked ? Requests.chunked(content, 10_000) : content);

        assertThat(client.read().text()).isEqualTo("/1");
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aClientThatIsStillSendingReceivesAnError() {
        servers.start((request, responder) -> {
            throw new HttpException(403);
        });
        RawClient client = servers.connect().send(Requests.head("POST", "/1", "Content-Length: " + MUCH));

        client.send(new byte[MUCH]);

        assertThat(client.read().status()).isEqualTo(403);
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void contentThatLooksLikeARequestIsContent() {
        RawClient client = ignoring();

        client.send(Requests.post("/1", Requests.get("/smuggled")) + Requests.get("/2"));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("/1", "/2");
        assertThat(client.finish().readToEnd()).isEmpty();
    }

    @Test
    void unreadChunksThatLookLikeARequestAreNoRequest() {
        RawClient client = ignoring();

        client.send(Requests.postChunks("/1", Requests.get("/smuggled")) + Requests.get("/2"));

        assertThat(client.read().text()).isEqualTo("/1");
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aRequestBehindContentIsNoContent() {
        servers.start(Handlers.collecting(1000));
        RawClient client = servers.connect();

        client.send(Requests.post("/", "abc") + Requests.post("/", "de") + Requests.postChunks("/", "f"));

        assertThat(client.read(3)).extracting(Answer::text).containsExactly("abc", "de", "f");
    }

    @Test
    void contentThatComesInPiecesIsThrownAwayPieceByPiece() {
        RawClient client = ignoring();
        byte[] request = (Requests.post("/1", "x".repeat(3000)) + Requests.get("/2")).getBytes(ISO_8859_1);

        for (byte b : request) client.send(new byte[] {b});

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("/1", "/2");
    }

    @Test
    void contentThatWasReadInPartIsThrownAwayFromThereOn() {
        servers.start((request, responder) -> request.body()
                .bytes(10)
                .whenComplete((content, failure) -> responder.respond(Response.ok("failed: " + (failure != null)))));
        RawClient client = servers.connect();

        client.send(Requests.post("/", "x".repeat(1000)) + Requests.post("/", "short"));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("failed: true", "failed: false");
    }

    @Test
    void aClientThatEndsInTheMiddleOfUnreadContentIsToldThatTheConnectionEnds() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect()
                .send(Requests.head("POST", "/", "Content-Length: 10") + "0123")
                .finish();

        later.next().responder().respond(Response.ok("done"));

        assertThat(client.read().text()).isEqualTo("done");
        assertThat(client.readToEnd()).isEmpty();
    }
}
