package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.HttpException;
import dev.dunlin.http.Response;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own answers with an error status, and the function that may make others of them. */
@Timeout(180)
class ErrorAnswerTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private RawClient failingServer(IntFunction<Response> errorAnswer) {
        servers.start(
                (request, responder) -> {
                    throw new HttpException(Integer.parseInt(request.path().substring(1)), "for the log");
                },
                server -> server.errorAnswer(errorAnswer));
        return servers.connect();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 499, 500, 503, 599})
    void anErrorIsAShortPageThatSaysNoMoreThanTheStatus(int status) {
        Answer answer = failingServer(Response::error).get("/" + status).read();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.text()).contains("<title>" + status + " ").doesNotContain("for the log");
        assertThat(answer.keepsAlive()).isTrue();
    }

    @Test
    void theConfiguredFunctionMakesThePagesOfHandlersAndOfTheProtocol() {
        RawClient client = failingServer(
                status -> Response.ok("sorry, " + status).withStatus(status).withHeader("X-Mine", "yes"));

        Answer ofHandler = client.get("/404").read();
        Answer ofServer = client.send(Requests.head("GET", "*")).read();
        Answer ofProtocol = client.send("GARBAGE\r\n\r\n").read();

        assertThat(ofHandler.text()).isEqualTo("sorry, 404");
        assertThat(ofHandler.field("X-Mine")).isEqualTo("yes");
        assertThat(ofServer.text()).isEqualTo("sorry, 400");
        assertThat(ofServer.keepsAlive()).isTrue();
        assertThat(ofProtocol.text()).isEqualTo("sorry, 400");
        assertThat(ofProtocol.keepsAlive()).isFalse();
    }

    @Test
    void aFunctionThatFailsIsLoggedAndThePlainPageServes() {
        RawClient client = failingServer(status -> {
            throw new IllegalStateException("the page is missing");
        });

        assertThat(client.get("/404").read().text()).contains("404 Not Found");
        assertThat(client.send("GARBAGE\r\n\r\n").read().text()).contains("400 Bad Request");
        assertThat(servers.logged()).anyMatch(line -> line.contains("the page is missing"));
    }

    @Test
    void aFunctionThatReturnsNothingIsLoggedAndThePlainPageServes() {
        RawClient client = failingServer(status -> null);

        assertThat(client.get("/404").read().text()).contains("404 Not Found");
        assertThat(client.send("GARBAGE\r\n\r\n").read().text()).contains("400 Bad Request");
        assertThat(servers.logged()).anyMatch(line -> line.contains("function for error answers"));
    }

    @Test
    void theBodyOfAnErrorAnswerIsClosedLikeAnyOther() {
        TestBody first = servers.watch(TestBody.text("first"));
        TestBody second = servers.watch(TestBody.text("second"));
        RawClient client = failingServer(status -> Response.of(status).withBody(status == 404 ? first : second));

        assertThat(client.get("/404").read().text()).isEqualTo("first");
        assertThat(client.send("GARBAGE\r\n\r\n").read().text()).isEqualTo("second");
    }
}
