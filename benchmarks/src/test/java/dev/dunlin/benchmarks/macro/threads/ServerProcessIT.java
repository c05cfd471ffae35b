package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.benchmarks.macro.Ab;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Required;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.Workspace;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ServerProcessIT {
    @Test
    void listensOnConsecutivePortsForABalancer() throws Exception {
        try (Workspace workspace = Workspace.create();
                ServerProcess server =
                        ServerProcess.start(new Setting(Scenario.BLOCKING, Route.BALANCED, 3), workspace)) {
            List<Integer> ports = server.uris().stream().map(URI::getPort).toList();

            assertThat(ports).containsExactly(ports.get(0), ports.get(0) + 1, ports.get(0) + 2);
            assertThat(server.used().cpuMicros()).isPositive();
        }
    }

    @Test
    void refusesARunWithFailedRequests() throws Exception {
        Required.tools(Tool.AB);
        try (Workspace workspace = Workspace.create();
                ServerProcess server = ServerProcess.start(new Setting(Scenario.LIGHT, Route.DIRECT, 1), workspace)) {
            Ab ab = new Ab(Tool.AB.require().toString(), 2, false);
            URI absent = server.uris().get(0).resolve("absent.html");

            assertThatThrownBy(() -> ab.run(20, absent))
                    .isInstanceOf(MeasurementException.class)
                    .hasMessageContaining("requests failed: ab -q -n 20 -c 2 -r " + absent)
                    .hasMessageContaining("non-2xx: 20");
        }
    }
}
