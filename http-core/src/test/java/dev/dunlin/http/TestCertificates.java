package dev.dunlin.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the JDK's {@code keytool} when they are first needed. */
public final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Map<String, TestCertificates> MADE = new ConcurrentHashMap<>();

    private final KeyStore store;

    private TestCertificates(KeyStore store) {
        this.store = store;
    }

    /** An EC certificate for these names; the same one whenever it is asked for. */
    public static TestCertificates forNames(String... dnsNames) {
        return of("EC", dnsNames);
    }

    /** A certificate with a key of that algorithm, as {@code keytool} names it. */
    public static TestCertificates of(String algorithm, String... dnsNames) {
        return MADE.computeIfAbsent(algorithm + " " + String.join(",", dnsNames), key -> make(algorithm, dnsNames));
    }

    private static TestCertificates make(String algorithm, String... dnsNames) {
        try {
            Path directory = Files.createTempDirectory("dunlin-test-certificate-");
            Path file = directory.resolve("store.p12");
            try {
                return new TestCertificates(generate(file, algorithm, dnsNames));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore generate(Path file, String algorithm, String... dnsNames)
            throws IOException, GeneralSecurityException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (String name : dnsNames) names.add("dns:" + name);
        names.add("ip:127.0.0.1");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + (dnsNames.length == 0 ? "nobody" : dnsNames[0]),
                "-validity",
                "2",
                "-ext",
                "san=" + String.join(",", names),
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        if (process.waitFor() != 0) throw new AssertionError("keytool: " + said);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD);
        }
        return store;
    }

    public X509Certificate certificate() {
        try {
            return (X509Certificate) store.getCertificate("it");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public PrivateKey key() {
        try {
            return (PrivateKey) store.getKey("it", PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The certificate as PEM. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The key as PEM, in PKCS#8. */
    public String keyPem() {
        return pem("PRIVATE KEY", key().getEncoded());
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** Writes certificate and key, as {@code NAME.crt} and {@code NAME.key}. */
    public Path writeTo(Path directory, String name) {
        try {
            Files.writeString(directory.resolve(name + ".key"), keyPem());
            return Files.writeString(directory.resolve(name + ".crt"), certificatePem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a server uses that shows this certificate, and trusts nobody. */
    public SSLContext serverContext() {
        return context(keyManagers());
    }

    /** What a client uses that trusts these servers, and has no certificate itself. */
    public static SSLContext clientContext(TestCertificates... servers) {
        return context(null, servers);
    }

    /** What a client uses that shows this certificate, and trusts these servers. */
    public SSLContext clientContextTrusting(TestCertificates... servers) {
        return context(keyManagers(), servers);
    }

    private KeyManager[] keyManagers() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, PASSWORD);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(KeyManager[] keys, TestCertificates... trusted) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (Certificate certificate :
                    List.of(trusted).stream().map(TestCertificates::certificate).toList())
                trust.setCertificateEntry(Integer.toString(trust.size()), certificate);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
