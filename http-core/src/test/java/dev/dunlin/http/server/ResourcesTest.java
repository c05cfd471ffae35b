package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a server takes from the operating system, it gives back. */
@Timeout(180)
class ResourcesTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    Path directory;

    private static List<String> threadsOf(HttpServer server) {
        String prefix = "dunlin-" + server.address().getPort() + "-";
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    @Test
    void aWorkerIsOneThreadOneWatchesThemAndNoneIsLeftAfterTheEnd() {
        HttpServer server = servers.start(Handlers.path(), builder -> builder.workers(3));
        String prefix = "dunlin-" + server.address().getPort() + "-";
        assertThat(threadsOf(server)).containsExactly(prefix + 1, prefix + 2, prefix + 3, prefix + "watch-1");

        server.close();

        assertThat(threadsOf(server)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noDescriptorIsLeftAfterTheEnd() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1 << 20]);
        useAndStop(file);
        long before = descriptors();

        for (int i = 0; i < 5; i++) useAndStop(file);

        await().until(() -> descriptors() <= before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aConnectionThatHasEndedHoldsNoDescriptor() throws IOException {
        servers.start(Handlers.path());
        servers.connect().get("/").read();
        long before = descriptors();

        for (int i = 0; i < 200; i++) {
            try (RawClient client = new RawClient(servers.server().address())) {
                assertThat(client.get("/a").read().text()).isEqualTo("/a");
            }
        }

        await().until(() -> descriptors() <= before);
    }

    private void useAndStop(Path file) {
        HttpServer server = servers.start(
                (request, responder) ->
                        responder.respond(Response.of(200).withBody(Body.file(FileChannel.open(file), 0, 1 << 20))),
                builder -> builder.workers(4));
        for (int i = 0; i < 20; i++) {
            RawClient client = servers.connectSlow().get("/");
            if (i % 2 == 0) client.readHead();
        }
        server.close();
        servers.closeAll();
    }

    /** Of sockets, selectors and the files here; the virtual machine may open and close others, jars for one, at any time. */
    private long descriptors() throws IOException {
        List<Path> all;
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            all = open.toList();
        }
        String here = directory.toRealPath() + "/";
        long count = 0;
        for (Path descriptor : all) {
            try {
                String opened = Files.readSymbolicLink(descriptor).toString();
                if (opened.startsWith("socket:") || opened.startsWith("anon_inode:") || opened.startsWith(here))
                    count++;
            } catch (NoSuchFileException closedMeanwhile) {
                // Which is as good as not there.
            }
        }
        return count;
    }
}
