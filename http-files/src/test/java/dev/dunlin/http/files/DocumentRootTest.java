package dev.dunlin.http.files;

import static dev.dunlin.http.files.Resolution.Refusal.FORBIDDEN;
import static dev.dunlin.http.files.Resolution.Refusal.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.files.Resolution.DirectoryFound;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRootTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("dir/index.html", "index")
            .with("dir/page.html", "page")
            .with("bare/other.txt", "other")
            .with("../secret.txt", "secret");

    private final DocumentRoot root = new DocumentRoot(site.root, List.of("index.html"), site.disk, false, Mount.ROOT);

    // ---- what is found

    @ParameterizedTest
    @CsvSource({
        "/file.txt, file.txt, /file.txt",
        "//file.txt, file.txt, /file.txt",
        "/./file.txt, file.txt, /file.txt",
        "/dir/../file.txt, file.txt, /file.txt",
        "/no/such/../../file.txt, file.txt, /file.txt",
        "/%66ile%2etxt, file.txt, /file.txt",
        "/dir//page.html, dir/page.html, /dir/page.html",
        "/dir/, dir/index.html, /dir/",
        "/dir/., dir/index.html, /dir/",
        "/dir//, dir/index.html, /dir/",
        "/bare/../dir/, dir/index.html, /dir/"
    })
    void aFileIsFoundByAnySpellingOfItsPathAndKnowsTheOneThatIsUsed(String path, String file, String uriPath)
            throws IOException {
        Path expected = site.root.resolve(file).toRealPath();

        FileFound found = (FileFound) resolve(path);

        assertThat(found.path()).isEqualTo(expected);
        assertThat(found.name()).isEqualTo(expected.getFileName().toString());
        assertThat(found.uriPath()).isEqualTo(uriPath);
        assertThat(found.version()).isEqualTo(Site.version(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "привет мир.txt",
                "100%.txt",
                "a b",
                "a+b",
                "a?b#c",
                "a:b",
                "~a",
                "a;b",
                "a%2fb",
                "trailing.",
                "trailing ",
                "CON",
                "nul.txt",
                "file.txt::$DATA",
                "日本"
            })
    void aNameMayHoldWhateverTheFileSystemTakes(String name) throws IOException {
        site.file(name, "content");

        assertThat(root.resolve(List.of(name))).isInstanceOfSatisfying(FileFound.class, found -> {
            assertThat(found.name()).isEqualTo(name);
            assertThat(RequestTarget.parse(found.uriPath()).segments()).containsExactly(name);
        });
    }

    @Test
    void wellKnownFilesAreServed() throws IOException {
        site.file(".well-known/security.txt", "content");

        assertThat(resolve("/.well-known/security.txt")).isInstanceOf(FileFound.class);
    }

    @ParameterizedTest
    @CsvSource({"/dir, /dir/", "//dir, /dir/", "/bare, /bare/", "/./dir, /dir/", "/dir/../bare, /bare/"})
    void aDirectoryWithoutItsSlashIsElsewhere(String path, String uriPath) {
        assertThat(resolve(path)).isEqualTo(new SlashMissing(uriPath));
    }

    @Test
    void theFirstIndexThatExistsAnswersForItsDirectory() throws IOException {
        DocumentRoot two =
                new DocumentRoot(site.root, List.of("main.html", "index.html"), site.disk, false, Mount.ROOT);
        assertThat(resolve(two, "/dir/"))
                .isInstanceOfSatisfying(
                        FileFound.class, found -> assertThat(found.name()).isEqualTo("index.html"));

        site.file("dir/main.html", "main");

        assertThat(resolve(two, "/dir/"))
                .isInstanceOfSatisfying(
                        FileFound.class, found -> assertThat(found.name()).isEqualTo("main.html"));
    }

    @Test
    void aDirectoryWithoutAnIndexIsFoundItself() throws IOException {
        Files.createDirectories(site.root.resolve("odd/index.html")); // a directory is no index

        for (String path : List.of("/bare/", "/odd/")) {
            Path real = site.root.resolve(path.substring(1)).toRealPath();
            assertThat(resolve(path))
                    .isEqualTo(new DirectoryFound(real, FileVersion.of(Disk.LOCAL.attributes(real)), place(path)));
        }
        assertThat(resolve(new DocumentRoot(site.root, List.of(), site.disk, false, Mount.ROOT), "/dir/"))
                .isInstanceOf(DirectoryFound.class);
    }

    // ---- what is refused by what lies there

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/dir/nothing",
                "/nothing/",
                "/file.txt/child",
                "/file.txt/child/",
                "/file.txt.",
                "/file.txt..",
                "/file.txt%20",
                "/FILE.TXT",
                "/%252e%252e/secret.txt",
                "/%252e%252e%252fsecret.txt",
                "/dir%252fpage.html",
                "/etc/passwd",
                "//etc/passwd"
            })
    void nothingIsThere(String path) {
        assumeTrue(!Files.exists(site.root.resolve("FILE.TXT")), "a file system that ignores case");

        assertThat(resolve(path)).isEqualTo(new NothingThere(place(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file.txt/", "/file.txt/."})
    void aFileWithASlashBehindIsNotFound(String path) {
        assertThat(resolve(path)).isEqualTo(NOT_FOUND);
    }

    @Test
    void nothingIsAtANameOrAPathThatIsTooLong() {
        assertThat(resolve("/" + "a".repeat(256))).isInstanceOf(NothingThere.class);
        assertThat(resolve("/a".repeat(4000))).isInstanceOf(NothingThere.class);
    }

    @Test
    void aPipeIsNotFoundAndNeverOpened() throws IOException, InterruptedException {
        Path pipe = site.root.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(resolve("/pipe")).isEqualTo(NOT_FOUND);
        assertThat(resolve("/pipe/")).isEqualTo(NOT_FOUND);
        assertThat(resolve("/pipe/child")).isEqualTo(new NothingThere(place("/pipe/child")));
        verify(site.disk, never()).open(any(), any());
        verify(site.disk, never()).openDirectory(any(), any());
    }

    @Test
    void aSocketIsNotFound() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(site.root.resolve("socket")));

            assertThat(resolve("/socket")).isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void aDeviceIsNotFound() {
        assumeTrue(Files.exists(Path.of("/dev/null")), "no /dev/null");
        DocumentRoot devices = new DocumentRoot(Path.of("/dev"), List.of(), site.disk, false, Mount.ROOT);

        assertThat(resolve(devices, "/null")).isEqualTo(NOT_FOUND);
        assertThat(resolve(devices, "/zero")).isEqualTo(NOT_FOUND);
    }

    @Test
    void aFileThatMayNotBeReadIsForbidden() throws IOException {
        doReturn(false).when(site.disk).isReadable(site.root.resolve("file.txt").toRealPath());

        assertThat(resolve("/file.txt")).isEqualTo(FORBIDDEN);
    }

    @Test
    void anIndexThatMayNotBeReadIsForbidden() throws IOException {
        doReturn(false)
                .when(site.disk)
                .isReadable(site.root.resolve("dir/index.html").toRealPath());

        assertThat(resolve("/dir/")).isEqualTo(FORBIDDEN);
    }

    @Test
    void aDirectoryThatMayNotBeSearchedIsForbidden() throws IOException {
        doThrow(new AccessDeniedException("dir")).when(site.disk).openDirectory(any(), eq(Path.of("dir")));

        assertThat(resolve("/dir/page.html")).isEqualTo(FORBIDDEN);
    }

    private static TreePath place(String path) {
        return TreePath.of(RequestTarget.parse(path).segments()).orElseThrow();
    }

    private Resolution resolve(String path) {
        return resolve(root, path);
    }

    private static Resolution resolve(DocumentRoot root, String path) {
        return root.resolve(RequestTarget.parse(path).segments());
    }
}
