package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.demo.admin.LastErrors.Failure;
import dev.dunlin.demo.admin.LastErrors.Kind;
import dev.dunlin.demo.admin.LastErrors.Times;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastErrorsTest {
    private long now = 1_000;
    private final LastErrors errors = new LastErrors(() -> Instant.ofEpochMilli(now));

    @Test
    void theLastOneStandsFirst() {
        errors.add(Exchanges.answered("GET", "/missing?x", 404));
        now = 2_000;
        errors.add(Exchanges.unreadable());
        now = 3_000;
        errors.add(Exchanges.abandoned("/gone"));

        assertThat(errors.all())
                .containsExactly(
                        new Failure(new Kind(0, true, "GET", "/gone"), new Times(3_000, 1)),
                        new Failure(new Kind(400, false, "", ""), new Times(2_000, 1)),
                        new Failure(new Kind(404, false, "GET", "/missing"), new Times(1_000, 1)));
    }

    @Test
    void whatGoesWrongAgainTakesOnePlace() {
        errors.add(Exchanges.answered("GET", "/missing", 404));
        errors.add(Exchanges.answered("GET", "/other", 404));
        now = 5_000;
        errors.add(Exchanges.answered("GET", "/missing", 404));

        assertThat(errors.all())
                .hasSize(2)
                .first()
                .isEqualTo(new Failure(new Kind(404, false, "GET", "/missing"), new Times(5_000, 2)));
    }

    @Test
    void theOldestMakeRoom() {
        for (int i = 0; i < 1_000; i++) errors.add(Exchanges.answered("GET", "/" + i, 404));

        assertThat(errors.all()).hasSizeBetween(10, 20);
        assertThat(errors.all().get(0).kind().path()).isEqualTo("/999");
    }

    @Test
    void whatClientsSendIsShortened() {
        errors.add(Exchanges.answered("M".repeat(8_000), "/" + "p".repeat(8_000), 405));

        Kind kind = errors.all().get(0).kind();
        assertThat(kind.method()).hasSizeLessThan(100);
        assertThat(kind.path()).hasSizeLessThan(100);
    }
}
