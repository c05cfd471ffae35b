package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTest {
    @Test
    void namesThePackagesOfWhatIsMissing() {
        assertThat(Tool.missing(List.of(Tool.AB, Tool.NGINX)))
                .isEqualTo("ab is not installed (Debian package: apache2-utils);"
                        + " nginx is not installed (Debian package: nginx-light)");
    }
}
