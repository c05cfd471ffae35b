package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handlers that block, on virtual threads where the JVM has them: as many at once as there are requests. */
@Timeout(180)
class VirtualThreadsTest {
    private static final int AT_ONCE = 300;

    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void manyHandlersReadTheirContentAsStreamsAtOnce() throws Exception {
        ExecutorService threads = virtualThreads();
        servers.closeAfterwards(threads::shutdownNow);
        CountDownLatch allHaveBegun = new CountDownLatch(AT_ONCE);
        Handler handler = (request, responder) -> {
            try (InputStream content = request.body().inputStream()) {
                byte[] begin = content.readNBytes(4);
                allHaveBegun.countDown();
                allHaveBegun.await();
                String text = new String(begin, UTF_8) + new String(content.readAllBytes(), UTF_8);
                responder.respond(Response.of(200).withBody(Body.of(text)));
            }
        };
        servers.start(handler.on(threads));

        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            clients.add(servers.connect().send(Requests.head("POST", "/", "Content-Length: 7") + "cont"));
        }
        allHaveBegun.await();
        clients.forEach(client -> client.send("ent"));

        assertThat(clients)
                .allSatisfy(client -> assertThat(client.read().text()).isEqualTo("content"));
    }

    /** The tests are compiled for Java 17, which does not know the method yet. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads come with Java 21");
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
