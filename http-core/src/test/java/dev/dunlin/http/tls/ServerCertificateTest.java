package dev.dunlin.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate with its key. */
class ServerCertificateTest {
    @TempDir
    private Path directory;

    private ServerCertificate read(TestCertificates made) {
        Path chain = made.writeTo(directory, "server");
        return ServerCertificate.read(chain, directory.resolve("server.key"));
    }

    @Test
    void itCoversItsNamesWhateverTheirCase() {
        ServerCertificate certificate = read(TestCertificates.forNames("Bird.example", "knot.example"));

        assertThat(certificate.covers("bird.example")).isTrue();
        assertThat(certificate.covers("KNOT.example")).isTrue();
        assertThat(certificate.covers("dunlin.example")).isFalse();
    }

    @Test
    void aWildcardStandsForOneLabelOnTheLeft() {
        ServerCertificate certificate = read(TestCertificates.forNames("*.birds.example"));

        assertThat(certificate.covers("knot.birds.example")).isTrue();
        assertThat(certificate.covers("birds.example")).isFalse();
        assertThat(certificate.covers("red.knot.birds.example")).isFalse();
        assertThat(certificate.covers(".birds.example")).isFalse();
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        Path chain = TestCertificates.forNames("localhost").writeTo(directory, "one");
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            TestCertificates.of(algorithm, "other.example").writeTo(directory, "other");
            Path key = directory.resolve("other.key");

            assertThatThrownBy(() -> ServerCertificate.read(chain, key))
                    .hasMessage(key + " holds a key that does not belong to the certificate in " + chain);
        }
    }

    @Test
    void aKeyOnACurveThatTheJvmCannotSignWithIsNamedAsSuch() throws Exception {
        Path chain = TestCertificates.forNames("localhost").writeTo(directory, "one");
        Path key = Files.writeString(directory.resolve("secp256k1.key"), """
                -----BEGIN PRIVATE KEY-----
                MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgd+P1JnvELQ0MrPYm4+s4
                oKnJsHZomdZcIQ2hxRgtC52hRANCAARBSs+9CK+YNoz4DyrKnUYH2cmETMCQOXdd
                37OAfmrixdX0J4aMHrkn04m1WMDkUXu9pQUML1Wak/jv5oX5Vzb+
                -----END PRIVATE KEY-----
                """);

        assertThatThrownBy(() -> ServerCertificate.read(chain, key))
                .hasMessageStartingWith(key + " holds a ")
                .hasMessageContaining("this JVM")
                .hasMessageContaining("EC on the named curves secp256r1, ")
                .hasMessageNotContainingAny("belong");
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("chain.pem"), "nothing");
        assertThatThrownBy(() -> Pem.certificates(file)).hasMessage(file + " holds no certificate in PEM");

        Files.writeString(file, TestCertificates.pem("CERTIFICATE", new byte[20]));
        assertThatThrownBy(() -> Pem.certificates(file)).hasMessage(file + " holds a malformed certificate");
    }

    @Test
    void theWholeChainIsReadInItsOrder() throws Exception {
        TestCertificates first = TestCertificates.forNames("localhost");
        TestCertificates second = TestCertificates.forNames("other.example");
        Path file = Files.writeString(
                directory.resolve("chain.pem"), first.certificatePem() + "# comment\n" + second.certificatePem());

        assertThat(Pem.certificates(file)).containsExactly(first.certificate(), second.certificate());
    }
}
