package dev.dunlin.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.dunlin.http.Handler;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.server.HttpServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What an event loop leaves to the garbage collector, by request: of a real server, over a real socket. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARMUP = 20_000;
    private static final int EXCHANGES = 20_000;

    /** All else that is bound to a request of 50 bytes for a cached file would show as collections under load. */
    @Test
    void isBelow600BytesForACachedFile() throws Exception {
        AtomicLong loop = new AtomicLong();
        try (Site site = new Site();
                FileHandler files = FileHandler.of(site.root())) {
            Handler observed = (request, responder) -> {
                loop.set(Thread.currentThread().getId());
                files.handle(request, responder);
            };
            try (HttpServer server = HttpServer.builder()
                            .port(0)
                            .workers(1)
                            .handler(observed)
                            .start();
                    Socket client = new Socket(
                            server.address().getAddress(), server.address().getPort())) {
                int length = lastingAnswer(client);
                exchange(client, length, WARMUP);

                long before = THREADS.getThreadAllocatedBytes(loop.get());
                exchange(client, length, EXCHANGES);
                long allocated = THREADS.getThreadAllocatedBytes(loop.get()) - before;

                assertThat(allocated / EXCHANGES).isBetween(1L, 599L);
            }
        }
    }

    /** The length of an answer, once it is the same for all: the tag of a file that was written just now is a weak one. */
    private static int lastingAnswer(Socket client) throws Exception {
        String head = answer(client);
        while (!head.contains("\r\nETag: \"")) head = answer(client);
        return head.length() + 1000;
    }

    /** The head of an answer; its content is skipped. */
    private static String answer(Socket client) throws Exception {
        client.getOutputStream().write(Heads.LIGHT);
        StringBuilder head = new StringBuilder();
        InputStream input = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) input.read());
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 1000\r\n");
        input.skipNBytes(1000);
        return head.toString();
    }

    private static void exchange(Socket client, int length, int times) throws Exception {
        OutputStream output = client.getOutputStream();
        InputStream input = client.getInputStream();
        for (int i = 0; i < times; i++) {
            output.write(Heads.LIGHT);
            input.skipNBytes(length);
        }
    }
}
