package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept between requests, for how long, and what a change of the files does to it. */
class FileHandlerCachingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String BIG = "0123456789".repeat(20_000);

    @RegisterExtension
    private final Site site =
            new Site().with("file.txt", "content").with("big.bin", BIG).with("dir/index.html", "index");

    private final FileHandler handler = site.handler();

    // ---- how often the disk is asked

    @ParameterizedTest
    @ValueSource(strings = {"/file.txt", "/dir/", "/dir/index.html"})
    void withinASecondAFileIsNotLookedAtAgain(String target) throws IOException {
        String tag = field(closed(get(handler, target)), "ETag");
        clearInvocations(site.disk);

        for (int i = 0; i < 100; i++) {
            closed(get(handler, target));
            closed(get(handler, target + "?" + i));
            closed(request(handler, "HEAD", target));
            closed(get(handler, target, "If-None-Match", tag));
        }
        site.pass(SECOND.minusMillis(1));
        closed(get(handler, target));

        verifyNoInteractions(site.disk);
    }

    /** That is the look that would be taken before its first byte is sent. */
    @Test
    void withinASecondABigFileIsLookedAtOnceForEachGetAndNotForOthers() throws IOException {
        String tag = field(closed(get(handler, "/big.bin")), "ETag");
        clearInvocations(site.disk);

        for (int i = 0; i < 100; i++) {
            closed(request(handler, "HEAD", "/big.bin"));
            closed(get(handler, "/big.bin", "If-None-Match", tag));
        }
        verifyNoInteractions(site.disk);

        for (int i = 0; i < 10; i++) closed(get(handler, "/big.bin"));
        verify(site.disk, times(10)).attributes(any());
        verifyNoMoreInteractions(site.disk);
    }

    @Test
    void afterASecondItIsLookedAtOnceAndNotReadAgain() throws IOException {
        Response before = get(handler, "/file.txt");
        closed(get(handler, "/big.bin"));
        clearInvocations(site.disk);

        site.pass(SECOND);
        for (int i = 0; i < 10; i++) {
            assertThat(get(handler, "/file.txt")).isSameAs(before);
            closed(get(handler, "/big.bin"));
        }

        verify(site.disk, times(2)).attributes(any(), any());
        verify(site.disk, never()).open(any(), any());
    }

    @Test
    void theAnswerOfASmallFileIsOneSharedObject() throws IOException {
        assertThat(get(handler, "/file.txt")).isSameAs(get(handler, "/file.txt"));
    }

    @Test
    void aBigFileIsOpenedOnceForAllItsAnswers() throws IOException {
        List<Download> downloads = new ArrayList<>();
        for (int i = 0; i < 50; i++)
            downloads.add(new Download(get(handler, "/big.bin").body()).next());

        assertThat(OpenFiles.below(site.root)).isOne();
        assertThat(downloads)
                .allSatisfy(download -> assertThat(download.finish().text()).isEqualTo(BIG));
    }

    @Test
    void whatIsNotFoundIsNotRemembered() throws IOException {
        assertThat(get(handler, "/new.txt").status()).isEqualTo(404);

        site.file("new.txt", "new");

        assertThat(content(get(handler, "/new.txt"))).isEqualTo("new");
    }

    @Test
    void otherSpellingsShareTheEntryButFillNothing() throws IOException {
        Response shared = get(handler, "/file.txt");
        clearInvocations(site.disk);

        for (int i = 1; i < 500; i++) {
            assertThat(get(handler, "/".repeat(i + 1) + "file.txt")).isSameAs(shared);
            assertThat(get(handler, "/./".repeat(i) + "%66ile.txt")).isSameAs(shared);
        }

        verify(site.disk, never()).open(any(), any());
        assertThat(get(handler, "/file.txt")).isSameAs(shared);
    }

    @Test
    void endlessPathsThroughALinkStayWithinTheBounds() throws IOException {
        site.link("self", Path.of("."));
        try (FileHandler bounded = site.builder().maxOpenFiles(10).build()) {
            for (int i = 1; i < 100; i++) closed(get(bounded, "/self".repeat(i) + "/big.bin"));

            assertThat(OpenFiles.below(site.root)).isLessThanOrEqualTo(10);
        }
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    // ---- what a change does

    @Test
    void aChangedFileShowsAfterASecond() throws IOException {
        String tag = field(get(handler, "/file.txt"), "ETag");

        site.file("file.txt", "content 2");
        assertThat(content(get(handler, "/file.txt"))).isEqualTo("content");
        site.pass(SECOND);

        Response changed = get(handler, "/file.txt", "If-None-Match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(field(changed, "ETag")).isNotEqualTo(tag);
        assertThat(content(changed)).isEqualTo("content 2");
    }

    @Test
    void aFileThatIsReplacedByOneOfTheSameSizeAndDateShowsAfterASecond() throws IOException {
        assertThat(content(get(handler, "/file.txt"))).isEqualTo("content");

        Path other = site.file("other", "CONTENT");
        Files.move(other, site.root.resolve("file.txt"), StandardCopyOption.REPLACE_EXISTING);
        site.pass(SECOND);

        assertThat(content(get(handler, "/file.txt"))).isEqualTo("CONTENT");
    }

    @Test
    void aYoungFileThatIsChangedWithoutATraceShowsAfterASecond() throws IOException {
        site.file("young.txt", "version 1", Site.START);
        assertThat(content(get(handler, "/young.txt"))).isEqualTo("version 1");

        site.file("young.txt", "version 2", Site.START);
        site.pass(SECOND);

        assertThat(content(get(handler, "/young.txt"))).isEqualTo("version 2");
    }

    @Test
    void whatIsDeletedOrForbiddenIsGoneAfterASecondAndNotHeldOpen() throws IOException {
        closed(get(handler, "/big.bin"));
        closed(get(handler, "/dir/index.html"));
        Files.delete(site.root.resolve("big.bin"));
        doReturn(false)
                .when(site.disk)
                .isReadable(site.root.resolve("dir/index.html").toRealPath());

        site.pass(SECOND);

        assertThat(get(handler, "/big.bin").status()).isEqualTo(404);
        assertThat(get(handler, "/dir/index.html").status()).isEqualTo(403);
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aFileThatBecomesADirectoryIsRedirectedAfterASecond() throws IOException {
        closed(get(handler, "/big.bin"));
        Files.delete(site.root.resolve("big.bin"));
        site.file("big.bin/index.html", "index");

        site.pass(SECOND);

        assertThat(get(handler, "/big.bin").status()).isEqualTo(301);
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aLinkThatIsTurnedShowsAfterASecond() throws IOException {
        site.file("v1/page.txt", "version 1");
        site.file("v2/page.txt", "version 2");
        Path current = site.link("current", Path.of("v1"));
        assertThat(content(get(handler, "/current/page.txt"))).isEqualTo("version 1");

        Files.delete(current);
        site.link("current", Path.of("v2"));
        site.pass(SECOND);

        assertThat(content(get(handler, "/current/page.txt"))).isEqualTo("version 2");
    }

    @Test
    void aSmallFileThatGrowsAndABigOneThatShrinksAreServedAnew() throws IOException {
        closed(get(handler, "/file.txt"));
        closed(get(handler, "/big.bin"));

        site.file("file.txt", BIG);
        site.file("big.bin", "content");
        site.pass(SECOND);

        assertThat(content(get(handler, "/file.txt"))).isEqualTo(BIG);
        assertThat(content(get(handler, "/big.bin"))).isEqualTo("content");
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    private static Response closed(Response answer) {
        answer.body().close();
        return answer;
    }
}
