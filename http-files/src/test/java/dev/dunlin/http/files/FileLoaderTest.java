package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dunlin.http.Headers;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLoaderTest {
    private static final Headers FIELDS = Headers.of("Content-Type", "text/plain");
    private static final int LIMIT = 1000;
    private static final TagPolicy TAGS = new TagPolicy(EntityTags.CHANGE_TIME);
    private static final Request GET = Request.builder("GET", "/a.txt").build();

    @RegisterExtension
    private final Site site = new Site();

    private final FileLoader loader = new FileLoader(site.root, site.disk, LIMIT, TAGS, site);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT})
    void aSmallFileIsReadIntoMemoryAndClosed(int size) throws IOException {
        Representation loaded = load(find("a.txt", "x".repeat(size)));

        assertThat(loaded.holdsFile()).isFalse();
        assertThat(loaded.contentBytes()).isEqualTo(size);
        Response answer = loaded.answer(GET);
        assertThat(answer.body()).isInstanceOf(MemoryBody.class);
        assertThat(Site.content(answer)).isEqualTo("x".repeat(size));
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aBigFileIsKeptOpenUntilItIsReleased() throws IOException {
        Representation loaded = load(find("a.txt", "x".repeat(LIMIT + 1)));

        assertThat(loaded.holdsFile()).isTrue();
        assertThat(loaded.contentBytes()).isZero();
        assertThat(Site.content(loaded.answer(GET))).hasSize(LIMIT + 1);
        assertThat(OpenFiles.below(site.root)).isOne();
        loaded.release();
        assertThat(OpenFiles.below(site.root)).isZero();
        assertThat(loaded.answer(GET)).isNull();
    }

    @Test
    void theAnswersOfAFileInMemoryAreTheSameObjectEachTime() throws IOException {
        Representation loaded = load(find("a.txt", "x"));
        Request known = Request.builder("GET", "/a.txt")
                .headers(Headers.of("If-None-Match", "*"))
                .build();

        assertThat(loaded.answer(GET)).isSameAs(loaded.answer(GET));
        assertThat(loaded.answer(known)).isSameAs(loaded.answer(known));
    }

    @Test
    void theAnswersOfAnOpenFileShareTheirEncodedFields() throws IOException {
        Representation loaded = load(find("a.txt", "x".repeat(LIMIT + 1)));

        Response first = loaded.answer(GET);
        Response second = loaded.answer(GET);

        assertThat(first.headers()).isSameAs(second.headers());
        assertThat(first.body()).isNotSameAs(second.body());
        first.body().close();
        second.body().close();
        loaded.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aFileThatWasChangedSinceItWasFoundIsToBeLookedForAgain(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));

        Files.writeString(found.path(), "y", StandardOpenOption.APPEND);

        assertThat(load(found)).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aFileThatIsChangedWhileItIsOpenedIsToBeLookedForAgain(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));
        afterOpening(() -> site.file("a.txt", "y".repeat(size), Site.START));

        assertThat(load(found)).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aFileThatIsDeletedWhileItIsOpenedIsToBeLookedForAgain(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));
        afterOpening(() -> Files.delete(found.path()));

        assertThat(load(found)).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aLinkThatTakesTheFilesPlaceIsNotFollowed(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));
        Path other = site.file("other", "y".repeat(size));
        doAnswer(open -> {
                    Files.delete(found.path());
                    Files.createSymbolicLink(found.path(), other);
                    return Disk.LOCAL.open(open.getArgument(0), open.getArgument(1));
                })
                .when(site.disk)
                .open(any(), any());

        assertThat(load(found)).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aLinkThatTakesADirectorysPlaceIsNotFollowedThoughTheFileBehindItIsTheSame() throws IOException {
        FileFound found = find("dir/a.txt", "x");
        Files.move(site.root.resolve("dir"), site.root.resolve("moved"));
        site.link("dir", Path.of("moved"));

        assertThat(load(found)).isNull();
        verify(site.disk, never()).open(any(), any());
    }

    @Test
    void whatIsNoFileAnyMoreIsNotOpened() throws IOException {
        FileFound found = find("a.txt", "x");
        Files.delete(found.path());
        Files.createDirectory(found.path());

        assertThat(load(found)).isNull();
        verify(site.disk, never()).open(any(), any());
    }

    @Test
    void whatLiesOutsideTheRootIsNotOpened() throws IOException {
        Path outside = find("a.txt", "x").path();
        FileLoader narrow =
                new FileLoader(Files.createDirectory(site.root.resolve("www")), site.disk, LIMIT, TAGS, site);

        assertThat(narrow.load(new FileFound(outside, Site.version(outside), "a.txt", "/a.txt"), FIELDS, "", false))
                .isNull();
        verify(site.disk, never()).open(any(), any());
    }

    @Test
    void aFileThatCannotBeOpenedAnyMoreIsToBeLookedForAgain() throws IOException {
        FileFound found = find("a.txt", "x");

        for (FileSystemException reason : List.of(
                new NoSuchFileException("a.txt"),
                new AccessDeniedException("a.txt"),
                new FileSystemException("a.txt", null, "Too many open files"))) {
            doThrow(reason).when(site.disk).open(any(), any());
            assertThat(load(found)).as(reason.toString()).isNull();
        }
    }

    @Test
    void aDiskThatFailsIsAnErrorAndTheFileIsClosed() throws IOException {
        FileFound found = find("a.txt", "x");
        FileChannel broken = mock(FileChannel.class);
        when(broken.read(any(ByteBuffer.class))).thenThrow(new IOException("Input/output error"));
        doReturn(broken).when(site.disk).open(any(), eq(Path.of("a.txt")));

        assertThatIOException().isThrownBy(() -> load(found)).withMessage("Input/output error");
        verify(broken).close();
    }

    /** As those of sysfs, which say 4096 bytes whatever they hold. */
    @Test
    void whatHoldsLessThanItSaysIsWhatCanBeRead() throws IOException {
        FileFound found = find("a.txt", "x".repeat(LIMIT));
        doReturn(channelOf("12345")).when(site.disk).open(any(), eq(Path.of("a.txt")));

        Representation loaded = load(found);

        assertThat(Site.content(loaded.answer(GET))).isEqualTo("12345");
        assertThat(loaded.isStill(found)).isFalse();
        assertThat(Site.content(loaded.answer(range("bytes=-2")))).isEqualTo("45");
        assertThat(Site.field(loaded.answer(range("bytes=0-0")), "Content-Range"))
                .isEqualTo("bytes 0-0/5");
    }

    /** As those of procfs, which say that they are empty. */
    @ParameterizedTest
    @ValueSource(ints = {1, 999, LIMIT})
    void whatHoldsMoreThanNothingIsWhatCanBeRead(int size) throws IOException {
        FileFound found = find("a.txt", "");
        doReturn(channelOf("x".repeat(size))).when(site.disk).open(any(), eq(Path.of("a.txt")));

        assertThat(Site.content(load(found).answer(GET))).isEqualTo("x".repeat(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 4096, 100_000})
    void whatHoldsMoreThanMayBeReadIsAsEmptyAsItSays(int size) throws IOException {
        FileFound found = find("a.txt", "");
        doReturn(channelOf("x".repeat(size))).when(site.disk).open(any(), eq(Path.of("a.txt")));

        assertThat(Site.content(load(found).answer(GET))).isEmpty();
    }

    @Test
    void whatTheKernelHasToSayIsServed() throws IOException {
        Path files = Path.of("/sys/kernel/mm/transparent_hugepage");
        assumeTrue(Files.isReadable(files.resolve("enabled")) && Files.size(files.resolve("enabled")) == 4096);
        try (FileHandler kernel = FileHandler.of(files);
                FileHandler process = FileHandler.of(Path.of("/proc/self"))) {
            Response answer = Site.get(kernel, "/enabled");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Site.content(answer)).isEqualTo(Files.readString(files.resolve("enabled")));
            assertThat(Site.content(Site.get(process, "/limits"))).contains("Max open files");
        }
    }

    private static Request range(String range) {
        return Request.builder("GET", "/a.txt")
                .headers(Headers.of("Range", range))
                .build();
    }

    private static FileChannel channelOf(String content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(US_ASCII));
        FileChannel channel = mock(FileChannel.class);
        when(channel.read(any(ByteBuffer.class))).thenAnswer(read -> {
            ByteBuffer target = read.getArgument(0);
            if (!bytes.hasRemaining()) return -1;
            int count = Math.min(100, Math.min(target.remaining(), bytes.remaining()));
            target.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        });
        return channel;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aFileThatHasOnlyGrownSinceItWasFoundIsGoodEnoughWhereThatIsSaid(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));
        Files.writeString(found.path(), "y", StandardOpenOption.APPEND);
        afterOpening(() -> Files.writeString(found.path(), "y", StandardOpenOption.APPEND));

        Representation loaded = loader.load(found, FIELDS, "", true);

        assertThat(Site.content(loaded.answer(GET))).isEqualTo("x".repeat(size));
        assertThat(loaded.isStill(found)).isFalse();
        loaded.release();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LIMIT + 10})
    void aFileThatHasOtherwiseChangedIsNot(int size) throws IOException {
        FileFound found = find("a.txt", "x".repeat(size));
        site.file("a.txt", "y".repeat(size), Site.START);

        assertThat(loader.load(found, FIELDS, "", true)).isNull();
    }

    @Test
    void aFileThatIsReadInPiecesIsReadWhole() throws IOException {
        FileFound found = find("a.txt", "abc");
        FileChannel slow = mock(FileChannel.class);
        when(slow.read(any(ByteBuffer.class))).thenAnswer(read -> {
            ByteBuffer target = read.getArgument(0);
            target.put((byte) ('a' + target.position()));
            return 1;
        });
        doReturn(slow).when(site.disk).open(any(), eq(Path.of("a.txt")));

        assertThat(Site.content(load(found).answer(GET))).isEqualTo("abc");
    }

    /** What happens to a.txt between its being opened and the look at what was opened. */
    private void afterOpening(Executable change) throws IOException {
        doAnswer(open -> {
                    SeekableByteChannel channel = Disk.LOCAL.open(open.getArgument(0), open.getArgument(1));
                    change.execute();
                    return channel;
                })
                .when(site.disk)
                .open(any(), eq(Path.of("a.txt")));
    }

    private Representation load(FileFound file) throws IOException {
        return loader.load(file, FIELDS, "", false);
    }

    private FileFound find(String name, String content) throws IOException {
        Path path = site.file(name, content).toRealPath();
        return new FileFound(path, Site.version(path), name, "/" + name);
    }
}
