package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ForwardingHeaders;
import dev.dunlin.http.Headers;
import dev.dunlin.http.TrustedProxies;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class BalancerTest {
    @Test
    void eachWorkerIsAServerOfTheUpstream() {
        assertThat(balancer(Platform.LINUX).configuration().lines().filter(line -> line.contains("max_fails")))
                .containsExactly(
                        "        server 127.0.0.1:9001 max_fails=3 fail_timeout=2s;",
                        "        server 127.0.0.1:9002 max_fails=3 fail_timeout=2s;",
                        "        server 127.0.0.1:9003 max_fails=3 fail_timeout=2s;");
    }

    @Test
    void onLinuxTheBalancerIsForThisMachineAndKeepsItsLogInItsDirectory() {
        assertThat(balancer(Platform.LINUX).configuration())
                .contains("listen 127.0.0.1:8000;\n", "error_log error.log;\n");
    }

    @Test
    void fromADockerDesktopContainerTheWorkersAreOnTheHost() {
        assertThat(balancer(Platform.MACOS).configuration())
                .contains("server host.docker.internal:9001 ", "server host.docker.internal:9003 ")
                .contains("listen 8000;\n", "error_log stderr;\n")
                .doesNotContain("server 127.0.0.1:");
    }

    @ParameterizedTest
    @EnumSource
    void noPlaceOfTheTemplatesIsLeftEmpty(Platform platform) {
        assertThat(balancer(platform).configuration()).doesNotContain("@");
        assertThat(balancer(platform).dockerfile()).doesNotContain("@");
    }

    /** nginx takes a path for one from its own prefix only if no slash leads it. */
    @ParameterizedTest
    @EnumSource
    void allPathsAreRelative(Platform platform) {
        assertThat(balancer(platform)
                        .configuration()
                        .lines()
                        .filter(line -> line.matches("\\s*(pid|error_log|\\w+_path) .*")))
                .hasSize(7)
                .noneMatch(line -> line.contains("/"));
    }

    @Test
    void onLinuxTheContainerHasTheNetworkOfTheMachine() {
        assertThat(balancer(Platform.LINUX).dockerfile())
                .contains("docker run --rm --name dunlin-balancer --network host dunlin-balancer\n")
                .contains("server 127.0.0.1:9001 ", "listen 127.0.0.1:8000;\n", "error_log stderr;\n");
    }

    @Test
    void onMacOsThePortOfTheContainerIsPublishedOnTheMacOnly() {
        assertThat(balancer(Platform.MACOS).dockerfile())
                .contains("docker run --rm --name dunlin-balancer -p 127.0.0.1:8000:8000 dunlin-balancer\n")
                .contains("server host.docker.internal:9001 ");
    }

    /** Quoted, since Docker would otherwise take nginx's variables for its own. */
    @ParameterizedTest
    @EnumSource
    void theDockerfileHoldsTheConfigurationAsItIs(Platform platform) {
        String dockerfile = balancer(platform).dockerfile();

        String held = dockerfile.substring(
                dockerfile.indexOf("COPY <<'END' /etc/nginx/dunlin.conf\n") + 36, dockerfile.indexOf("\nEND\n") + 1);
        assertThat(held)
                .isEqualTo(balancer(platform).configuration().replace("error_log error.log", "error_log stderr"));
    }

    /** As the README starts the workers of a balancer that they trust: with the default of {@code --forwarding-headers}. */
    @ParameterizedTest
    @EnumSource
    void workersBelieveTheFieldsThatTheBalancerSetsAndNoneThatItsClientSends(Platform platform) throws Exception {
        CommandLine command = Demo.commandLine();
        command.parseArgs("--trusted-proxy=127.0.0.1");
        DemoCommand options = command.getCommand();
        TrustedProxies proxies =
                TrustedProxies.of(options.listen.trustedProxies).withHeaders(options.listen.forwardingHeaders);
        ConnectionInfo balancer = new ConnectionInfo(
                new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 40_000),
                ConnectionInfo.NONE.local(),
                false);
        Headers forged = Headers.of(
                "X-Forwarded-For", "192.0.2.1",
                "X-Forwarded-Proto", "http",
                "X-Forwarded-Host", "evil.example",
                "Forwarded", "for=192.0.2.1;proto=http");

        ConnectionInfo client = proxies.client(balancer, forwarded(balancer(platform), forged));

        assertThat(client.remote()).isEqualTo(new InetSocketAddress(InetAddresses.forString("198.51.100.7"), 0));
        assertThat(client.secure()).isTrue();
        for (ForwardingHeaders kind : ForwardingHeaders.values()) {
            assertThat(proxies.withHeaders(kind)
                            .client(balancer, forwarded(balancer(platform), forged))
                            .remote()
                            .toString())
                    .as("by %s", kind)
                    .doesNotContain("192.0.2.1");
        }
    }

    /** What nginx makes of a request of 198.51.100.7 by HTTPS: an empty field is left out. */
    private static Headers forwarded(Balancer balancer, Headers sent) {
        Headers headers = sent;
        Matcher set = Pattern.compile("proxy_set_header (\\S+) (\\S+);").matcher(balancer.configuration());
        while (set.find()) {
            String value = set.group(2)
                    .replace("$remote_addr", "198.51.100.7")
                    .replace("$scheme", "https")
                    .replace("$called", "birds.example")
                    .replace("\"\"", "");
            assertThat(value).as(set.group()).doesNotContain("$");
            headers = value.isEmpty() ? headers.without(set.group(1)) : headers.with(set.group(1), value);
        }
        return headers;
    }

    private static Balancer balancer(Platform platform) {
        return new Balancer(new PortRow(9001, 3), 8000, platform);
    }
}
