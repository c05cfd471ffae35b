package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestCountsTest {
    private final RequestCounts counts = new RequestCounts();

    @Test
    void requestsAreCountedByMethodAndStatus() {
        count("GET", 200);
        count("GET", 200);
        count("GET", 404);
        count("PATCH", 599);

        assertThat(all()).containsOnly(entry("GET 200", 2L), entry("GET 404", 1L), entry("PATCH 599", 1L));
        assertThat(counts.total()).isEqualTo(4);
    }

    @Test
    void aClientThatInventsMethodsMakesNoNewKinds() {
        for (int i = 0; i < 100; i++) count("METHOD" + i, 405);
        count("get", 405);

        assertThat(all()).containsOnly(entry("other 405", 101L));
    }

    @Test
    void whatCouldNotBeReadAndWhatWasNotAnsweredCountsAsSuch() {
        counts.count(null, Response.error(400));
        counts.count(Request.builder("GET", "/").build(), null);

        assertThat(all()).containsOnly(entry("unreadable 400", 1L), entry("GET none", 1L));
    }

    private void count(String method, int status) {
        counts.count(Request.builder(method, "/").build(), Response.of(status));
    }

    private Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((method, status, count) -> all.put(method + " " + status, count.sum()));
        return all;
    }
}
