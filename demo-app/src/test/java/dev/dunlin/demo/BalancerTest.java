package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static Balancer balancer(Platform platform) {
        return new Balancer(new PortRow(9001, 3), 8000, platform);
    }
}
