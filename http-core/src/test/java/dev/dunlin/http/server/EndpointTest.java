package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with several endpoints, and with one that is a file. */
@Timeout(180)
class EndpointTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    Path directory;

    /** A whole connection with one request. */
    private static String get(SocketAddress address) throws IOException {
        try (SocketChannel client = SocketChannel.open(address)) {
            client.write(ByteBuffer.wrap("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII)));
            return new String(Channels.newInputStream(client).readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oneServerAnswersAtAllItsEndpoints(int workers) throws IOException {
        HttpServer server = servers.start(
                (request, responder) -> responder.respond(
                        Response.ok(request.connection().local().toString())),
                builder -> builder.workers(workers)
                        .endpoint(Endpoint.tcp("127.0.0.1", 0))
                        .endpoint(Endpoint.unix(directory.resolve("a.sock")))
                        .endpoint(Endpoint.tcp("127.0.0.1", 0)));

        assertThat(server.addresses()).hasSize(3).doesNotHaveDuplicates();
        for (int i = 0; i < 10; i++) {
            for (SocketAddress address : server.addresses()) {
                assertThat(get(address)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + address);
            }
        }
        assertThat(server.snapshot().opened()).isEqualTo(30);
    }

    @Test
    void messagesNameTheAddressAsItWasGiven() {
        assertThat(Endpoint.tcp("0.0.0.0", 80)).hasToString("http://0.0.0.0:80/");
        assertThat(Endpoint.tcp("::", 80)).hasToString("http://[0:0:0:0:0:0:0:0]:80/");
    }

    @Test
    void aServerIsCalledByItsFirstEndpoint() {
        Path file = directory.resolve("a b.sock");
        HttpServer server = servers.start(
                Handlers.path(),
                builder -> builder.endpoint(Endpoint.unix(file)).endpoint(Endpoint.tcp("127.0.0.1", 0)));

        int port = server.address().getPort();
        assertThat(server.uri()).hasScheme("unix");
        assertThat(server.uri().getSchemeSpecificPart()).isEqualTo(file.toString());
        assertThat(server.uris()).hasSize(2).last().hasToString("http://127.0.0.1:" + port + "/");
    }

    @Test
    void aServerWithoutAPortHasNoAddressOfOne() {
        HttpServer server =
                servers.start(Handlers.path(), builder -> builder.endpoint(Endpoint.unix(directory.resolve("a.sock"))));

        assertThatIllegalStateException().isThrownBy(server::address).withMessageContaining("a.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rwxrwxrwx", "r--------"})
    void theFileOfAUnixSocketHasThePermissionsThatWereAskedFor(String permissions) throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = directory.resolve("a.sock");
        HttpServer server = servers.start(
                Handlers.path(),
                builder -> builder.endpoint(Endpoint.unix(file, PosixFilePermissions.fromString(permissions))
                        .proxyProtocol()));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString(permissions));
        assertThat(server.addresses()).containsExactly(UnixDomainSocketAddress.of(file));
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));

        server.stop(Patience.LIMIT);
        assertThat(file).doesNotExist();
    }

    @Test
    void aUnixSocketWithPermissionsTakesThePlaceOfADeadOneAndNotOfALivingOne() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = directory.resolve("a.sock");
        Endpoint endpoint = Endpoint.unix(file, PosixFilePermissions.fromString("rw-------"));
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(file))
                .close();
        servers.start(Handlers.path(), builder -> builder.endpoint(endpoint));

        assertThat(get(UnixDomainSocketAddress.of(file))).startsWith("HTTP/1.1 200 OK\r\n");
        assertThatThrownBy(() -> HttpServer.builder()
                        .endpoint(endpoint)
                        .handler(Handlers.path())
                        .start())
                .hasMessageContaining("a.sock: Address already in use");
        assertThat(get(UnixDomainSocketAddress.of(file))).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aPathThatIsTooLongForASocketIsAnErrorThatNamesIt() {
        Path file = directory.resolve("a".repeat(120));
        for (Endpoint endpoint : List.of(
                Endpoint.unix(file), Endpoint.unix(file.resolve("b"), Set.of(PosixFilePermission.OWNER_WRITE)))) {
            assertThatThrownBy(() -> HttpServer.builder()
                            .endpoint(endpoint)
                            .handler(Handlers.path())
                            .start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot listen on unix:" + directory);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whereOneEndpointIsTakenNoneIsListenedOn() throws IOException {
        Path file = directory.resolve("a.sock");
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> HttpServer.builder()
                            .endpoint(Endpoint.unix(file))
                            .endpoint(Endpoint.tcp("127.0.0.1", other.getLocalPort()))
                            .handler(Handlers.path())
                            .start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("http://127.0.0.1:" + other.getLocalPort());
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatCannotBeMadeIsAnErrorThatNamesIt() {
        Path file = directory.resolve("missing/a.sock");

        assertThatThrownBy(() -> HttpServer.builder()
                        .endpoint(Endpoint.unix(file))
                        .handler(Handlers.path())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void afterTheEndNobodyListensAndTheFileIsGone() throws IOException {
        Path file = directory.resolve("a.sock");
        HttpServer server = servers.start(
                Handlers.path(),
                builder -> builder.endpoint(Endpoint.unix(file)).endpoint(Endpoint.tcp("127.0.0.1", 0)));
        InetSocketAddress port = server.address();
        try (SocketChannel idle = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            get(UnixDomainSocketAddress.of(file));

            assertThat(server.stop(Patience.LIMIT)).isZero();

            assertThat(idle.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> get(port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void whereNoSocketWasInheritedThatIsSaid() {
        assertThatThrownBy(() -> HttpServer.builder()
                        .endpoint(Endpoint.inherited())
                        .handler(Handlers.path())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on the inherited socket")
                .hasMessageContaining("StandardInput=socket");
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.tcp("127.0.0.1", 65_536));
    }
}
