package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The groups that a client may ask for, and make the server compute with. */
@Timeout(180)
class TlsKeyExchangeTest {
    /** The key of an EC certificate would be of one of the groups. */
    private static final TestCertificates RSA = TestCertificates.of("RSA", "localhost");

    @RegisterExtension
    final TestServer servers = new TestServer();

    private HttpServer server;

    @BeforeEach
    void start() {
        Tls tls = Tls.of(RSA.serverContext());
        server = servers.start(
                Handlers.path(),
                builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0).tls(tls)));
    }

    /** What a client does that takes these groups only. */
    private static Consumer<SSLParameters> groups(String... names) {
        List<String> wanted = List.of(names);
        return parameters -> parameters.setAlgorithmConstraints(new AlgorithmConstraints() {
            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters values) {
                boolean isGroup = Stream.of("ffdhe", "secp", "x25519", "x448").anyMatch(algorithm::startsWith);
                return !isGroup || wanted.contains(algorithm);
            }

            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
                return true;
            }

            @Override
            public boolean permits(
                    Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters values) {
                return true;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffdhe4096", "ffdhe6144", "ffdhe8192"})
    void aGroupThatIsFarDearerThanOthersIsRefused(String group) {
        assertThatThrownBy(() -> TlsClients.shakeHands(server, groups(group), RSA))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("fatal alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x25519", "secp256r1", "secp384r1", "secp521r1", "x448", "ffdhe2048", "ffdhe3072"})
    void theOthersAreTaken(String group) throws IOException {
        try (SSLSocket socket = TlsClients.shakeHands(server, groups(group), RSA)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void whoOffersADearGroupBesideOthersGetsAnother() throws IOException {
        try (SSLSocket socket = TlsClients.shakeHands(server, groups("ffdhe8192", "x25519"), RSA)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }
}
