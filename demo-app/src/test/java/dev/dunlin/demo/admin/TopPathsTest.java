package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dunlin.demo.admin.HeavyHitters.Hit;
import dev.dunlin.http.Request;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TopPathsTest {
    private final TopPaths paths = new TopPaths();

    @Test
    void fewRequestsAreAllCountedWithoutTheirQueries() {
        offer("/a?x=1", 3);
        offer("/a?x=2", 2);
        offer("/b", 4);

        assertThat(paths.top(10)).containsExactly(new Hit("/a", 5), new Hit("/b", 4));
    }

    @Test
    void ofManyRequestsAFewStandForAll() {
        paths.tick(64_000);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 16_000; i++) {
                offer("/most", 3);
                offer("/second", 1);
            }
        }

        assertThat(paths.top(1).get(0).name()).isEqualTo("/most");
        assertThat((double) paths.top(1).get(0).count()).isCloseTo(3 * 48_000, Percentage.withPercentage(25));
    }

    @Test
    void aBurstThatWasNotForeseenIsEstimatedAllTheSame() {
        offer("/burst", 200_000);

        assertThat((double) paths.top(1).get(0).count()).isCloseTo(200_000, Percentage.withPercentage(40));
    }

    @Test
    void aPathThatIsAskedForSteadilyCountsTheRequestsOfAMinute() {
        for (int second = 0; second < 600; second++) {
            offer("/steady", 10);
            paths.tick(10);
        }

        assertThat(paths.top(1).get(0).count()).isCloseTo(600, within(15L));
    }

    @Test
    void whatIsNotAskedForAnyMoreIsForgotten() {
        offer("/once", 5);
        for (int second = 0; second < 300; second++) paths.tick(0);

        assertThat(paths.top(10)).isEmpty();
    }

    @Test
    void longPathsAreShortened() {
        offer("/" + "a".repeat(8_000) + ".html", 1);

        assertThat(paths.top(1).get(0).name())
                .hasSizeLessThan(100)
                .startsWith("/aaa")
                .endsWith("aaa.html");
    }

    private void offer(String target, int times) {
        Request request = Request.builder("GET", target).build();
        for (int i = 0; i < times; i++) paths.offer(request);
    }
}
