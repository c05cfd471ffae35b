package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.RequestTarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "/a/b, /a/b",
        "//, /",
        "//a, /a",
        "///a//b///, /a/b/",
        "/., /",
        "/./a, /a",
        "/a/., /a/",
        "/a/./b, /a/b",
        "/a/.., /",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/b/../../c, /c",
        "/a//../b, /b",
        "/%2e/a, /a",
        "/a/%2E%2e/b, /b",
        "/a/.%2e/b, /b",
        "/..., /...",
        "/a..b, /a..b"
    })
    void dotSegmentsAreResolvedAndEmptyOnesCollapse(String path, String plain) {
        assertThat(place(path)).hasToString(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/..", "/../", "/../a", "/./..", "/a/../..", "/a/../../a", "//..", "/%2e%2e", "/%2E./a", "/.%2e"
            })
    void thereIsNoPlaceOutsideTheRoot(String path) {
        assertThat(TreePath.of(RequestTarget.parse(path).segments())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/%66%69le, /file",
        "/a b, /a%20b",
        "/100%25, /100%25",
        "/a%252fb, /a%252fb",
        "/%d0%bf, /%D0%BF",
        "/a+b, /a+b",
        "/%3Fa%23b, /%3Fa%23b",
        "/%0d%0aX, /%0D%0AX",
        "/~a:@!$&'()*;=b, /~a:@!$&'()*;=b",
        "/%7Ea%3A%40, /~a:@"
    })
    void aPlaceHasOneSpelling(String path, String canonical) {
        List<String> segments = RequestTarget.parse(path.replace(" ", "%20")).segments();

        assertThat(TreePath.of(segments).orElseThrow().toUriPath()).isEqualTo(canonical);
        assertThat(place(canonical)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git",
                "/.git/config",
                "/a/.htaccess",
                "/...",
                "/..a",
                "/%2egit",
                "/.well-known/.a",
                "/.WELL-KNOWN"
            })
    void whatBeginsWithADotIsHidden(String path) {
        assertThat(place(path).isHidden()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a.b", "/a.", "/.well-known/security.txt", "/%2ewell-known/a", "/.git/../a"})
    void otherNamesAndWellKnownOnesAreNot(String path) {
        assertThat(place(path).isHidden()).isFalse();
    }

    @Test
    void aChildOfADirectoryIsAskedForWithoutASlash() {
        assertThat(place("/a/").child("index.html")).hasToString("/a/index.html");
        assertThat(place("/").child("index.html").lastName()).isEqualTo("index.html");
        assertThat(place("/a").asDirectory()).hasToString("/a/");
    }

    @Test
    void theParentOfAPlaceIsADirectory() {
        assertThat(place("/a/b").parent()).hasToString("/a/");
        assertThat(place("/a/b/").parent()).hasToString("/a/");
        assertThat(place("/a").parent()).hasToString("/");
    }

    private static TreePath place(String path) {
        return TreePath.of(RequestTarget.parse(path).segments()).orElseThrow();
    }
}
