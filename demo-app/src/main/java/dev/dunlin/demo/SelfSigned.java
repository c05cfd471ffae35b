package dev.dunlin.demo;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.dunlin.http.server.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for this machine that nobody vouches for, made anew for each start by the JDK's own {@code keytool}. It and
 * its key are in memory only; the file that they come in is gone when this returns.
 */
final class SelfSigned {
    private static final String PASSWORD_VARIABLE = "DUNLIN_KEYSTORE_PASSWORD";

    private SelfSigned() {}

    /**
     * Makes the certificate.
     *
     * @throws StartException if that cannot be done
     */
    static Tls tls() throws StartException {
        try {
            Path directory = TemporaryDirectory.make("dunlin-tls-");
            try {
                return Tls.of(context(directory.resolve("store.p12")));
            } finally {
                MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new StartException("--self-signed: cannot make a certificate: " + Reasons.of(e), e);
        } catch (GeneralSecurityException e) {
            throw new StartException("--self-signed: cannot make a certificate: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("--self-signed: interrupted", e);
        }
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        String password = new BigInteger(128, new SecureRandom()).toString(36);
        generate(file, password);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, password.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void generate(Path file, String password) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "localhost",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
        // Others can read arguments, but not the environment.
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) throw new IOException("keytool: " + said.strip());
    }
}
