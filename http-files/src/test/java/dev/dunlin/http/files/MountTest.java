package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree below a path of the server: what is asked for and what is answered have the path before them. */
class MountTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("index.html", "index")
            .with("a.txt", "a")
            .with("dir/deep.txt", "deep")
            .with("one/twice.txt", "1")
            .with("two/twice.txt", "2")
            .with("404.html", "nowhere");

    private final FileHandler handler = site.serve(builder ->
            builder.prefix("/my files/static").listing(true).errorPages(true).findByName(FindByName.SERVE));

    @Test
    void filesAreHadBelowThePath() throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(content(get(handler, "/my%20files/static/a.txt"))).isEqualTo("a");
            assertThat(content(get(handler, "/my%20files/static/"))).isEqualTo("index");
        }
        assertThat(field(get(handler, "/my%20files/static?x"), "Location")).isEqualTo("/my%20files/static/?x");
        assertThat(field(get(handler, "/my%20files/static/dir"), "Location")).isEqualTo("/my%20files/static/dir/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a.txt",
                "/my%20files",
                "/my%20files/",
                "/my%20files/stat",
                "/static/a.txt",
                "/MY%20files/static/a.txt"
            })
    void whatLiesElsewhereIsNotFound(String path) throws IOException {
        Response answer = get(handler, path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(content(answer)).isEqualTo("nowhere");
    }

    @Test
    void thePathCannotBeLeftByDots() throws IOException {
        assertThat(get(handler, "/my%20files/static/../../etc/passwd").status()).isEqualTo(403);
    }

    @Test
    void linksOfAListingHaveIt() throws IOException {
        assertThat(content(get(handler, "/my%20files/static/dir/")))
                .contains("<base href=\"/my%20files/static/dir/\">", "href=\"/my%20files/static/\"");
    }

    @Test
    void placesOfWhatIsFoundByNameHaveIt() {
        assertThat(field(found("/my%20files/static/deep.txt"), "Content-Location"))
                .isEqualTo("/my%20files/static/dir/deep.txt");
        assertThat(content(found("/my%20files/static/twice.txt")))
                .contains("href=\"/my%20files/static/one/twice.txt\"", "href=\"/my%20files/static/two/twice.txt\"");
    }

    private Response found(String target) {
        return await().until(
                        () -> {
                            CompletableFuture<Response> answer = new CompletableFuture<>();
                            handler.handle(Request.builder("GET", target).build(), answer::complete);
                            return answer.get();
                        },
                        answer -> answer.status() != 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "static", "/static/", "//static", "/a//b", "/a/../b", "/."})
    void aPrefixIsAPath(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mount.at(prefix)).withMessageContaining(prefix);
    }

    @Test
    void theServersOwnRootIsBeforeEverything() {
        assertThat(Mount.ROOT.below(List.of("a", "b"))).contains(List.of("a", "b"));
        assertThat(Mount.ROOT.uriPath()).isEmpty();
    }
}
