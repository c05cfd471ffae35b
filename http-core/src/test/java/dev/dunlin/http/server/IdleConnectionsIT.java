package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.dunlin.http.Response;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection at rest costs, the operating system's part aside. */
@Timeout(180)
class IdleConnectionsIT {
    private static final int CONNECTIONS = 10_000;
    private static final int MOST_BYTES = 1536;

    /** Answers with the bytes of the heap that are in use after a collection. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws InterruptedException {
            ChildServer.serve((request, responder) -> {
                if (request.path().equals("/heap")) System.gc();
                Runtime heap = Runtime.getRuntime();
                responder.respond(Response.ok(Long.toString(heap.totalMemory() - heap.freeMemory())));
            });
        }
    }

    @Test
    void aConnectionAtRestHoldsLittle() throws Exception {
        assumeThat(ManagementFactory.getOperatingSystemMXBean())
                .as("so many connections can be opened here")
                .isInstanceOfSatisfying(
                        UnixOperatingSystemMXBean.class,
                        system -> assertThat(system.getMaxFileDescriptorCount()).isGreaterThan(CONNECTIONS + 1000));
        List<RawClient> resting = new ArrayList<>();
        try (ChildServer server = ChildServer.start(Main.class, "-Xmx256m", "-XX:+UseSerialGC");
                RawClient asking = new RawClient(server.address())) {
            heap(asking);
            long before = heap(asking);
            for (int i = 0; i < CONNECTIONS; i++) {
                RawClient client = new RawClient(server.address(), 4096);
                resting.add(client);
                client.get("/").read();
            }

            long each = (heap(asking) - before) / CONNECTIONS;

            System.out.println("heap of a connection at rest: " + each + " bytes");
            assertThat(each).isBetween(100L, (long) MOST_BYTES);
        } finally {
            resting.forEach(RawClient::close);
        }
    }

    private static long heap(RawClient client) {
        return Long.parseLong(client.get("/heap").read().text());
    }
}
