package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathSegmentsTest {
    @Test
    void theFirstSlashBeginsTheFirstSegment() {
        assertThat(PathSegments.decode("/")).containsExactly("");
        assertThat(PathSegments.decode("/a")).containsExactly("a");
        assertThat(PathSegments.decode("/a/b/c")).containsExactly("a", "b", "c");
    }

    @Test
    void emptySegmentsAreKept() {
        assertThat(PathSegments.decode("//")).containsExactly("", "");
        assertThat(PathSegments.decode("///")).containsExactly("", "", "");
        assertThat(PathSegments.decode("//a")).containsExactly("", "a");
        assertThat(PathSegments.decode("/a//b")).containsExactly("a", "", "b");
    }

    @Test
    void aTrailingSlashIsAnEmptySegment() {
        assertThat(PathSegments.decode("/a/")).containsExactly("a", "");
        assertThat(PathSegments.decode("/a//")).containsExactly("a", "", "");
    }

    @Test
    void theAsteriskIsItself() {
        assertThat(PathSegments.decode("*")).containsExactly("*");
    }

    @Test
    void anEscapedSlashStaysInsideItsSegment() {
        assertThat(PathSegments.decode("/a%2Fb/c%2f")).containsExactly("a/b", "c/");
        assertThat(PathSegments.decode("/%2F")).containsExactly("/");
    }

    @Test
    void segmentsAreDecodedOnce() {
        assertThat(PathSegments.decode("/%252e%252e/%2525")).containsExactly("%2e%2e", "%25");
    }

    @Test
    void dotSegmentsAreNotResolved() {
        assertThat(PathSegments.decode("/a/../b/./%2e%2E/..")).containsExactly("a", "..", "b", ".", "..", "..");
    }

    @Test
    void aPlusSignIsAPlusSign() {
        assertThat(PathSegments.decode("/a+b")).containsExactly("a+b");
    }

    @Test
    void aCharacterMayNotBeSpreadOverSegments() {
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> PathSegments.decode("/%C3/%A9"));
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> PathSegments.decode("/a/%C3"));
    }

    @Test
    void theListCannotBeChanged() {
        for (List<String> segments : List.of(PathSegments.decode("/a"), PathSegments.decode("/a/b"))) {
            assertThat(segments).isUnmodifiable();
        }
    }
}
