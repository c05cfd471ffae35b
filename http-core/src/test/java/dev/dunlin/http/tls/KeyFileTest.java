package dev.dunlin.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dunlin.http.Patience;
import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys, in the forms that they are found in. */
class KeyFileTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("server.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void pkcs8IsReadForEachAlgorithm(String algorithm) throws Exception {
        TestCertificates made = TestCertificates.of(algorithm, "localhost");
        Files.writeString(file, "some text before\r\n" + made.keyPem().replace("\n", "\r\n") + "and after");

        assertThat(KeyFile.read(file)).isEqualTo(made.key());
    }

    @Test
    void pkcs1IsReadAsRsa() throws Exception {
        TestCertificates made = TestCertificates.of("RSA", "localhost");
        Files.writeString(
                file,
                TestCertificates.pem(
                        "RSA PRIVATE KEY", contentOfEnvelope(made.key().getEncoded())));

        assertThat(KeyFile.read(file)).isEqualTo(made.key());
    }

    /** The last of the three values in a key of PKCS#8. */
    private static byte[] contentOfEnvelope(byte[] pkcs8) {
        ByteBuffer fields = ByteBuffer.wrap(Der.content(Der.SEQUENCE, ByteBuffer.wrap(pkcs8)));
        Der.content(Der.INTEGER, fields);
        Der.content(Der.SEQUENCE, fields);
        return Der.content(Der.OCTET_STRING, fields);
    }

    @ParameterizedTest
    @CsvSource({
        "ecparam -genkey -name prime256v1, EC",
        "ecparam -genkey -name secp384r1 -noout, EC",
        "genrsa -traditional 2048, RSA",
        "genpkey -algorithm ed25519, EdDSA"
    })
    void whatOpensslMakesIsRead(String command, String algorithm) throws Exception {
        openssl(command);

        assertThat(KeyFile.read(file).getAlgorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genpkey -algorithm ed25519 -aes256 -pass pass:secret",
                "genrsa -traditional -aes256 -passout pass:secret 2048"
            })
    void anEncryptedKeyIsRefusedAsSuch(String command) throws Exception {
        openssl(command);

        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessage(file + " is encrypted; a key without a passphrase is needed");
    }

    @Test
    void whatIsNoKeyIsRefusedByTheNameOfItsFile() throws IOException {
        assertRefused("", "holds no private key in PEM");
        assertRefused(TestCertificates.forNames("localhost").certificatePem(), "holds no private key in PEM");
        assertRefused("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n", "that is not base64");
        assertRefused(
                TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2}),
                "malformed, or not supported by this JVM; supported are RSA, EdDSA, and EC on ");
        assertRefused(TestCertificates.pem("RSA PRIVATE KEY", new byte[1_000]), "malformed");
        assertRefused(TestCertificates.pem("EC PRIVATE KEY", new byte[] {0x30, 0x7f}), "holds a malformed private key");
        assertRefused(TestCertificates.pem("EC PRIVATE KEY", new byte[] {0x30, 0}), "does not name its curve");
        assertRefused("x".repeat((1 << 20) + 1), "is larger than 1 MiB");
    }

    @Test
    void aFileThatIsMissingOrNoFileIsNamed() {
        assertThatThrownBy(() -> KeyFile.read(file)).hasMessage(file + " does not exist");
        assertThatThrownBy(() -> KeyFile.read(directory)).hasMessage(directory + " cannot be read");
    }

    private void assertRefused(String content, String problem) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + " ")
                .hasMessageContaining(problem);
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = List.of(("openssl " + arguments.replaceFirst(" ", " -out " + file + " ")).split(" "));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeThat(e).as("openssl is missing").isNull();
            return;
        }
        assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assumeThat(process.exitValue()).as("openssl can do this").isZero();
    }
}
