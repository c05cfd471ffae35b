package dev.dunlin.demo;

import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.Tls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the server listens for HTTPS, and who it says that it is. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nHTTPS%n")
final class HttpsOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--https-port",
            paramLabel = "N",
            converter = BoundedNumber.Port.class,
            description = "A port for HTTPS, at the address of --bind, beside --port; 0 takes any free one."
                    + " Default: none.")
    @Nullable
    Integer port;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "A certificate in PEM, then those that vouch for it; read again when it is replaced. Several,"
                    + " each with its --tls-key, are chosen by the name that is asked for.")
    List<Path> certificates = new ArrayList<>();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key of a certificate, in PEM.")
    List<Path> keys = new ArrayList<>();

    @Option(
            names = "--self-signed",
            description = "Makes a certificate for localhost, which no browser trusts: to try things out.")
    boolean selfSigned;

    @Option(
            names = "--redirect-to-https",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            converter = BoundedNumber.Port.class,
            description =
                    "Answers plain HTTP with the same address in HTTPS, at PORT where clients find it at another one"
                            + " than --https-port: behind a NAT, in a container, or at a proxy that ends TLS.")
    @Nullable
    Integer redirect;

    /**
     * Adds the endpoint for HTTPS, if there is to be one.
     *
     * @throws ParameterException if the options do not go together
     * @throws StartException if a certificate cannot be used, or made
     */
    List<List<Endpoint>> addTo(List<List<Endpoint>> servers, ListenOptions listen) throws StartException {
        requireSense(listen.portPerWorker);
        if (port == null) return servers;
        List<Endpoint> endpoints = new ArrayList<>(servers.get(0));
        endpoints.add(listen.layered(
                Endpoint.of(new InetSocketAddress(listen.bind, port)).tls(tls())));
        return List.of(endpoints);
    }

    /** What sends clients from the plain port to that of HTTPS, or null if they may stay. */
    @Nullable
    RedirectToHttps redirect() {
        if (redirect == null) return null;
        return new RedirectToHttps(redirect == 0 && port != null ? port : redirect);
    }

    private void requireSense(boolean portPerWorker) {
        if (port == null) {
            if (!certificates.isEmpty()) refuse("--tls-cert needs --https-port");
            if (!keys.isEmpty()) refuse("--tls-key needs --https-port");
            if (selfSigned) refuse("--self-signed needs --https-port");
            if (redirect != null && redirect == 0) refuse("--redirect-to-https needs --https-port, or a PORT");
            return;
        }
        if (portPerWorker) refuse("--https-port is one for all workers, and does not go with --port-per-worker");
        if (selfSigned && (!certificates.isEmpty() || !keys.isEmpty()))
            refuse("--self-signed does not go with --tls-cert and --tls-key");
        if (certificates.size() != keys.size())
            refuse("each --tls-cert needs its --tls-key: there are " + certificates.size() + " and " + keys.size());
        if (!selfSigned && certificates.isEmpty())
            refuse("--https-port needs --tls-cert with --tls-key, or --self-signed");
    }

    private void refuse(String reason) {
        throw new ParameterException(command.commandLine(), reason);
    }

    private Tls tls() throws StartException {
        if (selfSigned) return SelfSigned.tls();
        Tls.Builder builder = Tls.builder();
        for (int i = 0; i < certificates.size(); i++) builder.certificate(certificates.get(i), keys.get(i));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new StartException("--tls-cert, --tls-key: " + e.getMessage(), e);
        }
    }
}
