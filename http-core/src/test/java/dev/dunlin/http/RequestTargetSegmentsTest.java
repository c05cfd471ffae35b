package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTargetSegmentsTest {
    @Test
    void theFirstSlashBeginsTheFirstSegment() {
        assertThat(RequestTarget.parse("/").segments()).containsExactly("");
        assertThat(RequestTarget.parse("/a").segments()).containsExactly("a");
        assertThat(RequestTarget.parse("/a/b/c").segments()).containsExactly("a", "b", "c");
    }

    @Test
    void emptySegmentsAreKept() {
        assertThat(RequestTarget.parse("//").segments()).containsExactly("", "");
        assertThat(RequestTarget.parse("///").segments()).containsExactly("", "", "");
        assertThat(RequestTarget.parse("//a").segments()).containsExactly("", "a");
        assertThat(RequestTarget.parse("/a//b").segments()).containsExactly("a", "", "b");
    }

    @Test
    void aTrailingSlashIsAnEmptySegment() {
        assertThat(RequestTarget.parse("/a/").segments()).containsExactly("a", "");
        assertThat(RequestTarget.parse("/a//").segments()).containsExactly("a", "", "");
    }

    @Test
    void theAsteriskIsItself() {
        assertThat(RequestTarget.parse("*").segments()).containsExactly("*");
    }

    @Test
    void anEscapedSlashStaysInsideItsSegment() {
        assertThat(RequestTarget.parse("/a%2Fb/c%2f").segments()).containsExactly("a/b", "c/");
        assertThat(RequestTarget.parse("/%2F").segments()).containsExactly("/");
    }

    @Test
    void segmentsAreDecodedOnce() {
        assertThat(RequestTarget.parse("/%252e%252e/%2525").segments()).containsExactly("%2e%2e", "%25");
    }

    @Test
    void dotSegmentsAreNotResolved() {
        assertThat(RequestTarget.parse("/a/../b/./%2e%2E/..").segments())
                .containsExactly("a", "..", "b", ".", "..", "..");
    }

    @Test
    void aPlusSignIsAPlusSign() {
        assertThat(RequestTarget.parse("/a+b").segments()).containsExactly("a+b");
    }

    @Test
    void aCharacterMayNotBeSpreadOverSegments() {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> RequestTarget.parse("/%C3/%A9").segments());
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> RequestTarget.parse("/a/%C3").segments());
    }

    @Test
    void theListCannotBeChanged() {
        for (List<String> segments : List.of(
                RequestTarget.parse("/a").segments(),
                RequestTarget.parse("/a/b").segments())) {
            assertThat(segments).isUnmodifiable();
        }
    }
}
