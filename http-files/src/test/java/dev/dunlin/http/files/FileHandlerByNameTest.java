package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what does not lie at the path asked for. The index itself has its own tests. */
class FileHandlerByNameTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("index.html", "the root's index")
            .with("a/b/deep.txt", "deep")
            .with("a/b/big.bin", "0123456789".repeat(7000))
            .with("one/twice.txt", "first")
            .with("two/twice.txt", "second")
            .with("two/three/only.txt", "only")
            .with("чернозобик/имя с пробелом.txt", "dunlin");

    private FileHandler handler;

    private void serve() {
        serve(FindByName.SERVE);
    }

    private void serve(FindByName mode) {
        handler = site.serve(builder -> builder.findByName(mode));
    }

    // ---- one

    @Test
    void theOnlyFileOfANameIsSentAndItsRealPlaceIsSaid() {
        serve();

        Response answer = get("/deep.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Location")).isEqualTo("/a/b/deep.txt");
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(answer, "Content-Type")).isEqualTo("text/plain");
        assertThat(content(answer)).isEqualTo("deep");
    }

    @Test
    void whatLiesInAnExcludedDirectoryIsFoundByItsPathAlone() throws IOException {
        site.file("two/b/public.txt", "public");
        handler = site.serve(
                builder -> builder.findByName(FindByName.SERVE).findByNameExcludes("/a/b/", "one", "nowhere/x"));

        assertThat(get("/deep.txt").status()).isEqualTo(404);
        assertThat(get("/b/deep.txt").status()).isEqualTo(404);
        assertThat(content(get("/a/b/deep.txt"))).isEqualTo("deep");
        assertThat(field(get("/twice.txt"), "Content-Location")).isEqualTo("/two/twice.txt");
        assertThat(field(get("/public.txt"), "Content-Location")).isEqualTo("/two/b/public.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "a/..", "..", "../a"})
    void theRootAndWhatLiesOutsideCannotBeExcluded(String directory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileHandler.builder(site.root).findByNameExcludes(directory))
                .withMessage("not a directory below the root: '" + directory + "'");
    }

    @Test
    void aBigFileIsSentByItsNameToo() {
        serve();

        Response answer = get("/big.bin");

        assertThat(field(answer, "Content-Location")).isEqualTo("/a/b/big.bin");
        assertThat(content(answer)).hasSize(70_000);
    }

    @Test
    void aTailOfSeveralNamesTellsFilesApart() {
        serve();

        assertThat(content(get("/two/twice.txt"))).isEqualTo("second");
        assertThat(content(get("/b/deep.txt"))).isEqualTo("deep");
        assertThat(content(get("/three/only.txt"))).isEqualTo("only");
        assertThat(get("/a/deep.txt").status()).isEqualTo(404);
    }

    @Test
    void aFileAtThePathItselfIsSentThoughOthersHaveItsName() throws IOException {
        site.file("twice.txt", "exact");
        serve();

        Response answer = get("/twice.txt");

        assertThat(content(answer)).isEqualTo("exact");
        assertThat(answer.headers().first("Content-Location")).isEmpty();
        assertThat(answer.headers().first("Cache-Control")).isEmpty();
    }

    @Test
    void whatIsFoundByNameIsNotSentAgainToAClientThatHasIt() {
        serve();
        String tag = field(get("/deep.txt"), "ETag");

        Response answer = get("/deep.txt", "If-None-Match", tag);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(field(answer, "Content-Location")).isEqualTo("/a/b/deep.txt");
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void anErrorIsNotSaidToBeTheFile() {
        serve();

        Response answer = get("/deep.txt", "If-Match", "\"other\"");

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.headers().contains("Content-Location")).isFalse();
    }

    @Test
    void namesBeyondAsciiAreFoundAndTheirPlacesAreEncoded() {
        serve();

        Response answer = get("/%D0%B8%D0%BC%D1%8F%20%D1%81%20%D0%BF%D1%80%D0%BE%D0%B1%D0%B5%D0%BB%D0%BE%D0%BC.txt");

        assertThat(content(answer)).isEqualTo("dunlin");
        assertThat(field(answer, "Content-Location"))
                .matches("/%D1%87%D0%B5[%0-9A-F]*/%D0%B8%D0%BC%D1%8F%20%D1%81%20[%0-9A-F]*\\.txt");
    }

    @Test
    void whereTheModeIsToRedirectTheClientIsSentToTheRealPlaceWithItsQuery() {
        serve(FindByName.REDIRECT);

        Response answer = get("/deep.txt?x=1&y=%2F");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(field(answer, "Location")).isEqualTo("/a/b/deep.txt?x=1&y=%2F");
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/twice.txt").status()).isEqualTo(300);
    }

    @Test
    void withoutTheOptionNothingIsFoundByItsName() throws IOException {
        handler = site.handler();

        Response answer = Site.get(handler, "/deep.txt");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().first("Cache-Control")).isEmpty();
    }

    // ---- several

    @Test
    void severalFilesAreAskedAboutAndNeverGuessed() {
        serve();

        Response answer = get("/twice.txt");

        assertThat(answer.status()).isEqualTo(300);
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(field(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(content(answer))
                .contains("<a href=\"/one/twice.txt\">", "<a href=\"/two/twice.txt\">")
                .doesNotContain("more than");
    }

    @Test
    void atMostAHundredAreNamedAndThatThereAreMoreIsSaid() throws IOException {
        for (int i = 0; i < 101; i++) site.file("many/" + i + "/same.txt", "");
        serve();

        String page = content(get("/same.txt"));

        assertThat(page.split("<li>", -1)).hasSize(101);
        assertThat(page).contains("more than are listed");
    }

    @Test
    void namesInThePageCannotBreakOutOfIt() throws IOException {
        site.file("<script>alert(1)<\u2044script>/x.txt", "");
        site.file("\"quoted\" & 'so'/x.txt", "");
        serve();

        String page = content(get("/x.txt"));

        assertThat(page).contains("<bdi>&lt;script&gt;alert(1)", "<bdi>&quot;quoted&quot; &amp; &#39;so&#39;</bdi>");
        assertThat(page).contains("href=\"/%22quoted%22%20&amp;%20&#39;so&#39;/x.txt\"");
        assertThat(page).doesNotContain("<script>");
    }

    // ---- none

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.txt", "/deep.txt/", "/DEEP.TXT", "/x/deep.txt", "/b", "/deep.txt/more"})
    void whatIsNotFoundByNameEitherMayBeThereSoon(String path) {
        serve();

        Response answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.secret.txt",
                "/under.txt",
                "/token",
                "/%2fdeep.txt",
                "/a%5cdeep.txt",
                "/linked.txt",
                "/inner.txt"
            })
    void whatIsHiddenOrLinkedIsNotFoundByItsName(String path) throws IOException {
        site.file("a/.secret.txt", "secret");
        site.file(".git/under.txt", "secret");
        site.file(".well-known/token", "token");
        Path outside = Files.createDirectory(site.outside.resolve("outside"));
        Files.writeString(outside.resolve("inner.txt"), "outside");
        site.link("a/linked.txt", Path.of("b/deep.txt"));
        site.link("a/outside", outside);
        serve();

        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void whatMayNotBeServedAtItsPlaceIsNotServedByItsName() throws IOException {
        serve();
        assertThat(get("/deep.txt").status()).isEqualTo(200);
        doThrow(new AccessDeniedException("b")).when(site.disk).openDirectory(any(), eq(Path.of("b")));
        site.pass(Duration.ofSeconds(1));

        assertThat(get("/deep.txt").status()).isEqualTo(403);
    }

    @Test
    void whatCannotBeLookedAtForNowIsUnavailableAndNotMissing() throws IOException {
        serve();
        assertThat(get("/deep.txt").status()).isEqualTo(200);
        doThrow(new FileSystemException("b", null, "Too many open files"))
                .when(site.disk)
                .openDirectory(any(), eq(Path.of("b")));
        site.pass(Duration.ofSeconds(1));

        assertThat(Site.ask(handler, "/deep.txt").join().status()).isEqualTo(503);
    }

    private Response get(String target, String... fields) {
        return Site.getByName(handler, target, fields);
    }
}
