package dev.dunlin.http.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the server's certificates, by the name that a client asks for (RFC 6066 §3) and the kind of key that it can
 * do with. A client that asks for no name, or one that no certificate is for, gets the first, or another for the same names.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private final List<ServerCertificate> certificates;

    ServerKeys(List<ServerCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        String host = engine == null ? null : requestedHost(engine);
        Predicate<ServerCertificate> fits = forHost(host);
        for (int i = 0; i < certificates.size(); i++) {
            ServerCertificate certificate = certificates.get(i);
            if (fits.test(certificate) && certificate.key().getAlgorithm().equals(keyType)) return Integer.toString(i);
        }
        return null;
    }

    private Predicate<ServerCertificate> forHost(@Nullable String host) {
        if (host != null && certificates.stream().anyMatch(each -> each.covers(host))) return each -> each.covers(host);
        ServerCertificate first = certificates.get(0);
        return each -> each.equals(first) || each.sharesNameWith(first);
    }

    private static @Nullable String requestedHost(SSLEngine engine) {
        if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) return null;
        for (SNIServerName name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) return host.getAsciiName();
        }
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificates.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificates.get(Integer.parseInt(alias)).key();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // sockets are not used
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // a server is no client
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
