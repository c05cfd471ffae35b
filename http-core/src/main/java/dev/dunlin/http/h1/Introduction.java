package dev.dunlin.http.h1;

import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.TlsInfo;
import dev.dunlin.http.net.Transport;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Tells handlers of a connection, by values that do not lead back to it. */
final class Introduction {
    private Introduction() {}

    static ConnectionInfo of(Transport transport) {
        SSLSession session = transport.session();
        return new ConnectionInfo(
                transport.remoteAddress(),
                transport.localAddress(),
                transport.isSecure(),
                session == null ? null : tls(session));
    }

    private static TlsInfo tls(SSLSession session) {
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
