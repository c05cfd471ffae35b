package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.google.common.collect.Streams;
import dev.dunlin.http.files.ListingReader.Bounds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingReaderTest {
    private static final int LIMIT = 5;
    private static final Bounds BOUNDS = new Bounds(LIMIT, 1000);

    @RegisterExtension
    private final Site site = new Site();

    private Path www;

    @BeforeEach
    void makeTree() throws IOException {
        www = site.root.toRealPath();
    }

    @Test
    void filesAndDirectoriesAreListed() throws IOException {
        site.file("file.txt", "content");
        site.file("sub/other.txt", "other");
        Files.setLastModifiedTime(www.resolve("sub"), FileTime.from(Site.START));

        assertThat(read().truncated()).isFalse();
        assertThat(entries())
                .containsExactlyInAnyOrder(
                        new ListingEntry("file.txt", false, 7, Site.YESTERDAY),
                        new ListingEntry("sub", true, 0, Site.START));
    }

    @Test
    void hiddenNamesAreNotListed() throws IOException {
        site.file(".htaccess", "");
        site.file(".git/config", "");
        site.file(".well-known/security.txt", "");
        site.file("..data", "");
        site.file("a.", "");

        assertThat(names()).containsExactly("a.");
    }

    @Test
    void aLinkInsideTheRootStandsForWhatItLeadsTo() throws IOException {
        site.file("sub/page.html", "page");
        site.link("to-directory", Path.of("sub"));
        site.link("to-file", Path.of("sub/page.html"));
        site.link("to-root", Path.of("."));

        assertThat(entries())
                .extracting(ListingEntry::name, ListingEntry::isDirectory, ListingEntry::size)
                .containsExactlyInAnyOrder(
                        tuple("sub", true, 0L),
                        tuple("to-directory", true, 0L),
                        tuple("to-file", false, 4L),
                        tuple("to-root", true, 0L));
    }

    @Test
    void linksToWhatIsHiddenAreNotListed() throws IOException {
        site.file(".env", "secret");
        site.file(".git/config", "secret");
        site.file("..2026/page.html", "page");
        site.link("env.txt", Path.of(".env"));
        site.link("git", Path.of(".git"));
        site.link("config", Path.of(".git/config"));
        site.link("page.html", Path.of("..2026/page.html"));

        assertThat(names()).containsExactly("page.html");
    }

    @Test
    void linksThatLeadOutOrNowhereAreNotListed() throws IOException {
        Files.writeString(site.outside.resolve("secret.txt"), "secret");
        Files.createDirectory(site.outside.resolve("www-private"));
        site.link("out", site.outside.resolve("secret.txt"));
        site.link("relative", Path.of("../secret.txt"));
        site.link("similar", site.outside.resolve("www-private"));
        site.link("up", Path.of(".."));
        site.link("dangling", Path.of("nothing"));
        site.link("loop", Path.of("loop"));

        assertThat(names()).isEmpty();
    }

    @Test
    void theRootMayBeALink() throws IOException {
        site.file("sub/page.html", "page");
        site.link("sub/link.html", Path.of("page.html"));
        Path current = Files.createSymbolicLink(site.outside.resolve("current"), www);

        Listing listing = new ListingReader(current, site.disk).read(www.resolve("sub"), BOUNDS);

        assertThat(listing.size()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatIsNeitherFileNorDirectoryIsNotListed() throws Exception {
        Path pipe = www.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        site.link("to-pipe", Path.of("pipe"));

        assertThat(names()).isEmpty();
    }

    @Test
    void aFileThatMayNotBeReadIsListed() throws IOException {
        site.file("secret.txt", "secret");
        doReturn(false).when(site.disk).isReadable(any());

        assertThat(names()).containsExactly("secret.txt");
    }

    @Test
    void whatMayNotBeLookedAtOrIsGoneIsNotListed() throws IOException {
        for (String name : List.of("denied", "gone", "there")) site.file(name, "");
        doThrow(new AccessDeniedException("denied")).when(site.disk).attributes(any(), eq(Path.of("denied")));
        doThrow(new NoSuchFileException("gone")).when(site.disk).attributes(any(), eq(Path.of("gone")));

        assertThat(names()).containsExactly("there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\b", "\\", "a\uFFFDb", "\uD83D", "a\uDE00\uD83Db"})
    void aNameThatNoRequestCanSpellIsNotListed(String name) {
        assertThat(ListingReader.mayBeAskedFor(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "<>\"'&%?#:", "чернозобик", "😀", "\n", "\u0001\u007F\u202E"})
    void otherNamesAreListed(String name) {
        assertThat(ListingReader.mayBeAskedFor(name)).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oddNamesAreListedAsTheyAre() throws IOException {
        site.file("a\\b", "");
        site.file("line\nbreak", "");
        site.file("c:d", "");
        site.file("п", "");

        assertThat(names()).containsExactlyInAnyOrder("line\nbreak", "c:d", "п");
    }

    @Test
    void asManyEntriesAsTheLimitAreAllThereAre() throws IOException {
        for (int i = 0; i < LIMIT; i++) site.file("file" + i, "");
        site.file(".hidden", "");

        assertThat(entries()).hasSize(LIMIT);
        assertThat(read().truncated()).isFalse();
    }

    @Test
    void ofMoreThanTheLimitTheFirstOnesOfTheStreamAreListed() throws IOException {
        for (int i = 0; i < LIMIT + 3; i++) site.file("file" + i, "");
        List<String> all;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(www)) {
            all = Streams.stream(stream)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }

        assertThat(names()).isEqualTo(all.subList(0, LIMIT));
        assertThat(read().truncated()).isTrue();
    }

    @Test
    void noMoreNamesAreLookedAtThanTheBoundsAllowBeTheyListedOrNot() throws IOException {
        for (int i = 0; i < 100; i++) site.file(".hidden" + i, "");
        site.file("file.txt", "");

        assertThat(reader().read(www, new Bounds(LIMIT, 101)).truncated()).isFalse();
        assertThat(reader().read(www, new Bounds(LIMIT, 100)).truncated()).isTrue();
    }

    @Test
    void aLinkCountsAsTenOthers() throws IOException {
        for (int i = 0; i < 3; i++) site.link("link" + i, Path.of("nothing"));

        assertThat(reader().read(www, new Bounds(LIMIT, 21)).truncated()).isFalse();
        assertThat(reader().read(www, new Bounds(LIMIT, 20)).truncated()).isTrue();
    }

    @Test
    void onlyLinksAreResolved() throws IOException {
        site.file("a", "");
        site.file("b", "");

        read();

        verify(site.disk, times(1)).realPath(any());
        verify(site.disk, never()).realPath(www.resolve("a"));
    }

    @Test
    void aDirectoryThatIsGoneOrNoneIsTold() throws IOException {
        Path file = site.file("file.txt", "");

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> reader().read(www.resolve("gone"), BOUNDS));
        assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(() -> reader().read(file, BOUNDS));
    }

    @Test
    void aDirectoryThatALinkHasTakenThePlaceOfIsToBeLookedForAgain() throws IOException {
        site.file("moved/file.txt", "");
        site.link("sub", Path.of("moved"));

        assertThat(reader().read(www.resolve("sub"), BOUNDS)).isNull();
        assertThat(reader().read(site.outside, BOUNDS)).isNull();
        verify(site.disk, never()).entries(any());
    }

    @Test
    void aDiskThatFailsOnTheWayIsToldAndTheStreamIsClosed() throws IOException {
        @SuppressWarnings("unchecked")
        DirectoryStream<Path> stream = mock(DirectoryStream.class);
        @SuppressWarnings("unchecked")
        Iterator<Path> broken = mock(Iterator.class);
        when(stream.iterator()).thenReturn(broken);
        when(broken.hasNext()).thenThrow(new DirectoryIteratorException(new IOException("Input/output error")));
        doReturn(stream).when(site.disk).entries(any());

        assertThatIOException().isThrownBy(this::read).withMessage("Input/output error");
        verify(stream).close();
    }

    private List<String> names() throws IOException {
        return entries().stream().map(ListingEntry::name).toList();
    }

    private Listing read() throws IOException {
        return reader().read(www, BOUNDS);
    }

    private List<ListingEntry> entries() throws IOException {
        return entries(read());
    }

    private static List<ListingEntry> entries(Listing listing) {
        return IntStream.range(0, listing.size())
                .mapToObj(i -> listing.entry(ListingOrder.DEFAULT, i))
                .toList();
    }

    private ListingReader reader() {
        return new ListingReader(www, site.disk);
    }
}
