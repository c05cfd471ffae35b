package dev.dunlin.http.files;

import static dev.dunlin.http.files.Resolution.Refusal.FORBIDDEN;
import static dev.dunlin.http.files.Resolution.Refusal.MALFORMED;
import static dev.dunlin.http.files.Resolution.Refusal.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.RequestTarget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused by its names alone, before anything touches the disk, or because they cannot be spelled. */
class DocumentRootNamesTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("dir/index.html", "index")
            .with("dir/page.html", "page")
            .with("../secret.txt", "secret")
            .with("../www-private/secret.txt", "secret"); // a name that begins as the root's does

    private final DocumentRoot root = new DocumentRoot(site.root, List.of("index.html"), site.disk, false, Mount.ROOT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../",
                "/../secret.txt",
                "/dir/../../secret.txt",
                "/../www/file.txt",
                "/../www-private/secret.txt",
                "/%2e%2e/secret.txt",
                "/%2E%2E/secret.txt",
                "/%2e./secret.txt",
                "/.%2e/secret.txt",
                "/dir/%2e%2e/%2e%2e/secret.txt",
                "//../secret.txt",
                "/./../secret.txt",
                "/dir/.././../secret.txt"
            })
    void dotSegmentsThatLeaveTheRootAreForbidden(String path) {
        assertThat(resolve(path)).isEqualTo(FORBIDDEN);
        verifyNoInteractions(site.disk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fsecret.txt",
                "/..%2Fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/dir%2fpage.html",
                "/%2ffile.txt",
                "/%2Fevil.example",
                "/%2fetc%2fpasswd",
                "/..%5csecret.txt",
                "/%5c..%5csecret.txt",
                "/%5c../secret.txt",
                "/dir%5cpage.html",
                "/\\evil.example",
                "/..\\secret.txt",
                "/c:%5cwindows"
            })
    void aSegmentThatHoldsASlashOrABackslashNamesNothing(String path) {
        assertThat(resolve(path)).isEqualTo(NOT_FOUND);
        verifyNoInteractions(site.disk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/....//secret.txt",
                "/..;/secret.txt",
                "/.../secret.txt",
                "/..%01/secret.txt",
                "/.git",
                "/.git/",
                "/dir/.htpasswd",
                "/%2egit/config",
                "/.well-known/.hidden",
                "/.well-known-not/a"
            })
    void whatBeginsWithADotIsNotFoundWhetherItExistsOrNot(String path) throws IOException {
        site.file(".git/config", "hidden");
        site.file("dir/.htpasswd", "hidden");
        site.file(".well-known/.hidden", "hidden");

        assertThat(resolve(path)).isEqualTo(NOT_FOUND);
        verifyNoInteractions(site.disk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%00", "/file.txt%00", "/file.txt%00.html", "/dir/%00/../file.txt", "/../%00", "/a%2fb%00"})
    void aNulIsMalformed(String path) {
        assertThat(resolve(path)).isEqualTo(MALFORMED);
        verifyNoInteractions(site.disk);
    }

    @Test
    void aNameThatCannotBeSpelledIsNotFoundAndOneWarningSaysWhatToDo() throws IOException {
        DocumentRoot ascii = new DocumentRoot(rootThatSpellsNothing(), List.of(), site.disk, false, Mount.ROOT);
        try (LogCapture log = new LogCapture(DocumentRoot.class)) {
            assertThat(resolve(ascii, "/%D0%BF%0D%0A.txt")).isEqualTo(NOT_FOUND);
            assertThat(resolve(ascii, "/%D0%BF.txt")).isEqualTo(NOT_FOUND);

            assertThat(log.events(Level.WARN))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("sun.jnu.encoding", "LC_ALL=C.UTF-8", "/%D0%BF%0D%0A.txt"));
        }
    }

    @Test
    void aNameOfAsciiThatIsRefusedForAnotherReasonIsNotFoundWithoutAWarning() throws IOException {
        DocumentRoot picky = new DocumentRoot(rootThatSpellsNothing(), List.of(), site.disk, false, Mount.ROOT);
        try (LogCapture log = new LogCapture(DocumentRoot.class)) {
            assertThat(resolve(picky, "/a:b")).isEqualTo(NOT_FOUND);
            assertThat(log.events(Level.WARN)).isEmpty();
        }
    }

    private static Path rootThatSpellsNothing() throws IOException {
        Path path = mock(Path.class);
        when(path.toAbsolutePath()).thenReturn(path);
        when(path.toRealPath()).thenReturn(path);
        when(path.resolve(anyString())).thenThrow(new InvalidPathException("name", "Malformed input"));
        return path;
    }

    private Resolution resolve(String path) {
        return resolve(root, path);
    }

    private static Resolution resolve(DocumentRoot root, String path) {
        return root.resolve(RequestTarget.parse(path).segments());
    }
}
