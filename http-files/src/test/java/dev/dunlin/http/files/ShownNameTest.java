package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script>|&lt;script&gt;",
                "\"a\" & 'b'|&quot;a&quot; &amp; &#39;b&#39;",
                "&lt;|&amp;lt;",
            })
    void whatHtmlWouldUnderstandIsEscaped(String name, String html) {
        assertThat(ShownName.html(name)).isEqualTo(html);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "a?b#c", "чернозобик.txt", "שלום.txt", "a\u200Fb", "👩\u200D🚀", "{}$\\"})
    void otherNamesAreShownAsTheyAre(String name) {
        assertThat(ShownName.html(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\0", "\u001B", "\u007F", "\u0085", "\u202A", "\u202E", "\u2066", "\u2069", "\uD83D",
                "\uDC69"
            })
    void whatChangesTheLookOfOthersIsShownAsASign(String character) {
        assertThat(ShownName.html("a" + character + "b")).isEqualTo("a\uFFFDb");
    }
}
