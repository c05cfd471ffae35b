package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.dunlin.http.FileBody;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long files are held open, and what a change does to the ones that are being sent. */
class FileHandlerOpenFilesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String BIG = "0123456789".repeat(20_000);

    @RegisterExtension
    private final Site site =
            new Site().with("file.txt", "content").with("big.bin", BIG).with("dir/index.html", "index");

    private final FileHandler handler = site.handler();

    // ---- what a change does while a file is sent

    @Test
    void whatIsReplacedWhileItIsSentIsSentWholeAndTheNextAnswerIsTheNewVersion() throws IOException {
        Download old = new Download(get(handler, "/big.bin").body()).next();

        Path other = site.file("other", BIG.replace('0', 'x'));
        Files.move(other, site.root.resolve("big.bin"), StandardCopyOption.REPLACE_EXISTING);
        site.pass(SECOND);

        assertThat(content(get(handler, "/big.bin"))).startsWith("x123");
        assertThat(OpenFiles.below(site.root)).isEqualTo(2);
        assertThat(old.finish().text()).isEqualTo(BIG);
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    @Test
    void whatGrowsWhileItIsSentIsSentUpToTheLengthThatItHad() throws IOException {
        Download download = new Download(get(handler, "/big.bin").body()).next();

        Files.writeString(site.root.resolve("big.bin"), "more", StandardOpenOption.APPEND);

        assertThat(download.finish().text()).isEqualTo(BIG);
    }

    @Test
    void whatIsChangedInPlaceWhileItIsSentEndsShort() throws IOException {
        Download download = new Download(get(handler, "/big.bin").body()).next();

        site.file("big.bin", BIG.replace('0', 'x'), Site.START);

        assertThat(download.finish().isComplete()).isFalse();
        assertThat(download.length()).isEqualTo(64 * 1024);
        assertThat(download.failure()).isInstanceOf(IOException.class);
    }

    // ---- what a change does while a file is kept

    @ParameterizedTest
    @ValueSource(strings = {"more", "less", "same"})
    void whatWasChangedInPlaceWithinTheSecondIsNotPromisedAsItWas(String change) throws IOException {
        closed(get(handler, "/big.bin"));
        String changed = change.equals("more") ? BIG + BIG : change.equals("less") ? BIG.substring(0, 70_000) : BIG;
        changed = changed.replace('0', 'x');
        site.file("big.bin", changed, Site.START);

        assertThat(content(get(handler, "/big.bin"))).isEqualTo(changed);
        assertThat(content(get(handler, "/big.bin", "Range", "bytes=-100")))
                .isEqualTo(changed.substring(changed.length() - 100));
        assertThat(content(get(handler, "/big.bin", "Range", "bytes=0-0,2-2"))).contains("\r\n\r\nx\r\n");
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    @Test
    void aRangeBeyondTheOldEndOfWhatHasGrownWithinTheSecondIsSent() throws IOException {
        closed(get(handler, "/big.bin"));

        Files.writeString(site.root.resolve("big.bin"), "more", StandardOpenOption.APPEND);

        assertThat(content(get(handler, "/big.bin", "Range", "bytes=" + BIG.length() + "-")))
                .isEqualTo("more");
    }

    /** As a log does that is written to all the time: no two looks are alike. */
    @ParameterizedTest
    @ValueSource(strings = {"big.bin", "file.txt"})
    void whatGrowsBetweenAnyTwoLooksIsSentAsItWasAtOneOfThem(String name) throws IOException {
        Path log = site.root.resolve(name);
        doAnswer(open -> {
                    Files.writeString(log, "more", StandardOpenOption.APPEND);
                    return Disk.LOCAL.open(open.getArgument(0), open.getArgument(1));
                })
                .when(site.disk)
                .open(any(), any());

        for (int i = 0; i < 3; i++) {
            Response answer = get(handler, "/" + name);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(field(answer, "ETag")).isNotEmpty();
            String text = content(answer);
            assertThat(text.length()).isEqualTo(answer.body().length());
            assertThat(Files.readString(log)).startsWith(text);
            assertThat(get(handler, "/" + name, "Range", "bytes=-4").status()).isEqualTo(206);
        }
    }

    @Test
    void aFileThatIsClosedByAnInterruptionIsOpenedAgain() throws IOException {
        FileBody body = (FileBody) get(handler, "/big.bin").body();
        body.channel().close();
        body.close();

        assertThat(content(get(handler, "/big.bin"))).isEqualTo(BIG);
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    // ---- how long files are held open

    @Test
    void withoutACacheEachAnswerHasItsOwnFile() throws IOException {
        try (FileHandler bare = site.builder().cacheBytes(0).build()) {
            Response first = get(bare, "/big.bin");
            Response second = get(bare, "/big.bin");
            assertThat(OpenFiles.below(site.root)).isEqualTo(2);

            assertThat(content(first)).isEqualTo(BIG);
            assertThat(content(second)).isEqualTo(BIG);
            assertThat(content(get(bare, "/file.txt"))).isEqualTo("content");
            assertThat(OpenFiles.below(site.root)).isZero();
        }
    }

    @Test
    void whatIsEvictedWhileItIsSentIsClosedWhenItWasSent() throws IOException {
        site.file("other.bin", BIG);
        try (FileHandler bounded = site.builder().maxOpenFiles(1).build()) {
            Download evicted = new Download(get(bounded, "/big.bin").body()).next();
            closed(get(bounded, "/other.bin"));
            assertThat(OpenFiles.below(site.root)).isEqualTo(2);

            assertThat(evicted.finish().text()).isEqualTo(BIG);
            assertThat(OpenFiles.below(site.root)).isOne();
        }
    }

    @Test
    void aClosedHandlerHoldsNoFileButWhatIsBeingSentAndStillAnswers() throws IOException {
        Download last = new Download(get(handler, "/big.bin").body()).next();

        handler.close();
        assertThat(OpenFiles.below(site.root)).isOne();
        assertThat(last.finish().text()).isEqualTo(BIG);
        assertThat(OpenFiles.below(site.root)).isZero();

        assertThat(content(get(handler, "/big.bin"))).isEqualTo(BIG);
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aClosedHandlerHoldsNoFileThatHasJustFallenOutForItsAgeEither() throws IOException {
        assertThat(content(get(handler, "/big.bin"))).isEqualTo(BIG);
        Files.delete(site.root.resolve("big.bin"));
        site.pass(Duration.ofMinutes(2));
        assertThat(get(handler, "/big.bin").status()).isEqualTo(404);

        handler.close();

        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void noAnswerLeavesAFileOpen() throws IOException {
        for (String target : List.of("/big.bin", "/file.txt", "/dir", "/dir/", "/nothing", "/..")) {
            for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
                closed(request(handler, method, target));
                closed(request(handler, method, target, "If-None-Match", "*"));
            }
        }
        handler.close();

        assertThat(OpenFiles.below(site.root)).isZero();
    }

    // ---- a process that may open no more

    @Test
    void whereNothingCanBeOpenedIdleFilesMakeRoom() throws IOException {
        for (int i = 0; i < 20; i++) site.file(i + ".bin", BIG);
        int limit = 10;
        limitOpenFiles(limit);

        Download held = new Download(get(handler, "/big.bin").body()).next();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20; i++) {
                assertThat(content(get(handler, "/" + i + ".bin"))).isEqualTo(BIG);
            }
        }

        assertThat(OpenFiles.below(site.root)).isBetween(2L, (long) limit);
        assertThat(held.finish().text()).isEqualTo(BIG);
    }

    @Test
    void whereDirectoriesCannotBeOpenedIdleFilesMakeRoomToo() throws IOException {
        closed(get(handler, "/big.bin"));
        doAnswer(open -> {
                    if (OpenFiles.below(site.root) > 0) throw tooManyOpenFiles();
                    return Disk.LOCAL.openRoot(open.getArgument(0));
                })
                .when(site.disk)
                .openRoot(any());

        assertThat(content(get(handler, "/file.txt"))).isEqualTo("content");
    }

    @Test
    void whatIsBeingSentDoesNotMakeRoom() throws IOException {
        Download held = new Download(get(handler, "/big.bin").body()).next();
        site.file("other.bin", BIG);
        limitOpenFiles(1);

        assertThat(get(handler, "/other.bin").status()).isEqualTo(503);

        assertThat(held.finish().text()).isEqualTo(BIG);
        assertThat(content(get(handler, "/other.bin"))).isEqualTo(BIG);
    }

    private void limitOpenFiles(int limit) throws IOException {
        doAnswer(open -> {
                    if (OpenFiles.below(site.root) >= limit) throw tooManyOpenFiles();
                    return Disk.LOCAL.open(open.getArgument(0), open.getArgument(1));
                })
                .when(site.disk)
                .open(any(), any());
    }

    private static FileSystemException tooManyOpenFiles() {
        return new FileSystemException("x", null, "Too many open files");
    }

    // ---- many threads

    @Test
    void manyThreadsReadWholeVersionsWhileFilesAreReplacedAndEvicted() throws Exception {
        int files = 6;
        for (int i = 0; i < files; i++) site.file(i + ".bin", version(i));
        FileHandler busy =
                FileHandler.builder(site.root).maxOpenFiles(2).clock(site).build();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> readers = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) readers.add(pool.submit(reader(busy, files, seed)));
        Future<?> writer = pool.submit(replacer(files, done));

        for (Future<?> reader : readers) reader.get();
        done.set(true);
        writer.get();
        pool.shutdown();
        busy.close();

        assertThat(OpenFiles.below(site.root)).isZero();
    }

    private Callable<Void> reader(FileHandler busy, int files, int seed) {
        Random random = new Random(seed);
        return () -> {
            for (int i = 0; i < 60; i++) {
                String text = content(read(busy, "/" + random.nextInt(files) + ".bin"));
                assertThat(text)
                        .hasSize(BIG.length())
                        .isEqualTo(text.substring(0, 1).repeat(BIG.length()));
                site.pass(Duration.ofMillis(100));
            }
            return null;
        };
    }

    /** Asks again where the file changes faster than it can be read, which the answer says. */
    private static Response read(FileHandler busy, String target) throws IOException {
        Response answer = get(busy, target);
        while (answer.status() == 503) answer = get(busy, target);
        return answer;
    }

    private Callable<Void> replacer(int files, AtomicBoolean done) {
        return () -> {
            for (int i = 0; !done.get(); i++) {
                Path next = site.file("next", version(i));
                Files.move(next, site.root.resolve(i % files + ".bin"), StandardCopyOption.ATOMIC_MOVE);
            }
            return null;
        };
    }

    /** Each version consists of one letter, so that a mixture shows. */
    private static String version(int number) {
        return String.valueOf((char) ('a' + number % 26)).repeat(BIG.length());
    }

    private static Response closed(Response answer) {
        answer.body().close();
        return answer;
    }
}
