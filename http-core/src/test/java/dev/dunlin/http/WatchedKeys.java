package dev.dunlin.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** A server's keys that tell when they are asked for, which is when a handshake is computed. */
public final class WatchedKeys extends X509ExtendedKeyManager {
    private final TestCertificates certificate;
    private final AtomicInteger timesAsked = new AtomicInteger();
    private volatile Runnable whenAsked = () -> {};

    public WatchedKeys(TestCertificates certificate) {
        this.certificate = certificate;
    }

    /** What a server uses that shows this certificate. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public int timesAsked() {
        return timesAsked.get();
    }

    /** Runs something whenever the keys are asked for, on the thread that does. */
    public void whenAsked(Runnable whenAsked) {
        this.whenAsked = whenAsked;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        if (!certificate.key().getAlgorithm().equals(keyType)) return null;
        timesAsked.incrementAndGet();
        whenAsked.run();
        return "it";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {certificate.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificate.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
