package dev.dunlin.http.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a Unix domain socket is found by. It outlives its socket, and so has to be removed: at the end, or at the
 * next start, if there was no end.
 */
final class SocketFile {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** The part of a mode that is the file's type, and that of sockets (POSIX, {@code sys/stat.h}). */
    private static final int FILE_TYPE = 0xf000;

    private static final int SOCKET = 0xc000;

    /** For names of directories that others cannot foresee and take first. */
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UnixDomainSocketAddress address;
    private final Path path;

    /** Which file it is; null where the file system does not tell. */
    private final @Nullable Object key;

    private SocketFile(UnixDomainSocketAddress address) throws IOException {
        this.address = address;
        this.path = address.getPath();
        this.key = attributes(path).fileKey();
    }

    /** Binds a channel, with the permissions that the umask of the process leaves. */
    static SocketFile bind(ServerSocketChannel channel, UnixDomainSocketAddress address, int backlog)
            throws IOException {
        channel.bind(address, backlog);
        return new SocketFile(address);
    }

    /**
     * Binds a channel. As a system makes the file before its permissions can be set, and may make it more open than these, it
     * is made where nobody else can reach it. The channel keeps the address that it had there.
     */
    static SocketFile bind(
            ServerSocketChannel channel,
            UnixDomainSocketAddress address,
            Set<PosixFilePermission> permissions,
            int backlog)
            throws IOException {
        Path path = address.getPath();
        // Short, since addresses have about a hundred bytes.
        Path directory = path.resolveSibling("." + Integer.toString(RANDOM.nextInt(1 << 30), 36));
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path hidden = directory.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden), backlog);
            Files.setPosixFilePermissions(hidden, permissions);
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
            Files.deleteIfExists(directory);
        }
        return new SocketFile(address);
    }

    UnixDomainSocketAddress address() {
        return address;
    }

    /**
     * Removes the file of a socket that nobody listens on any more.
     *
     * @throws IOException if somebody does, or if what lies there is no socket
     */
    static void makeWayFor(UnixDomainSocketAddress address) throws IOException {
        Path path = address.getPath();
        try {
            if (!isSocket(path)) throw new BindException("there is a file that is no socket");
        } catch (NoSuchFileException nothingInTheWay) {
            return;
        }
        try (SocketChannel somebody = SocketChannel.open(address)) {
            LOG.debug("{} answers", somebody);
            throw new BindException("Address already in use");
        } catch (ConnectException nobody) {
            LOG.debug("nobody listens on {} any more", path);
            Files.deleteIfExists(path);
        }
    }

    /** Removes the file, unless another server has put its own in the place. */
    void delete() {
        try {
            if (key == null || key.equals(attributes(path).fileKey())) Files.deleteIfExists(path);
        } catch (NoSuchFileException alreadyGone) {
            LOG.debug("{} is gone already", path);
        } catch (IOException e) {
            LOG.warn("cannot remove {}", path, e);
        }
    }

    /** A device or a pipe, which refuses connections as a dead socket does, must not be taken for one and removed. */
    private static boolean isSocket(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix"))
            return attributes(path).isOther();
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & FILE_TYPE) == SOCKET;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
