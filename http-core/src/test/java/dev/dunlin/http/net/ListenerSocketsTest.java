package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sockets that the loops of one server accept from. */
class ListenerSocketsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<ListenerSockets> bound = new ArrayList<>();

    @AfterEach
    void close() {
        bound.forEach(ListenerSockets::close);
    }

    private List<ServerSocketChannel> bind(SocketAddress address, int loops) throws IOException {
        ListenerSockets sockets = ListenerSockets.bind(address, loops, 10);
        bound.add(sockets);
        return IntStream.range(0, loops).mapToObj(sockets::of).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void thereIsOneForEachLoopAndAllAreBoundToOneAddress(int loops) throws IOException {
        List<ServerSocketChannel> channels = bind(ANY_PORT, loops);

        Set<SocketAddress> addresses = new HashSet<>();
        for (ServerSocketChannel channel : channels) addresses.add(channel.getLocalAddress());
        assertThat(channels).hasSize(loops).noneMatch(ServerSocketChannel::isBlocking);
        assertThat(addresses).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void eachLoopHasItsOwnWhereTheSystemSpreadsConnections() throws IOException {
        assertThat(new HashSet<>(bind(ANY_PORT, 4))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "3,1", "3,3"})
    void anAddressIsNotSharedWithAnotherServer(int loops, int loopsOfTheOther) throws IOException {
        InetSocketAddress taken =
                (InetSocketAddress) bind(ANY_PORT, loopsOfTheOther).get(0).getLocalAddress();

        assertThatThrownBy(() -> bind(taken, loops)).isInstanceOf(BindException.class);
    }

    @Test
    void anAddressThatIsNotThisMachinesIsRefused() {
        // TEST-NET-1 (RFC 5737), nobody's address.
        assertThatThrownBy(() -> bind(new InetSocketAddress("192.0.2.1", 0), 2)).isInstanceOf(BindException.class);
    }

    @Test
    void anUnresolvedAddressIsRefused() {
        assertThatThrownBy(() -> bind(InetSocketAddress.createUnresolved("nowhere.invalid", 80), 2))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("nowhere.invalid");
    }

    @Test
    void theLoopsShareTheOneSocketThatAFileCanHave(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.sock");

        assertThat(new HashSet<>(bind(UnixDomainSocketAddress.of(file), 3))).hasSize(1);
        assertThat(file).exists();
    }

    @Test
    void theFileThatASocketHasLeftBehindIsReplacedAndRemovedAtTheEnd(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.sock");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(address);
        }
        assertThat(file).exists();

        bind(address, 1);
        close();

        assertThat(file).doesNotExist();
    }

    @Test
    void aFileOnWhichSomebodyListensIsRefusedAndStays(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("a.sock"));
        bind(address, 1);

        assertThatThrownBy(() -> bind(address, 1)).isInstanceOf(BindException.class);
        assertThat(address.getPath()).exists();
    }

    @Test
    void aFileThatIsNoSocketIsRefusedAndStays(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.sock"), "dear to somebody");

        assertThatThrownBy(() -> bind(UnixDomainSocketAddress.of(file), 1)).isInstanceOf(BindException.class);
        assertThat(file).hasContent("dear to somebody");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatRefusesConnectionsAsADeadSocketDoesIsNotTakenForOne(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));

        for (Path file : List.of(pipe, link, directory)) {
            assertThatThrownBy(() -> bind(UnixDomainSocketAddress.of(file), 1))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("no socket");
        }
        assertThat(pipe).exists();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whereNoSocketWasInheritedThatIsSaid() {
        assertThatThrownBy(() -> ListenerSockets.inherited(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("standard input is no listening socket");
    }

    @Test
    void theFileOfAnotherSocketInTheSamePlaceIsNotRemoved(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.sock");
        bind(UnixDomainSocketAddress.of(file), 1);
        // As a server does that is started before the other has ended.
        Files.delete(file);
        try (ServerSocketChannel successor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            successor.bind(UnixDomainSocketAddress.of(file));

            close();

            assertThat(file).exists();
        }
    }
}
