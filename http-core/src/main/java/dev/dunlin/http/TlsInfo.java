package dev.dunlin.http;

import java.security.cert.X509Certificate;
import java.util.List;

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
}
