package dev.dunlin.http.files;

import static dev.dunlin.http.files.EntityTag.strong;
import static dev.dunlin.http.files.EntityTag.weak;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    /** The table of RFC 9110 §8.8.3.2. */
    @ParameterizedTest
    @CsvSource({
        "true, 1, true, 1, false, true",
        "true, 1, true, 2, false, false",
        "true, 1, false, 1, false, true",
        "false, 1, false, 1, true, true",
        "false, 1, false, 2, false, false"
    })
    void strongComparisonWantsTwoStrongTagsAndWeakComparisonTheSameName(
            boolean weakA, String a, boolean weakB, String b, boolean strongly, boolean weakly) {
        EntityTag first = new EntityTag(a, weakA);
        EntityTag second = new EntityTag(b, weakB);

        assertThat(first.equalsStrongly(second)).isEqualTo(strongly);
        assertThat(second.equalsStrongly(first)).isEqualTo(strongly);
        assertThat(first.equalsWeakly(second)).isEqualTo(weakly);
        assertThat(second.equalsWeakly(first)).isEqualTo(weakly);
    }

    @Test
    void isWrittenInQuotesAndMarkedWhenWeak() {
        assertThat(strong("xyzzy")).hasToString("\"xyzzy\"");
        assertThat(weak("xyzzy")).hasToString("W/\"xyzzy\"");
        assertThat(strong("")).hasToString("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a b", "a\tb", "a\u0000b", "a\u007fb", "\u0411"})
    void refusesWhatMustNotStandInATag(String opaque) {
        assertThatIllegalArgumentException().isThrownBy(() -> strong(opaque)).withMessageContaining(opaque);
    }

    @ParameterizedTest
    @MethodSource
    void parsesListsAndSkipsWhatIsNoTag(String value, List<EntityTag> tags) {
        assertThat(EntityTag.parseList(value)).isEqualTo(tags);
    }

    static Stream<Arguments> parsesListsAndSkipsWhatIsNoTag() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("\"a\"", List.of(strong("a"))),
                Arguments.of("W/\"a\"", List.of(weak("a"))),
                Arguments.of("\"\"", List.of(strong(""))),
                Arguments.of("\"a\", W/\"b\" ,\t\"c\"", List.of(strong("a"), weak("b"), strong("c"))),
                Arguments.of("\"a\",\"b\"", List.of(strong("a"), strong("b"))),
                Arguments.of(",, \"a\" ,", List.of(strong("a"))),
                Arguments.of("\"a,b\", \"c\"", List.of(strong("a,b"), strong("c"))),
                Arguments.of("\"a\\\", \"b\"", List.of(strong("a\\"), strong("b"))),
                Arguments.of("\"\u00e4\"", List.of(strong("\u00e4"))),
                Arguments.of("a, \"b\"", List.of(strong("b"))),
                Arguments.of("w/\"a\", \"b\"", List.of(strong("b"))),
                Arguments.of("W/a, \"b\"", List.of(strong("b"))),
                Arguments.of("W/", List.of()),
                Arguments.of("\"a\"b, \"c\"", List.of(strong("c"))),
                Arguments.of("\"a b\", \"c\"", List.of(strong("c"))),
                Arguments.of("\"a", List.of()),
                Arguments.of("\"", List.of()),
                Arguments.of("*", List.of()));
    }
}
