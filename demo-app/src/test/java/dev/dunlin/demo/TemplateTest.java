package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void placesAreFilledWithTheirValuesWhateverTheseContain() {
        Template template = new Template("listen @PORT@; # @WHY_SO@, @PORT@");

        assertThat(template.filled(Map.of("PORT", 80, "WHY_SO", "$1 \\ @PORT@")))
                .isEqualTo("listen 80; # $1 \\ @PORT@, 80");
    }

    @Test
    void aPlaceWithoutAValueIsAFault() {
        assertThatThrownBy(() -> new Template("@PORT@").filled(Map.of("PART", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@PORT@");
    }

    @Test
    void aTemplateThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Template.named("none.template"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.template");
    }
}
