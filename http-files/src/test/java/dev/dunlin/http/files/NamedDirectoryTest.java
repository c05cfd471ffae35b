package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is served where directories cannot be held open. */
class NamedDirectoryTest {
    @RegisterExtension
    private final Site site = new Site().with("dir/page.html", "page").with("../secret.txt", "secret");

    @BeforeEach
    void holdNoDirectoryOpen() throws IOException {
        doAnswer(open -> new NamedDirectory(open.getArgument(0)))
                .when(site.disk)
                .openRoot(any());
    }

    @Test
    void filesAreSentAndDirectoriesListedAsElsewhere() throws IOException {
        site.link("link", Path.of("dir"));
        try (FileHandler handler = site.builder().listing(true).build()) {
            assertThat(Site.content(Site.get(handler, "/dir/page.html"))).isEqualTo("page");
            assertThat(Site.content(Site.get(handler, "/link/page.html"))).isEqualTo("page");
            assertThat(Site.content(Site.get(handler, "/link/"))).contains("page.html");
            assertThat(Site.get(handler, "/dir/nothing").status()).isEqualTo(404);
        }
    }

    @Test
    void linksThatLeadOutAreForbidden() throws IOException {
        site.link("out", Path.of(".."));
        DocumentRoot root = new DocumentRoot(site.root, List.of(), site.disk, false, Mount.ROOT);

        assertThat(root.resolve(List.of("out", "secret.txt"))).isEqualTo(Refusal.FORBIDDEN);
        assertThat(root.resolve(List.of("dir", "page.html"))).isInstanceOf(FileFound.class);
    }

    @Test
    void aLinkIsNotOpenedAsAFile() throws IOException {
        site.link("link", Path.of("dir/page.html"));
        try (NamedDirectory www = new NamedDirectory(site.root)) {
            assertThat(www.attributes(Path.of("link")).isSymbolicLink()).isTrue();
            assertThatIOException().isThrownBy(() -> www.openFile(Path.of("link")));
        }
    }
}
