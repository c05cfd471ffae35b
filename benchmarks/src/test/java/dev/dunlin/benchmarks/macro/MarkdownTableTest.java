package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void alignsItsColumns() {
        MarkdownTable<Integer> table = new MarkdownTable<Integer>()
                .column("n", n -> Integer.toString(n))
                .column("square", n -> Integer.toString(n * n));

        assertThat(table.of(List.of(1, 100))).isEqualTo("""
                        |   n | square |
                        |----:|-------:|
                        |   1 |      1 |
                        | 100 |  10000 |
                        """);
    }
}
