package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "/                      | /       | none",
                "/a/b.txt               | /a/b.txt| none",
                "/?                     | /       | ''",
                "/a?b=c&d               | /a      | b=c&d",
                "/a?b?c                 | /a      | b?c",
                "/a?/b                  | /a      | /b",
                "/a?u=http://h/x        | /a      | u=http://h/x",
                "//h/x                  | //h/x   | none",
                "/a%20b?c%20d           | /a%20b  | c%20d",
                "/http://h/x            | /http://h/x | none"
            })
    void originFormIsPathAndQuery(String text, String path, String query) {
        RequestTarget target = RequestTarget.parse(text);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.query().orElse(null)).isEqualTo(query);
        assertThat(target.authority()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "http://h                 | h          | /    | none",
                "http://h/                | h          | /    | none",
                "http://h?q               | h          | /    | q",
                "http://h?q/r             | h          | /    | q/r",
                "http://h?u=http://i/x    | h          | /    | u=http://i/x",
                "HTTP://h/x               | h          | /x   | none",
                "https://h:8443/x?y       | h:8443     | /x   | y",
                "hTTps://h/x              | h          | /x   | none",
                "http://[::1]:80/x        | [::1]:80   | /x   | none",
                "http://h//x              | h          | //x  | none",
                "http://h/a%2Fb?c@d       | h          | /a%2Fb | c@d",
                "http://h/a@b             | h          | /a@b | none"
            })
    void absoluteFormNamesTheHostToo(String text, String authority, String path, String query) {
        RequestTarget target = RequestTarget.parse(text);
        assertThat(target.authority()).contains(authority);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.query().orElse(null)).isEqualTo(query);
    }

    @Test
    void asteriskFormSpeaksOfTheServer() {
        RequestTarget target = RequestTarget.parse("*");
        assertThat(target.path()).isEqualTo("*");
        assertThat(target.query()).isEmpty();
        assertThat(target.authority()).isEmpty();
        assertThat(target.segments()).containsExactly("*");
        assertThat(RequestTarget.parse("/*").path()).isEqualTo("/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a?b", "http://h", "HTTP://H?x", "*", "/a%2fb"})
    void theTextIsKeptAsItWasReceived(String text) {
        assertThat(RequestTarget.parse(text).text()).isEqualTo(text);
        assertThat(RequestTarget.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "?q",
                "**",
                "*?q",
                "*/",
                "h:443",
                "http:",
                "http:/",
                "http:/h/x",
                "http://",
                "http:///x",
                "http://?q",
                "://h/x",
                "ftp://h/x",
                "file:///x",
                "ws://h/x",
                "httpx://h/",
                "x?u=http://h/",
                "http?://h/"
            })
    void otherFormsAndSchemesAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user@h/x", "http://user:secret@h/x", "http://@h/x", "http://h@/x", "http://a@h?q"})
    void userinfoIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a#b", "/#", "/a?b#c", "http://h/#x", "http://h#x", "#"})
    void fragmentsAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @MethodSource("blanksAndControls")
    void blanksAndControlsAreRefused(char c) {
        assertRefused("/a" + c + "b");
        assertRefused(c + "/a");
        assertRefused("/a" + c);
        assertRefused("/a?b" + c);
        assertRefused("http://h" + c + "/");
    }

    static char[] blanksAndControls() {
        char[] refused = new char[34];
        for (char c = 0; c <= ' '; c++) refused[c] = c;
        refused[33] = 0x7f;
        return refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/a%2/b", "/%ff", "/a/%c0%af", "http://h/%"})
    void malformedEscapesOfThePathAreRefusedAtOnce(String text) {
        assertRefused(text);
    }

    @Test
    void escapesOfTheQueryAreNotLookedAt() {
        assertThat(RequestTarget.parse("/?100%").query()).contains("100%");
    }

    @Test
    void segmentsAreTheSameListEachTime() {
        RequestTarget target = RequestTarget.parse("/a/b");
        assertThat(target.segments()).containsExactly("a", "b").isSameAs(target.segments());
        RequestTarget escaped = RequestTarget.parse("http://h/a%2Fb/c?d/e");
        assertThat(escaped.segments()).containsExactly("a/b", "c").isSameAs(escaped.segments());
    }

    @Test
    void anEmptyPathIsTheRoot() {
        assertThat(RequestTarget.parse("http://h").segments()).containsExactly("");
        assertThat(RequestTarget.parse("http://h?a/b").segments()).containsExactly("");
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> RequestTarget.parse(text))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(Status.BAD_REQUEST));
    }
}
