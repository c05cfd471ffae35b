package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** HTTPS in the demo: which options go together, and where plain HTTP is sent. */
@Timeout(180)
class HttpsOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--https-port=0 | --https-port needs --tls-cert with --tls-key, or --self-signed",
                "--tls-cert=a | --tls-cert needs --https-port",
                "--tls-key=a | --tls-key needs --https-port",
                "--self-signed | --self-signed needs --https-port",
                "--redirect-to-https | --redirect-to-https needs --https-port, or a PORT",
                "--redirect-to-https=70000 | '70000' is not a whole number",
                "--https-port=0 --tls-cert=a --tls-cert=b --tls-key=c | each --tls-cert needs its --tls-key: there are 2 and 1",
                "--https-port=0 --self-signed --tls-cert=a | --self-signed does not go with --tls-cert and --tls-key",
                "--https-port=0 --self-signed --port-per-worker | --https-port is one for all workers",
                "--https-port=70000 --self-signed | '70000' is not a whole number"
            })
    void optionsThatDoNotGoTogetherAreNamedInOneLine(String arguments, String reason) {
        StringWriter errors = new StringWriter();

        int exitCode = run(errors, ("--port=0 " + arguments).split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).startsWith("dunlin: ").contains(reason);
        assertThat(errors.toString().lines()).hasSize(1);
    }

    @Test
    void aCertificateThatCannotBeUsedIsNamedInOneLine() {
        StringWriter errors = new StringWriter();

        int exitCode = run(errors, "--port=0", "--https-port=0", "--tls-cert=/no/such.pem", "--tls-key=/no/such.key");

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("--tls-cert").contains("/no/such.pem does not exist");
        assertThat(errors.toString().lines()).hasSize(1);
    }

    private static int run(StringWriter errors, String... arguments) {
        return Demo.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "birds.example, 8443, https://birds.example:8443/a%20b?c=d",
        "birds.example:8080, 8443, https://birds.example:8443/a%20b?c=d",
        "birds.example:, 443, https://birds.example/a%20b?c=d",
        "[::1]:8080, 8443, https://[::1]:8443/a%20b?c=d",
        "[::1], 443, https://[::1]/a%20b?c=d"
    })
    void theHostIsKeptAndThePortIsThatOfHttps(String host, int port, String location) {
        Request request =
                Request.builder("GET", "/a%20b?c=d").header("Host", host).build();

        Response answer = ask(new RedirectToHttps(port), request);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.headers().first("Location")).hasValue(location);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/\u0416?\u00e9 | https://a/%D0%96?%C3%A9",
                "/\"{}\\ | https://a/%22%7B%7D%5C",
                "/%D0%96%2f?a=%20&b=%zz | https://a/%D0%96%2f?a=%20&b=%25zz",
                "//evil.example/ | https://a//evil.example/",
                "http://a:80/\u0416 | https://a/%D0%96"
            })
    void theLocationIsAUriWhateverWasAskedFor(String target, String location) {
        Request request = Request.builder("GET", target).header("Host", "a").build();

        assertThat(ask(new RedirectToHttps(443), request).headers().first("Location"))
                .hasValue(location);
    }

    @ParameterizedTest
    @CsvSource({
        "--https-port=8443 --self-signed --redirect-to-https, https://a:8443/",
        "--https-port=8443 --self-signed --redirect-to-https=443, https://a/",
        "--https-port=0 --self-signed --redirect-to-https=8444, https://a:8444/",
        "--redirect-to-https --https-port=0 --self-signed, https://a:9999/",
        "--redirect-to-https=443, https://a/"
    })
    void thePortIsThatOfClients(String arguments, String location) {
        CommandLine command = Demo.commandLine();
        command.parseArgs(arguments.split(" "));
        RedirectToHttps redirect = ((DemoCommand) command.getCommand()).https.redirect();
        redirect.listening(9999);

        Request request = Request.builder("GET", "/").header("Host", "a").build();
        assertThat(ask(redirect, request).headers().first("Location")).hasValue(location);
    }

    @Test
    void otherMethodsKeepTheirContent() {
        Request request = Request.builder("POST", "/").header("Host", "a").build();

        assertThat(ask(new RedirectToHttps(443), request).status()).isEqualTo(308);
    }

    @Test
    void whereNoHostIsNamedItIsTheAddressThatWasReached() throws Exception {
        ConnectionInfo connection = new ConnectionInfo(
                ConnectionInfo.NONE.remote(), new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 80), false);
        Request old = Request.builder("GET", "/").connection(connection).build();

        assertThat(ask(new RedirectToHttps(443), old).headers().first("Location"))
                .hasValue("https://192.0.2.1/");
        assertThat(ask(new RedirectToHttps(443), Request.builder("GET", "/").build())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void beforeThePortIsKnownNobodyIsSentThere() {
        RedirectToHttps redirect = new RedirectToHttps(0);
        Request request = Request.builder("GET", "/").header("Host", "a").build();

        assertThat(ask(redirect, request).status()).isEqualTo(503);
        redirect.listening(443);
        assertThat(ask(redirect, request).status()).isEqualTo(301);
    }

    @Test
    void whatIsEncryptedIsAnswered() {
        ConnectionInfo encrypted = new ConnectionInfo(ConnectionInfo.NONE.remote(), ConnectionInfo.NONE.local(), true);

        assertThat(ask(
                                new RedirectToHttps(443),
                                Request.builder("GET", "/")
                                        .connection(encrypted)
                                        .build())
                        .status())
                .isEqualTo(200);
    }

    private static Response ask(RedirectToHttps redirect, Request request) {
        List<Response> answers = new ArrayList<>();
        Handler handler = redirect.apply((asked, responder) -> responder.respond(Response.ok("inside")));
        try {
            handler.handle(request, answers::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return answers.get(0);
    }
}
