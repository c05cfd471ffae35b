package dev.dunlin.http.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that the loops of a server accept from, all bound to one address. Where the operating system spreads
 * connections over several sockets of one address (TCP on Linux), each loop has its own, which is cheapest; elsewhere they
 * share one.
 */
public final class ListenerSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerSockets.class);

    private static final boolean SPREADS_CONNECTIONS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

    private final List<ServerSocketChannel> channels = new ArrayList<>();
    private final boolean areLent;
    private @Nullable SocketFile file;

    private ListenerSockets(boolean areLent) {
        this.areLent = areLent;
    }

    /**
     * Binds a channel for each loop; it may be one and the same.
     *
     * @param address of TCP, where port 0 takes any free one, or of a Unix domain socket
     * @throws IOException if the address cannot be bound, by another server of the same kind for one; then nothing is left
     */
    public static ListenerSockets bind(SocketAddress address, int loops, int backlog) throws IOException {
        return bound(sockets -> {
            if (address instanceof UnixDomainSocketAddress unix) {
                sockets.bindFile(unix, null, loops, backlog);
            } else {
                sockets.bindPort((InetSocketAddress) address, loops, backlog);
            }
        });
    }

    /**
     * Binds one channel for all loops to a Unix domain socket whose file has these permissions, and never others.
     *
     * @throws IOException as {@link #bind(SocketAddress, int, int)}
     */
    public static ListenerSockets bind(
            UnixDomainSocketAddress address, Set<PosixFilePermission> permissions, int loops, int backlog)
            throws IOException {
        return bound(sockets -> sockets.bindFile(address, permissions, loops, backlog));
    }

    private static ListenerSockets bound(Binding binding) throws IOException {
        ListenerSockets sockets = new ListenerSockets(false);
        try {
            binding.bind(sockets);
            return sockets;
        } catch (UnsupportedAddressTypeException e) {
            sockets.close();
            throw new IOException("this JVM does not use IPv6 (java.net.preferIPv4Stack)", e);
        } catch (UnsupportedOperationException e) {
            sockets.close();
            throw new IOException("not supported on this system: " + e.getMessage(), e);
        } catch (Throwable t) {
            sockets.close();
            throw t;
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(ListenerSockets sockets) throws IOException;
    }

    /**
     * The socket that this process was given as its standard input, bound and listening, by whoever has started it. It is
     * lent: others hold it too, and accept from it now or later, so that it is never closed.
     *
     * @throws IOException if standard input is no such socket
     */
    public static ListenerSockets inherited(int loops) throws IOException {
        Channel inherited = System.inheritedChannel();
        if (!(inherited instanceof ServerSocketChannel shared))
            throw new IOException(
                    "standard input is no listening socket; systemd makes it one by StandardInput=socket, with Accept=no");
        shared.configureBlocking(false);
        ListenerSockets sockets = new ListenerSockets(true);
        sockets.share(shared, loops);
        return sockets;
    }

    /** The channel of a loop, bound and not blocking. */
    ServerSocketChannel of(int loop) {
        return channels.get(loop);
    }

    /**
     * Makes a loop accept from its channel when it runs.
     *
     * @param number of the loop, from 0 on
     * @param limit has a place for each connection, or none
     */
    public Listener listen(int number, EventLoop loop, ConnectionFactory factory, ConnectionLimit limit)
            throws IOException {
        return new Listener(loop, of(number), areLent, factory, limit);
    }

    /** Where they listen, the port the one that was really taken. */
    public SocketAddress address() throws IOException {
        return file == null ? channels.get(0).getLocalAddress() : file.address();
    }

    /** Closes the channels that are open, and removes the file of a Unix domain socket; but nothing that is lent. */
    @Override
    public void close() {
        if (areLent) return;
        try {
            if (file != null) file.delete();
        } finally {
            // Where it is one and the same for all loops, it is closed once.
            for (ServerSocketChannel channel : channels) close(channel);
        }
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (Throwable t) {
            SafeLog.warn(LOG, "cannot close {}", channel, t);
        }
    }

    private void bindFile(
            UnixDomainSocketAddress address, @Nullable Set<PosixFilePermission> permissions, int loops, int backlog)
            throws IOException {
        SocketFile.makeWayFor(address);
        ServerSocketChannel shared = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channels.add(shared);
        shared.configureBlocking(false);
        file = permissions == null
                ? SocketFile.bind(shared, address, backlog)
                : SocketFile.bind(shared, address, permissions, backlog);
        share(shared, loops);
    }

    private void bindPort(InetSocketAddress address, int loops, int backlog) throws IOException {
        if (address.isUnresolved()) throw new UnknownHostException(address.getHostString() + " is unknown");
        if (loops == 1 || !SPREADS_CONNECTIONS) {
            ServerSocketChannel shared = open();
            shared.bind(address, backlog);
            share(shared, loops);
            return;
        }
        InetSocketAddress free = probe(address);
        while (channels.size() < loops) {
            ServerSocketChannel channel = open();
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(free, backlog);
        }
    }

    private ServerSocketChannel open() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        return channel;
    }

    private void share(ServerSocketChannel channel, int loops) {
        while (channels.size() < loops) channels.add(channel);
    }

    /**
     * Binds without the option first: with it, two servers of one user would share a port silently. Does not listen, or a
     * client that comes at that moment would be thrown out again.
     *
     * @return the address with the port that was found free
     */
    private static InetSocketAddress probe(InetSocketAddress address) throws IOException {
        try (SocketChannel probe = SocketChannel.open()) {
            // As a listening socket has it: connections of an earlier server that are still fading away do not count.
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(address);
            return new InetSocketAddress(address.getAddress(), ((InetSocketAddress) probe.getLocalAddress()).getPort());
        }
    }
}
