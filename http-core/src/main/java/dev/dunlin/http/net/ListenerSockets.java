package dev.dunlin.http.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens the channels that the loops of a server accept from. Where the operating system spreads connections over several
 * sockets of one address (Linux), each loop has its own, which is cheapest; elsewhere they share one.
 */
public final class ListenerSockets {
    private static final boolean SPREADS_CONNECTIONS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

    private ListenerSockets() {}

    /**
     * Binds one channel for each loop; it may be one and the same.
     *
     * @param address port 0 takes any free one
     * @throws IOException if the address cannot be bound, by another server of the same kind for one
     */
    public static List<ServerSocketChannel> bind(InetSocketAddress address, int loops, int backlog) throws IOException {
        if (address.isUnresolved()) throw new UnknownHostException(address.getHostString() + " is unknown");
        List<ServerSocketChannel> channels = new ArrayList<>();
        try {
            bindAll(channels, address, loops, backlog);
            return channels;
        } catch (IOException | RuntimeException e) {
            for (ServerSocketChannel channel : channels) channel.close();
            throw e;
        }
    }

    private static void bindAll(List<ServerSocketChannel> channels, InetSocketAddress address, int loops, int backlog)
            throws IOException {
        if (loops == 1 || !SPREADS_CONNECTIONS) {
            ServerSocketChannel shared = open(channels);
            shared.bind(address, backlog);
            while (channels.size() < loops) channels.add(shared);
            return;
        }
        InetSocketAddress free = probe(address);
        while (channels.size() < loops) {
            ServerSocketChannel channel = open(channels);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(free, backlog);
        }
    }

    private static ServerSocketChannel open(List<ServerSocketChannel> channels) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        return channel;
    }

    /**
     * Binds without the option first: with it, two servers of one user would share a port silently.
     *
     * @return the address with the port that was found free
     */
    private static InetSocketAddress probe(InetSocketAddress address) throws IOException {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(address);
            return new InetSocketAddress(address.getAddress(), ((InetSocketAddress) probe.getLocalAddress()).getPort());
        }
    }
}
