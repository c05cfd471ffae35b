import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void theKitForTestsTakesAHandlerThroughHttp() {
        TestConnection client =
                TestConnection.to((request, responder) -> responder.respond(Response.ok("Hello, " + request.path())));

        assertTrue(client.exchange("GET /you HTTP/1.1\r\nHost: test\r\n\r\n").endsWith("\r\n\r\nHello, /you"));
    }
}
