package dev.dunlin.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files that a server's TLS is made of.
 *
 * @param certificates its certificates, one at least; the first is the default
 * @param trusted a file with the certificates of those who may vouch for clients, null if clients are not asked
 */
public record TlsFiles(List<Pair> certificates, @Nullable Path trusted) {
    /** What a session takes of the heap, in bytes; as measured, with a client's certificate. */
    private static final int SESSION = 3 * 1024;

    /**
     * A certificate and its key.
     *
     * @param chain the file with the certificate, then those that vouch for it
     * @param key the file with the private key
     */
    public record Pair(Path chain, Path key) {}

    /** Copies the list. */
    public TlsFiles {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    public SSLContext load() {
        List<ServerCertificate> loaded = new ArrayList<>();
        for (Pair pair : certificates) loaded.add(ServerCertificate.read(pair.chain(), pair.key()));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKeys(loaded)}, trustManagers(), null);
            context.getServerSessionContext().setSessionCacheSize(mostSessions());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** Sessions are kept for clients that take no tickets: for at most a 64th of the heap, and no more than the JDK does. */
    private static int mostSessions() {
        return (int) Math.min(20_480, Runtime.getRuntime().maxMemory() / 64 / SESSION);
    }

    /** What tells a version of the files from another: their times, sizes and numbers. */
    List<String> stamp() {
        return Stream.concat(
                        certificates.stream().flatMap(pair -> Stream.of(pair.chain(), pair.key())),
                        Stream.ofNullable(trusted))
                .map(TlsFiles::stamp)
                .toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        if (trusted == null) return new TrustManager[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate certificate : Pem.certificates(trusted))
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }
}
