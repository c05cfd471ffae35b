package dev.dunlin.http.server;

import dev.dunlin.http.tls.KeyExchangeLimits;
import dev.dunlin.http.tls.ReloadedContext;
import dev.dunlin.http.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint speaks TLS (RFC 8446, and TLS 1.2): with which certificates, and what it asks of clients.
 *
 * <pre>{@code
 * Tls tls = Tls.pem(Path.of("chain.pem"), Path.of("key.pem"));
 * HttpServer.builder().endpoint(Endpoint.tcp("0.0.0.0", 8443).tls(tls)).handler(handler).start();
 * }</pre>
 *
 * <p>Files are looked at every five seconds while a server runs. Once they have been replaced by good ones, new connections
 * get these; bad ones are warned about in the log, and those in use stay.
 *
 * <p>A limit of the JDK's TLS: a client that asks (SNI, RFC 6066 §3) for a host name with an underscore, with a hyphen at the
 * edge of a label, or with a dot at its end, such as {@code my_host.example}, is refused with a fatal alert before anything of
 * this library is asked, since {@link javax.net.ssl.SNIHostName} takes no such name. What helps is a name of letters, digits
 * and inner hyphens, as certificates want it anyway; or a proxy in front that terminates TLS. Clients that connect by an
 * address send no name.
 */
public final class Tls {
    /** RFC 7301; clients that speak HTTP/1.0 only name that. */
    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1", "http/1.0"};

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Supplier<SSLContext> context;
    private final @Nullable ClientCertificates clientCertificates;
    private final List<String> protocols;
    private final Duration handshakeDeadline;
    private final Duration lookEvery;

    private Tls(Builder builder, Supplier<SSLContext> context) {
        this.context = context;
        this.clientCertificates = builder.clientCertificates;
        this.protocols = List.copyOf(builder.protocols);
        this.handshakeDeadline = builder.handshakeDeadline;
        this.lookEvery = builder.lookEvery;
    }

    /** TLS by a context that was made elsewhere: its keys, whom it trusts, its cache of sessions. */
    public static Tls of(SSLContext context) {
        Objects.requireNonNull(context, "context must not be null");
        return new Tls(builder(), () -> context);
    }

    /**
     * TLS with one certificate: {@code builder().certificate(chain, key).build()}.
     *
     * @param chain a PEM file with the server's certificate, then those that vouch for it
     * @param key a PEM file with its private key
     * @throws IllegalArgumentException if a file cannot be used; the message is one line that names it
     */
    public static Tls pem(Path chain, Path key) {
        return builder().certificate(chain, key).build();
    }

    /** Begins with TLS 1.3 and 1.2, no certificate, clients that are not asked for theirs. */
    public static Builder builder() {
        return new Builder();
    }

    Duration handshakeDeadline() {
        return handshakeDeadline;
    }

    /** How often {@link #look} is to be called. */
    Duration lookEvery() {
        return lookEvery;
    }

    /** Looks whether the files were replaced. From any thread that may wait for the disk. */
    void look() {
        if (context instanceof ReloadedContext reloaded) reloaded.look();
    }

    /** Makes the engine of a connection. From any thread. */
    SSLEngine engine() {
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setAlgorithmConstraints(new KeyExchangeLimits(parameters.getAlgorithmConstraints()));
        // Each of the two takes back what the other has said.
        if (clientCertificates == ClientCertificates.WANTED) parameters.setWantClientAuth(true);
        if (clientCertificates == ClientCertificates.NEEDED) parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** TLS in the making. Not for several threads. */
    public static final class Builder {
        private final List<TlsFiles.Pair> certificates = new ArrayList<>();
        private @Nullable ClientCertificates clientCertificates;
        private @Nullable Path trusted;
        private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
        private Duration handshakeDeadline = Duration.ofSeconds(10);
        private Duration lookEvery = LOOK_EVERY;

        private Builder() {}

        /**
         * Adds a certificate. Of several, the one for the name that the client asks for is shown (RFC 6066 §3): the DNS names
         * in the certificates count, also those with a wildcard for the left-most label. For other names, and for clients
         * that ask for none, it is the first.
         *
         * @param chain a PEM file with the certificate, then those that vouch for it
         * @param key a PEM file with its private key, not encrypted: PKCS#8 (RSA, EC, Ed25519), PKCS#1 or SEC 1
         */
        public Builder certificate(Path chain, Path key) {
            certificates.add(new TlsFiles.Pair(
                    Objects.requireNonNull(chain, "chain must not be null"),
                    Objects.requireNonNull(key, "key must not be null")));
            return this;
        }

        /**
         * Asks clients for certificates; handlers find them in {@link dev.dunlin.http.TlsInfo}. Default: they are not asked.
         *
         * @param trusted a PEM file with the certificates of those who may vouch for clients
         */
        public Builder clientCertificates(ClientCertificates clientCertificates, Path trusted) {
            this.clientCertificates = Objects.requireNonNull(clientCertificates, "clientCertificates must not be null");
            this.trusted = Objects.requireNonNull(trusted, "trusted must not be null");
            return this;
        }

        /** The versions that are spoken, as the JDK names them. Default: TLSv1.3 and TLSv1.2. */
        public Builder protocols(String... protocols) {
            this.protocols = List.of(Objects.requireNonNull(protocols, "protocols must not be null"));
            return this;
        }

        /** From the connection to the end of its handshake; then it is closed. Default: 10 s; zero: never. */
        public Builder handshakeDeadline(Duration deadline) {
            this.handshakeDeadline = Objects.requireNonNull(deadline, "deadline must not be null");
            return this;
        }

        /** How often the files are looked at, so that tests need not wait. */
        Builder lookEvery(Duration period) {
            this.lookEvery = Objects.requireNonNull(period, "period must not be null");
            return this;
        }

        /**
         * Reads the files.
         *
         * @throws IllegalArgumentException if a file cannot be used, or a version is unknown; the message is one line
         * @throws IllegalStateException if there is no certificate
         */
        public Tls build() {
            if (certificates.isEmpty()) throw new IllegalStateException("TLS needs a certificate");
            if (handshakeDeadline.isNegative())
                throw new IllegalArgumentException("a handshake deadline of " + handshakeDeadline);
            Tls tls = new Tls(this, new ReloadedContext(new TlsFiles(certificates, trusted)));
            tls.engine();
            return tls;
        }
    }
}
