package dev.dunlin.http.files;

import static dev.dunlin.http.files.Resolution.Refusal.FORBIDDEN;
import static dev.dunlin.http.files.Resolution.Refusal.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.Pending;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where links may lead. */
class DocumentRootLinksTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("file.txt", "content")
            .with("dir/index.html", "index")
            .with("dir/page.html", "page")
            .with("../secret.txt", "secret")
            .with("../www-private/secret.txt", "secret"); // a name that begins as the root's does

    private final Path secret = site.outside.resolve("secret.txt");

    private final DocumentRoot root = new DocumentRoot(site.root, List.of("index.html"), site.disk, false, Mount.ROOT);

    @Test
    void linksInsideTheRootAreFollowed() throws IOException {
        site.link("link.html", Path.of("dir/page.html"));
        site.link("absolute.html", site.root.resolve("dir/page.html").toAbsolutePath());
        site.link("elsewhere", Path.of("dir"));
        site.link("round", Path.of("../www/dir"));

        for (String path : List.of("/link.html", "/absolute.html", "/elsewhere/page.html", "/round/page.html")) {
            assertThat(resolve(path)).as(path).isInstanceOfSatisfying(FileFound.class, found -> {
                assertThat(found.path()).hasFileName("page.html");
                assertThat(found.uriPath()).isEqualTo(path);
            });
        }
        assertThat(resolve("/elsewhere/")).isInstanceOf(FileFound.class);
        assertThat(resolve("/elsewhere")).isEqualTo(new SlashMissing("/elsewhere/"));
    }

    @Test
    void aFileIsCalledByTheNameItWasAskedForBy() throws IOException {
        site.file("blobs/1234", "page");
        site.link("page.html", Path.of("blobs/1234"));

        assertThat(resolve("/page.html"))
                .isInstanceOfSatisfying(
                        FileFound.class, found -> assertThat(found.name()).isEqualTo("page.html"));
    }

    @Test
    void linksIntoDirectoriesOfTwoDotsAreFollowedAsTheyWereMadeForThem() throws IOException {
        site.file("..2026/config.json", "{}"); // as Kubernetes lays out its volumes
        site.link("..data", Path.of("..2026"));
        site.link("config.json", Path.of("..data/config.json"));

        assertThat(resolve("/config.json")).isInstanceOf(FileFound.class);
        assertThat(resolve("/..data/config.json")).isEqualTo(NOT_FOUND);
    }

    @Test
    void whatMayNotBeAskedForByItsOwnNameIsNotThereByALinksEither() throws IOException {
        site.file(".env", "secret");
        site.file(".git/config", "secret");
        site.file("dir/.cache/..x/page.html", "secret");
        site.file("..2026/.env", "secret");
        site.file(".well-known/security.txt", "contact");
        site.link("env.txt", Path.of(".env"));
        site.link("git", Path.of(".git"));
        site.link("dir/other.html", Path.of(".cache/..x/page.html"));
        site.link("volume.txt", Path.of("..2026/.env"));
        site.link("twice.txt", Path.of("env.txt"));
        site.link("well-known", Path.of(".well-known"));

        for (String path : List.of("/env.txt", "/git", "/git/", "/git/config", "/volume.txt", "/twice.txt")) {
            assertThat(resolve(path)).as(path).isEqualTo(NOT_FOUND);
        }
        assertThat(resolve("/dir/other.html")).isEqualTo(NOT_FOUND);
        assertThat(resolve("/well-known/security.txt")).isInstanceOf(FileFound.class);
    }

    @Test
    void aRootThatLiesInAHiddenDirectoryIsServed() throws IOException {
        site.file(".cache/site/page.html", "page");
        site.link(".cache/site/link.html", Path.of("page.html"));
        DocumentRoot hidden =
                new DocumentRoot(site.root.resolve(".cache/site"), List.of(), site.disk, false, Mount.ROOT);

        assertThat(hidden.resolve(List.of("link.html"))).isInstanceOf(FileFound.class);
    }

    @Test
    void linksThatLeadOutAreForbidden() throws IOException {
        site.link("out.txt", secret);
        site.link("relative.txt", Path.of("../secret.txt"));
        site.link("similar", site.outside.resolve("www-private"));
        site.link("up", Path.of(".."));
        site.link("indexed/index.html", secret);

        assertThat(resolve("/out.txt")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/relative.txt")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/similar/secret.txt")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/similar/")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/similar")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/up/secret.txt")).isEqualTo(FORBIDDEN);
        assertThat(resolve("/indexed/")).isEqualTo(FORBIDDEN);
    }

    @Test
    void aLinkThatLeadsOutAndInAgainStaysIn() throws IOException {
        site.link("up", Path.of(".."));

        assertThat(resolve("/up/www/file.txt")).isInstanceOf(FileFound.class);
    }

    @Test
    void linksThatLeadNowhereAreNotFound() throws IOException {
        site.link("dangling", Path.of("nothing"));
        site.link("loop", Path.of("loop"));
        site.link("ping", Path.of("pong"));
        site.link("pong", Path.of("ping"));

        for (String path : List.of("/dangling", "/loop", "/ping")) {
            assertThat(resolve(path)).as(path).isInstanceOf(NothingThere.class);
        }
    }

    @Test
    void aLinkThatTakesADirectorysPlaceAfterTheLookIsNotFollowed() throws IOException {
        Path dir = site.root.resolve("dir");
        doAnswer(open -> {
                    Files.move(dir, site.outside.resolve("moved"));
                    Files.createSymbolicLink(dir, site.outside.resolve("www-private"));
                    return Disk.LOCAL.openDirectory(open.getArgument(0), open.getArgument(1));
                })
                .when(site.disk)
                .openDirectory(any(), any());

        assertThat(resolve("/dir/secret.txt")).isEqualTo(FORBIDDEN);
    }

    @Test
    void aDirectoryThatIsSwappedAfterItWasOpenedIsStillTheOneThatIsAsked() throws IOException {
        Path dir = site.root.resolve("dir");
        doAnswer(open -> {
                    OpenDirectory opened = Disk.LOCAL.openDirectory(open.getArgument(0), open.getArgument(1));
                    Files.move(dir, site.outside.resolve("moved"));
                    Files.createSymbolicLink(dir, site.outside.resolve("www-private"));
                    return opened;
                })
                .when(site.disk)
                .openDirectory(any(), any());

        assertThat(resolve("/dir/secret.txt")).isInstanceOf(NothingThere.class);
    }

    @Test
    void whereTheSystemSaysWhatTheWalkDoesNotFindNothingIsSettled() throws IOException {
        Path swapped = site.link("swapped", secret).toAbsolutePath();
        doReturn(swapped).when(site.disk).realPath(swapped);

        assertThat(resolve("/swapped")).isEqualTo(Pending.UNSETTLED);
    }

    @Test
    void whereNoMoreFilesMayBeOpenedNothingIsSaidOfWhatIsThere() throws IOException {
        doThrow(new FileSystemException("dir", null, "Too many open files"))
                .when(site.disk)
                .openDirectory(any(), any());

        assertThat(resolve("/dir/page.html")).isEqualTo(Pending.UNSETTLED);
        assertThat(resolve("/dir/")).isEqualTo(Pending.UNSETTLED);
        assertThat(resolve("/file.txt")).isInstanceOf(FileFound.class);
    }

    @Test
    void noOutcomeLeavesADirectoryOpen() throws IOException {
        site.link("link.html", Path.of("dir/page.html"));
        site.link("out", secret);
        site.link("loop", Path.of("loop"));
        List<String> paths = List.of(
                "/",
                "/file.txt",
                "/file.txt/child",
                "/dir",
                "/dir/",
                "/dir/page.html",
                "/dir/nothing",
                "/nothing/page.html",
                "/link.html",
                "/out",
                "/loop/page.html");
        long before = OpenFiles.below(site.outside);

        for (int i = 0; i < 10_000; i++) resolve(paths.get(i % paths.size()));

        assertThat(OpenFiles.below(site.outside)).isEqualTo(before).isZero();
    }

    @Test
    void theRootMayBeALinkThatIsTurnedToAnotherPlace() throws IOException {
        Path current = Files.createSymbolicLink(site.outside.resolve("current"), site.root);
        DocumentRoot linked = new DocumentRoot(current, List.of("index.html"), site.disk, false, Mount.ROOT);
        assertThat(resolve(linked, "/file.txt")).isInstanceOf(FileFound.class);
        assertThat(resolve(linked, "/dir/")).isInstanceOf(FileFound.class);

        Files.delete(current);
        Files.createSymbolicLink(current, site.outside.resolve("www-private"));

        assertThat(resolve(linked, "/file.txt")).isInstanceOf(NothingThere.class);
        assertThat(resolve(linked, "/secret.txt")).isInstanceOf(FileFound.class);
    }

    @Test
    void whereTheRootIsGoneNothingIsFound() throws IOException {
        DocumentRoot gone =
                new DocumentRoot(site.outside.resolve("gone"), List.of("index.html"), site.disk, false, Mount.ROOT);

        assertThat(resolve(gone, "/")).isInstanceOf(NothingThere.class);
        assertThat(resolve(gone, "/file.txt")).isInstanceOf(NothingThere.class);
    }

    private Resolution resolve(String path) {
        return resolve(root, path);
    }

    private static Resolution resolve(DocumentRoot root, String path) {
        return root.resolve(RequestTarget.parse(path).segments());
    }
}
