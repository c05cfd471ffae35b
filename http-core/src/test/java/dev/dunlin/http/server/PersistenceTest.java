package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections are used again, and that the answer says so. */
@Timeout(180)
class PersistenceTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.1 |                                             | true
                    1.1 | Connection: keep-alive                      | true
                    1.1 | Connection: close                           | false
                    1.1 | Connection: CLOSE                           | false
                    1.1 | Connection: keep-alive, close               | false
                    1.1 | Connection: ,, x ,close                     | false
                    1.1 | Connection: closed                          | true
                    1.1 | Connection: x#Connection: close             | false
                    1.1 | Connection:                                 | true
                    1.2 |                                             | true
                    1.9 | Connection: close                           | false
                    1.0 |                                             | false
                    1.0 | Connection: keep-alive                      | true
                    1.0 | Connection: Keep-Alive                      | true
                    1.0 | Connection: x, keep-alive                   | true
                    1.0 | Connection: keep-alive#Connection: close    | false
                    1.0 | Connection: close                           | false
                    1.0 | Keep-Alive: timeout=5                       | false
                    """)
    void theClientsVersionAndConnectionFieldDecide(String version, String fields, boolean keepsAlive) {
        servers.start(Handlers.path());
        String lines = fields == null ? "" : fields.replace("#", "\r\n") + "\r\n";
        String request = "GET /a HTTP/" + version + "\r\nHost: test\r\n" + lines + "\r\n";
        RawClient client = servers.connect().send(request);

        Answer answer = client.read();

        assertThat(answer.text()).isEqualTo("/a");
        assertThat(answer.keepsAlive()).isEqualTo(keepsAlive);
        if (keepsAlive) {
            assertThat(client.send(request).read().text()).isEqualTo("/a");
        } else {
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void anAnswerMayAskForTheEnd() {
        servers.start(
                (request, responder) -> responder.respond(Response.ok("bye").withHeader("Connection", "close")));
        RawClient client = servers.connect().get("/");

        Answer answer = client.read();

        assertThat(answer.keepsAlive()).isFalse();
        assertThat(answer.text()).isEqualTo("bye");
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void whatFollowsTheLastRequestIsNotAnswered() {
        servers.start(Handlers.path());
        RawClient client =
                servers.connect().send(Requests.head("GET", "/last", "Connection: close") + Requests.get("/ignored"));

        assertThat(client.read().text()).isEqualTo("/last");
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void whatFollowsAnAnswerThatEndsTheConnectionDoesNotTakeThatAnswerAway() {
        servers.start((request, responder) ->
                responder.respond(Response.ok(request.path()).withHeader("Connection", "close")));
        // Far more than is read at once, so that much of it is unread when the server ends.
        RawClient client = servers.connect()
                .send(Requests.get("/first") + Requests.get("/more").repeat(10_000));

        assertThat(client.read().text()).isEqualTo("/first");
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aClientThatHasEndedItsSideGetsItsAnswer() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().get("/").finish();
        Handlers.Waiting.Asked asked = later.next();
        // By the time of a later request the loop has seen the end.
        servers.connect().get("/");
        later.next();

        asked.responder().respond(Response.ok("still here"));

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("still here");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void twoRequestsAndTheEndAreTwoAnswersAndTheEnd() {
        servers.start(Handlers.path());
        RawClient client =
                servers.connect().send(Requests.get("/1") + Requests.get("/2")).finish();

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("/1", "/2");
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aConnectionThatEndsWithoutARequestIsClosedWithoutAnAnswer() {
        servers.start(Handlers.path());

        assertThat(servers.connect().finish().readToEnd()).isEmpty();
        assertThat(servers.connect().send("GET / HT").finish().readToEnd()).isEmpty();
        assertThat(servers.connect().send("\r\n\r\n").finish().readToEnd()).isEmpty();
    }

    @Test
    void emptyLinesBeforeARequestAreSkipped() {
        servers.start(Handlers.path());

        RawClient client = servers.connect().send("\r\n" + Requests.get("/1") + "\r\n\r\n" + Requests.get("/2"));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("/1", "/2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void moreThanTwoEmptyLinesBeforeARequestAre400HoweverTheyCome(int pieceLength) {
        for (String before : List.of("", Requests.get("/1"), Requests.get("/1") + "\r\n" + Requests.get("/2"))) {
            TestConnection client = TestConnection.to(Handlers.path());
            client.exchange(before);
            String lines = "\r\n\r\n\r\n" + Requests.get("/next");
            StringBuilder received = new StringBuilder();
            for (int at = 0; at < lines.length() && !client.isEnded(); at += pieceLength)
                received.append(client.exchange(lines.substring(at, Math.min(lines.length(), at + pieceLength))));

            assertThat(received).startsWith("HTTP/1.1 400 ").doesNotContain("/next");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void twoEmptyLinesBeforeEachRequestAreSkippedHoweverManyThereAreInAll() {
        TestConnection client = TestConnection.to(Handlers.path());

        for (int i = 0; i < 10; i++) {
            assertThat(client.send("\r\n").send("\r").send("\n").exchange(Requests.get("/" + i)))
                    .endsWith("/" + i);
        }
        assertThat(client.exchange("\r\n\r\n" + Requests.get("/a") + "\r\n\r\n" + Requests.get("/b")))
                .endsWith("/b");
    }

    @Test
    void unknownLengthIsChunkedForHttp11AndEndsTheConnectionForHttp10() {
        servers.start((request, responder) ->
                responder.respond(Response.of(200).withBody(TestBody.of(Body.UNKNOWN_LENGTH, "a", "", "b"))));
        RawClient modern = servers.connect().get("/");
        RawClient old = servers.connect().send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        Answer chunked = modern.read();
        assertThat(chunked.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(chunked.text()).isEqualTo("ab");
        assertThat(chunked.keepsAlive()).isTrue();

        Answer delimited = old.read();
        assertThat(delimited.field("Transfer-Encoding")).isNull();
        assertThat(delimited.field("Content-Length")).isNull();
        assertThat(delimited.text()).isEqualTo("ab");
        assertThat(delimited.keepsAlive()).isFalse();
    }

    @Test
    void contentThatIsNotSentDoesNotEndAnHttp10Connection() {
        servers.start((request, responder) ->
                responder.respond(Response.of(204).withBody(TestBody.of(Body.UNKNOWN_LENGTH, "a"))));
        RawClient old = servers.connect().send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(old.read().keepsAlive()).isTrue();
    }
}
