package dev.dunlin.http;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a client and the server have agreed on for a TLS connection.
 *
 * @param protocol the version, such as {@code TLSv1.3}
 * @param cipherSuite its name, such as {@code TLS_AES_256_GCM_SHA384}
 * @param clientCertificates the client's own certificate first, then those that vouch for it; verified. Empty if the client
 *     has shown none, or was not asked to
 */
public record TlsInfo(String protocol, String cipherSuite, List<X509Certificate> clientCertificates) {
    /** Copies the list. */
    public TlsInfo {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** What was agreed on in a session, once its handshake is complete. */
    public static TlsInfo of(SSLSession session) {
        return new TlsInfo(session.getProtocol(), session.getCipherSuite(), clientCertificates(session));
    }

    private static List<X509Certificate> clientCertificates(SSLSession session) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) chain.add((X509Certificate) certificate);
            return chain;
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
