package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts servers on free ports and connects clients to them; ends all of them after the test. Then it checks what no test
 * may leave behind: a body that was not closed, and the log line by which the server owns up to a bug.
 */
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Queue<TestBody> bodies = new ConcurrentLinkedQueue<>();
    private Logs logs;
    private HttpServer server;

    @Override
    public void beforeEach(ExtensionContext context) {
        logs = new Logs();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            closeAll();
            assertThat(bodies).as("each answered body is closed once").allMatch(TestBody::isClosedAsOftenAsAnswered);
            assertThat(logs.lines()).noneMatch(line -> line.contains("a bug"));
        } finally {
            logs.close();
        }
    }

    /** Starts a server on one loop, so that nothing goes well because two connections do not meet. */
    HttpServer start(Handler handler) {
        return start(handler, UnaryOperator.identity());
    }

    HttpServer start(Handler handler, UnaryOperator<HttpServer.Builder> configuration) {
        server = configuration
                .apply(HttpServer.builder().workers(1).handler(handler))
                .start();
        return closeAfterwards(server);
    }

    /** The server that was started last. */
    HttpServer server() {
        return server;
    }

    RawClient connect() {
        return closeAfterwards(new RawClient(server.address()));
    }

    /** A client whose operating system takes little in, so that it slows the server down when it does not read. */
    RawClient connectSlow() {
        return closeAfterwards(new RawClient(server.address(), 32 * 1024));
    }

    <T extends AutoCloseable> T closeAfterwards(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes all servers and clients, the latest first. */
    void closeAll() {
        try {
            while (!opened.isEmpty()) opened.pop().close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Checks after the test that this body was closed as often as it was meant to be. */
    TestBody watch(TestBody body) {
        bodies.add(body);
        return body;
    }

    /** What was logged so far, warnings and errors. */
    List<String> logged() {
        return logs.lines();
    }
}
