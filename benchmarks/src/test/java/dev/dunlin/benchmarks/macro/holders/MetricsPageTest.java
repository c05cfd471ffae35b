package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private final MetricsPage page = MetricsPage.parse("""
            # HELP open Connections
            # TYPE open gauge
            open{worker="one"} 3.0
            open{worker="two"} 1.2E1
            used{area="heap",id="Eden Space"} 1.5
            used{area="nonheap",id="heap of code"} 7.0
            alone 4.0
            bucket{le="+Inf"} +Inf
            """);

    @Test
    void addsUpWhatHasTheSameName() {
        assertThat(page.sum("open")).contains(15.0);
        assertThat(page.sum("alone")).contains(4.0);
        assertThat(page.sum("bucket")).contains(Double.POSITIVE_INFINITY);
    }

    @Test
    void addsUpWhatHasALabel() {
        assertThat(page.sum("used", "area=\"heap\"")).contains(1.5);
    }

    @Test
    void hasNothingOfWhatIsNotThere() {
        assertThat(page.sum("absent")).isEmpty();
        assertThat(page.sum("open", "worker=\"three\"")).isEmpty();
    }

    @Test
    void tellsFiguresByALabel() {
        assertThat(page.by("worker", "open")).isEqualTo(Map.of("one", 3.0, "two", 12.0));
    }
}
