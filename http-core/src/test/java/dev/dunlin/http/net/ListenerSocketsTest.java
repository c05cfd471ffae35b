package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sockets that the loops of one server accept from. */
class ListenerSocketsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<ServerSocketChannel> bound = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (ServerSocketChannel channel : bound) channel.close();
    }

    private List<ServerSocketChannel> bind(InetSocketAddress address, int loops) throws IOException {
        List<ServerSocketChannel> channels = ListenerSockets.bind(address, loops, 10);
        bound.addAll(channels);
        return channels;
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
}
