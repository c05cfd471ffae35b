package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on every answer, and how an answer is framed. */
@Timeout(180)
class AnswerTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private RawClient ask(String method, Response response) {
        servers.start((request, responder) -> responder.respond(response));
        return servers.connect().send(Requests.head(method, "/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 205, 206, 302, 304, 404, 500, 599})
    void everyAnswerCarriesServerDateAndConnection(int status) {
        Instant start = Instant.now();
        Answer answer = ask("GET", Response.of(status)).read();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Server")).isEqualTo("Dunlin");
        // A date has seconds only, and is good for one.
        assertThat(HttpDate.parse(answer.field("Date")).orElseThrow()).isBetween(start.minusSeconds(2), Instant.now());
        assertThat(answer.keepsAlive()).isTrue();
    }

    @Test
    void theServersNameIsConfigurable() {
        servers.start(
                (request, responder) -> responder.respond(Response.ok("")), server -> server.serverName("Swan/2"));

        assertThat(servers.connect().get("/").read().field("Server")).isEqualTo("Swan/2");
    }

    @Test
    void aHandlersOwnServerAndDateTakeThePlaceOfTheServers() {
        Response response =
                Response.ok("").withHeader("Server", "Mine").withHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT");

        Answer answer = ask("GET", response).read();

        assertThat(answer.field("Server")).isEqualTo("Mine");
        assertThat(answer.field("Date")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
    }

    @Test
    void interimAnswersCarryNoFieldsAtAll() {
        servers.start((request, responder) ->
                request.body().bytes(10).thenAccept(content -> responder.respond(Response.ok("thanks"))));

        RawClient client =
                servers.connect().send(Requests.head("POST", "/", "Content-Length: 2", "Expect: 100-continue"));

        Answer interim = client.read();
        assertThat(interim.status()).isEqualTo(100);
        assertThat(interim.fields().isEmpty()).isTrue();
        assertThat(client.send("hi").read().text()).isEqualTo("thanks");
    }

    @Test
    void fieldsKeepTheirOrderAndTheirSpelling() {
        Response response = Response.of(200)
                .withAddedHeader("X-b", "1")
                .withAddedHeader("x-A", "")
                .withAddedHeader("X-B", "2");

        Answer answer = ask("GET", response).read();

        assertThat(answer.fields().toString()).endsWith("X-b: 1\r\nx-A: \r\nX-B: 2\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 65_535, 65_536, 1_000_000})
    void contentLengthIsTheBodysLength(int length) {
        byte[] content = Requests.pattern(length);

        Answer answer = ask("GET", Response.of(200).withBody(Body.of(content))).read();

        assertThat(answer.field("Content-Length")).isEqualTo(String.valueOf(length));
        assertThat(answer.content()).isEqualTo(content);
    }

    @Test
    void headIsAnsweredWithTheFieldsOfTheGetAndNoContent() {
        servers.start((request, responder) -> responder.respond(
                Response.ok("hello").withHeader("ETag", "\"1\"").withHeader("Date", "now")));
        RawClient client = servers.connect();

        Answer get = client.get("/").read();
        Answer head = client.send(Requests.head("HEAD", "/")).readHead();

        assertThat(head.fields()).isEqualTo(get.fields());
        assertThat(head.field("Content-Length")).isEqualTo("5");
        // Had content been sent, it would be taken for the next status line.
        assertThat(client.get("/").read().text()).isEqualTo("hello");
    }

    @Test
    void headOfUnknownLengthSaysChunkedAndSendsNoChunks() {
        TestBody body = servers.watch(TestBody.of(Body.UNKNOWN_LENGTH, "a", "b"));
        servers.start((request, responder) -> responder.respond(
                request.method().equals("HEAD") ? Response.of(200).withBody(body) : Response.ok("2")));
        RawClient client = servers.connect().send(Requests.head("HEAD", "/"));

        Answer head = client.readHead();

        assertThat(head.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(head.field("Content-Length")).isNull();
        assertThat(client.get("/").read().text()).isEqualTo("2");
        assertThat(body.isSubscribed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1.1", "-2, 1.1", "-3, 1.1", "-1, 1.0", "-2, 1.0", "-3, 1.0"})
    void aLengthBelow0IsNotKnownAndTheEndIsToldAllTheSame(long length, String version) {
        Body body = new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                Body.of("hello").subscribe(subscriber);
            }
        };
        String answer = TestConnection.to((request, responder) ->
                        responder.respond(Response.of(200).withBody(body)))
                .exchange("GET / HTTP/" + version + "\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");

        assertThat(answer.contains("Transfer-Encoding: chunked")).isEqualTo(version.equals("1.1"));
        assertThat(answer.contains("Connection: close")).isEqualTo(version.equals("1.0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void noContentAndNotModifiedHaveNeitherContentNorFraming(int status) {
        TestBody body = servers.watch(TestBody.text("must not be seen").answeredTimes(2));
        RawClient client =
                ask("GET", Response.of(status).withHeader("ETag", "\"1\"").withBody(body));

        Answer answer = client.read();

        assertThat(answer.field("Content-Length")).isNull();
        assertThat(answer.field("Transfer-Encoding")).isNull();
        assertThat(answer.field("ETag")).isEqualTo("\"1\"");
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.get("/").read().status()).isEqualTo(status);
    }

    @Test
    void notModifiedKeepsTheFieldsThatCachesNeed() {
        Response response = Response.of(304)
                .withHeader("ETag", "\"1\"")
                .withHeader("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT")
                .withHeader("Content-Location", "/a")
                .withHeader("Vary", "Accept-Encoding")
                .withHeader("Cache-Control", "no-cache")
                .withHeader("Expires", "0");

        Answer answer = ask("GET", response).read();

        assertThat(answer.fields())
                .extracting(field -> field.name())
                .contains("Date", "ETag", "Last-Modified", "Content-Location", "Vary", "Cache-Control", "Expires");
    }

    @Test
    void resetContentSaysThatItHasNoContent() {
        TestBody body = servers.watch(TestBody.text("must not be seen").answeredTimes(2));
        RawClient client = ask("GET", Response.of(205).withBody(body));

        Answer answer = client.read();

        assertThat(answer.field("Content-Length")).isEqualTo("0");
        assertThat(answer.content()).isEmpty();
        assertThat(client.get("/").read().status()).isEqualTo(205);
    }

    @Test
    void aResponseOverAReusableBodyCanBeAnsweredWithAnyNumberOfTimes() {
        RawClient client = ask("GET", Response.ok("again"));

        assertThat(client.get("/").get("/").read(3)).extracting(Answer::text).containsOnly("again");
    }

    @Test
    void aHeadLargerThanTheOutputBufferIsWrittenWhole() {
        String large = "x".repeat(200_000);
        RawClient client = ask("GET", Response.ok("hello").withHeader("X-Large", large));

        Answer answer = client.read();

        assertThat(answer.field("X-Large")).isEqualTo(large);
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(client.get("/").read().field("X-Large")).isEqualTo(large);
    }

    @Test
    void optionsOfTheServerAsAWholeIsAnsweredWithoutTheHandler() {
        servers.start((request, responder) -> responder.respond(Response.ok("the handler")));
        RawClient client = servers.connect();

        Answer options = client.send(Requests.head("OPTIONS", "*")).read();

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.field("Allow")).contains("GET", "HEAD", "OPTIONS");
        assertThat(client.send(Requests.head("OPTIONS", "/")).read().text()).isEqualTo("the handler");
        assertThat(client.send(Requests.head("GET", "*")).read().status()).isEqualTo(400);
    }

    @Test
    void aTargetInAbsoluteFormIsAcceptedAndItsAuthorityIsTheHost() {
        servers.start((request, responder) -> responder.respond(Response.ok(
                request.path() + " " + request.headers().first("Host").orElse("none"))));

        Answer answer = servers.connect()
                .send(Requests.head("GET", "http://elsewhere:81/a"))
                .read();

        assertThat(answer.text()).isEqualTo("/a elsewhere:81");
    }
}
