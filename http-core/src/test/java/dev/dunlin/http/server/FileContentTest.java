package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.FileBody;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that lies in a file. */
@Timeout(180)
class FileContentTest {
    private static final int MEGABYTE = 1 << 20;

    /** More than any kernel takes in for a client that does not read. */
    private static final long HUGE = 5L << 30;

    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    Path directory;

    private final List<FileChannel> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void eachChannelIsClosed() {
        servers.server().close();
        assertThat(opened).noneMatch(FileChannel::isOpen);
    }

    private FileChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        opened.add(channel);
        return channel;
    }

    private Path write(byte[] content) {
        try {
            return Files.write(directory.resolve("file"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of zeroes that takes no room. */
    private Path sparse(long length) throws IOException {
        Path file = directory.resolve("sparse");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
        return file;
    }

    private void serve(Path file, long offset, long length) {
        servers.start((request, responder) -> responder.respond(
                request.path().equals("/small")
                        ? Response.ok("small")
                        : Response.of(200).withBody(Body.file(open(file), offset, length))));
    }

    @Test
    void anInterruptThatASubscriberLeavesBehindDoesNotCloseTheFile() {
        Path file = write(Requests.pattern(100_000));
        servers.start((request, responder) -> request.body().bytes(100).thenAccept(content -> {
            Thread.currentThread().interrupt();
            try {
                responder.respond(Response.of(200).withBody(Body.file(open(file), 0, 100_000)));
            } catch (IOException e) {
                responder.fail(e);
            }
        }));

        RawClient client = servers.connect().send(Requests.post("/", "content"));

        assertThat(client.read().content()).isEqualTo(Requests.pattern(100_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 16_383, 16_384, 65_536, 65_537, 8 * MEGABYTE})
    void isSentWhole(int length) {
        byte[] content = Requests.pattern(length);
        serve(write(content), 0, length);
        RawClient client = servers.connect();

        for (int i = 0; i < 3; i++) {
            Answer answer = client.get("/").read();
            assertThat(answer.field("Content-Length")).isEqualTo(String.valueOf(length));
            assertThat(Arrays.equals(answer.content(), content)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "999,1", "100,16383", "100,16384", "100,65536", "1000000,7388608", "8388608,0", "65536,131072"})
    void isSentInPart(int offset, int length) {
        byte[] content = Requests.pattern(8 * MEGABYTE);
        serve(write(content), offset, length);

        Answer answer = servers.connect().get("/").read();

        assertThat(Arrays.equals(answer.content(), Arrays.copyOfRange(content, offset, offset + length)))
                .isTrue();
    }

    @Test
    void isNotReadForAHead() {
        serve(write(new byte[8 * MEGABYTE]), 0, 8 * MEGABYTE);
        RawClient client = servers.connect().send(Requests.head("HEAD", "/"));

        assertThat(client.readHead().field("Content-Length")).isEqualTo(String.valueOf(8 * MEGABYTE));
        assertThat(client.get("/small").read().text()).isEqualTo("small");
    }

    @Test
    void pastFourGigabytesIsSentFromTheRightPlace() throws IOException {
        Path file = sparse(HUGE);
        byte[] mark = Requests.pattern(100_000);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(mark), HUGE - mark.length);
        }
        serve(file, HUGE - mark.length, mark.length);

        assertThat(Arrays.equals(servers.connect().get("/").read().content(), mark))
                .isTrue();
    }

    @Test
    void largerThanAnIntIsAnnouncedAndSentAsLongAsTheClientReads() throws IOException {
        serve(sparse(HUGE), 0, HUGE);
        RawClient client = servers.connect().get("/");

        assertThat(client.readHead().field("Content-Length")).isEqualTo(String.valueOf(HUGE));
        assertThat(client.readBytes(20 * MEGABYTE)).hasSize(20 * MEGABYTE);
        client.reset();
    }

    @Test
    void isSentAsSlowlyAsTheClientReads() {
        byte[] content = Requests.pattern(12 * MEGABYTE);
        serve(write(content), 0, content.length);
        RawClient client = servers.connectSlow().get("/");
        client.readHead();

        for (int at = 0; at < content.length; at += 99_991) {
            byte[] piece = client.readBytes(Math.min(99_991, content.length - at));
            assertThat(Arrays.equals(piece, Arrays.copyOfRange(content, at, at + piece.length)))
                    .isTrue();
        }
        assertThat(client.get("/small").read().text()).isEqualTo("small");
    }

    @Test
    void manyInAPipelineKeepTheirOrder() {
        byte[] content = Requests.pattern(100_000);
        serve(write(content), 0, content.length);

        RawClient client = servers.connect().send((Requests.get("/") + Requests.get("/small")).repeat(20));

        for (int i = 0; i < 20; i++) {
            assertThat(Arrays.equals(client.read().content(), content)).isTrue();
            assertThat(client.read().text()).isEqualTo("small");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,500", "1000,0", "8388608,100000", "8388608,0"})
    void thatIsShorterThanPromisedCutsTheConnection(int promised, int length) {
        serve(write(Requests.pattern(length)), 0, promised);
        RawClient client = servers.connect().get("/");

        assertThat(client.readHead().field("Content-Length")).isEqualTo(String.valueOf(promised));
        assertThat(client.countToEnd()).isLessThanOrEqualTo(length);
    }

    @Test
    void thatIsTruncatedWhileItIsSentCutsTheConnection() throws IOException {
        Path file = sparse(HUGE);
        serve(file, 0, HUGE);
        RawClient client = servers.connectSlow().get("/");
        client.readHead();
        client.readBytes(MEGABYTE);

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(MEGABYTE);
        }

        assertThat(client.countToEnd()).isLessThan(HUGE - MEGABYTE);
        assertThat(servers.connect().get("/small").read().text()).isEqualTo("small");
    }

    private static final class Watched extends FileBody {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicBoolean isIntact = new AtomicBoolean(true);

        Watched(FileChannel channel, long length) {
            super(channel, 0, length);
        }

        @Override
        public boolean isIntact() {
            looks.incrementAndGet();
            return isIntact.get();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 64 * MEGABYTE})
    void thatIsNotIntactFromTheBeginningIsNotSent(int length) throws IOException {
        Watched body = new Watched(open(sparse(length)), length);
        body.isIntact.set(false);
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(body)));
        RawClient client = servers.connect().get("/");

        client.readHead();

        assertThat(client.countToEnd()).isZero();
    }

    @Test
    void thatIsNotIntactAnyMoreCutsTheConnection() throws IOException {
        Watched body = new Watched(open(sparse(HUGE)), HUGE);
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(body)));
        RawClient client = servers.connectSlow().get("/");
        client.readHead();
        client.readBytes(MEGABYTE);
        assertThat(body.looks).hasPositiveValue();

        body.isIntact.set(false);

        assertThat(client.countToEnd()).isLessThan(HUGE - MEGABYTE);
    }

    @Test
    void aClientThatDoesNotReadDoesNotHoldUpItsNeighbours() throws IOException {
        serve(sparse(16L * MEGABYTE), 0, 16L * MEGABYTE);
        RawClient slow = servers.connectSlow().get("/");
        slow.readHead();
        RawClient neighbour = servers.connect();

        for (int i = 0; i < 100; i++)
            assertThat(neighbour.get("/small").read().text()).isEqualTo("small");

        assertThat(slow.readBytes(16 * MEGABYTE)).hasSize(16 * MEGABYTE);
    }

    @Test
    void aClientThatReadsAsFastAsItCanDoesNotStarveItsNeighbours() throws IOException {
        long length = 100L << 30;
        serve(sparse(length), 0, length);
        RawClient fast = servers.connect().get("/");
        Thread reader = new Thread(fast::countToEnd);
        reader.start();
        RawClient neighbour = servers.connect();

        for (int i = 0; i < 100; i++)
            assertThat(neighbour.get("/small").read().text()).isEqualTo("small");

        assertThat(reader.isAlive()).as("the download goes on").isTrue();
        fast.reset();
    }

    @Test
    void isClosedWhenTheClientGoesMidway() throws IOException {
        serve(sparse(HUGE), 0, HUGE);
        RawClient client = servers.connectSlow().get("/");
        client.readHead();

        client.reset();

        await().until(() -> opened.stream().noneMatch(FileChannel::isOpen));
    }
}
