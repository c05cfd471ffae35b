package dev.dunlin.http.server;

import dev.dunlin.http.Patience;
import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The JDK's own TLS, client side, over blocking sockets. */
final class TlsClients {
    private TlsClients() {}

    /** Connects, and does not shake hands yet. */
    static SSLSocket connect(InetSocketAddress server, SSLContext context, Consumer<SSLParameters> change)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(32 * 1024);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        socket.connect(server, (int) Patience.LIMIT.toMillis());
        SSLParameters parameters = socket.getSSLParameters();
        change.accept(parameters);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** Shakes hands, and trusts the servers with these certificates. */
    static SSLSocket shakeHands(HttpServer server, Consumer<SSLParameters> change, TestCertificates... trusted)
            throws IOException {
        SSLSocket socket = connect(server.address(), TestCertificates.clientContext(trusted), change);
        socket.startHandshake();
        return socket;
    }

    static Consumer<SSLParameters> protocol(String protocol) {
        return parameters -> parameters.setProtocols(new String[] {protocol});
    }

    static Consumer<SSLParameters> asking(String host) {
        return parameters -> parameters.setServerNames(List.of(new SNIHostName(host)));
    }

    static Consumer<SSLParameters> offering(String... protocols) {
        return parameters -> parameters.setApplicationProtocols(protocols);
    }
}
