package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.demo.admin.Readiness.Phase;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void onlyReadyServersWantRequests() {
        assertThat(status()).isEqualTo(503);

        readiness.enter(Phase.READY);
        assertThat(status()).isEqualTo(200);

        readiness.enter(Phase.DRAINING);
        assertThat(status()).isEqualTo(503);
    }

    private int status() {
        List<Response> answers = new ArrayList<>();
        readiness.handle(Request.builder("GET", "/readyz").build(), answers::add);
        return answers.get(0).status();
    }
}
