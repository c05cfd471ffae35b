package dev.dunlin.http.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection that throws, whatever and wherever: it is closed, its place is free once, and others are served. */
@Timeout(180)
class ConnectionErrorsTest {
    private final ThrowingLog log = new ThrowingLog();
    private final ConnectionLimit limit = new ConnectionLimit(3);
    private final AtomicInteger closed = new AtomicInteger();
    private final Set<Call> failing = EnumSet.noneOf(Call.class);
    private Throwable thrown;
    private EventLoop loop;
    private ListenerSockets sockets;
    private Listener listener;

    /** What is asked of a connection, or of the factory that makes it. */
    private enum Call {
        CREATE,
        READABLE,
        WRITABLE,
        STOPPING,
        CLOSED
    }

    @BeforeEach
    void listen() throws IOException {
        loop = new EventLoop("loop-under-test", MemoryBudget.unlimited(), failure -> {});
        sockets = ListenerSockets.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, 10);
        listener = sockets.listen(0, loop, this::create, limit);
        loop.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.execute(loop::end);
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        sockets.close();
        log.close();
    }

    static Stream<Arguments> faults() {
        List<Set<Call>> calls = List.of(
                EnumSet.of(Call.CREATE),
                EnumSet.of(Call.READABLE),
                EnumSet.of(Call.WRITABLE),
                EnumSet.of(Call.CLOSED),
                EnumSet.of(Call.READABLE, Call.CLOSED),
                EnumSet.of(Call.WRITABLE, Call.CLOSED));
        return EventLoopErrorsTest.throwables()
                .flatMap(thrown -> calls.stream().map(each -> Arguments.of(thrown, each)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void itIsClosedAndOthersAreServed(Throwable thrown, Set<Call> calls) throws IOException {
        fail(thrown, calls);

        for (int i = 0; i < 10; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write("w\n".getBytes(US_ASCII));
                socket.shutdownOutput();
                readToEnd(socket);
            }
        }

        fail(thrown, Set.of());
        assertThatAClientIsServed();
        await().untilAsserted(() -> assertThat(limit.open()).isZero());
        assertThat(listener.opened()).isEqualTo(listener.closed());
        assertThat(closed.get()).isEqualTo((int) listener.opened());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theSameHoldsWhereTheLogThrowsToo(Throwable thrown, Set<Call> calls) throws IOException {
        log.throwing(thrown);
        itIsClosedAndOthersAreServed(thrown, calls);
    }

    @Test
    void aConnectionThatCannotStopIsClosedAndTheListenerTooIsStopped() throws Exception {
        fail(new OutOfMemoryError("on purpose"), Set.of(Call.STOPPING, Call.CLOSED));
        try (Socket first = connect();
                Socket second = connect()) {
            await().until(() -> limit.open() == 2);

            loop.execute(loop::stop);

            assertThat(first.getInputStream().read()).isEqualTo(-1);
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            await().until(() -> limit.open() == 0);
        }
    }

    @Test
    void anErrorOfAConnectionThatBeginsPausesTheListeningAndIsCounted() throws IOException {
        fail(new OutOfMemoryError("on purpose"), Set.of(Call.CREATE));

        try (Socket socket = connect()) {
            readToEnd(socket);
        }

        await().untilAsserted(() -> assertThat(listener.refused()).isEqualTo(1));
        assertThat(loop.outOfMemoryErrors()).isEqualTo(1);
        assertThat(listener.opened()).isZero();
    }

    private void assertThatAClientIsServed() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("hello\n".getBytes(US_ASCII));
            byte[] echo = socket.getInputStream().readNBytes(6);
            assertThat(new String(echo, US_ASCII)).isEqualTo("hello\n");
        }
    }

    private synchronized void fail(Throwable with, Set<Call> calls) {
        thrown = with;
        failing.clear();
        failing.addAll(calls);
    }

    private synchronized void called(Call call) {
        if (failing.contains(call)) EventLoopErrorsTest.sneak(thrown);
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) sockets.address();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void readToEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private Connection create(Transport transport) {
        called(Call.CREATE);
        return new Echo(transport);
    }

    /** Sends back what it reads, once the socket says that it takes it. */
    private final class Echo implements Connection {
        private final Transport transport;
        private final ByteBuffer buffer = ByteBuffer.allocate(100);

        Echo(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void onReadable() throws IOException {
            called(Call.READABLE);
            if (transport.read(buffer) < 0) {
                transport.close(new IOException("the client has ended"));
            } else {
                transport.await(false, true);
            }
        }

        @Override
        public void onWritable() throws IOException {
            called(Call.WRITABLE);
            transport.write(buffer.flip());
            buffer.clear();
            transport.await(true, false);
        }

        @Override
        public void onStopping() throws IOException {
            called(Call.STOPPING);
            transport.close(new IOException("stopping"));
        }

        @Override
        public void onClosed(Throwable cause) {
            closed.incrementAndGet();
            called(Call.CLOSED);
        }
    }
}
