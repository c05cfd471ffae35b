package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.dunlin.http.FileBody;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedFileTest {
    private static final String CONTENT = "0123456789".repeat(20_000); // four slices

    @RegisterExtension
    private final Site site = new Site();

    private Path path;
    private FileChannel channel;
    private FileFound found;
    private SharedFile file;

    @BeforeEach
    void openFile() throws IOException {
        path = site.file("file.bin", CONTENT).toRealPath();
        channel = FileChannel.open(path);
        found = new FileFound(path, Site.version(path), "file.bin", "/file.bin");
        file = new SharedFile(channel, found, site.disk);
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
    }

    // ---- who closes it

    @Test
    void isOpenUntilTheOwnerAndAllLeasesHaveLetGo() {
        FileBody first = file.lease(0, 10);
        FileBody second = file.lease(0, 10);

        first.close();
        file.release();
        assertThat(channel.isOpen()).isTrue();
        second.close();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void isOpenAsLongAsItsOwnerHoldsIt() {
        file.lease(0, 10).close();

        assertThat(channel.isOpen()).isTrue();
        file.release();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void isNotLeasedAfterItWasClosed() {
        file.release();

        assertThat(file.lease(0, 10)).isNull();
    }

    @Test
    void isNotLeasedWhenAnInterruptionHasClosedIt() throws IOException {
        channel.close();

        assertThat(file.lease(0, 10)).isNull();
    }

    @Test
    void aLeaseLetsGoOnceHoweverOftenItIsClosed() {
        FileBody twice = file.lease(0, 10);
        FileBody other = file.lease(0, 10);

        twice.close();
        twice.close();
        file.release();

        assertThat(channel.isOpen()).isTrue();
        other.close();
        assertThat(channel.isOpen()).isFalse();
    }

    @RepeatedTest(20)
    void isClosedOnceByWhoeverIsLastWhenManyThreadsLetGo() throws Exception {
        file = new SharedFile(channel, found, Disk.LOCAL);
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) workers.add(pool.submit(leaseAndRead(start)));

        start.await();
        file.release();
        for (Future<?> worker : workers) worker.get();

        assertThat(channel.isOpen()).isFalse();
        assertThat(file.lease(0, 1)).isNull();
        pool.shutdown();
    }

    /** Whoever has a lease can read, whatever the others do; whoever comes too late is told so. */
    private Callable<Void> leaseAndRead(CyclicBarrier start) {
        return () -> {
            start.await();
            for (int i = 0; i < 50; i++) {
                FileBody lease = file.lease(0, 10);
                if (lease != null)
                    assertThat(new Download(lease).finish().text()).isEqualTo("0123456789");
            }
            return null;
        };
    }

    // ---- what a lease sends

    @Test
    void aLeaseIsTheWholeOrAPart() {
        assertThat(new Download(file.lease(0, CONTENT.length())).finish().text())
                .isEqualTo(CONTENT);
        assertThat(new Download(file.lease(7, 5)).finish().text()).isEqualTo("78901");
    }

    @Test
    void whatIsReplacedMeanwhileIsSentWholeAsItWas() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        Path other = site.file("other", "another version");
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(download.finish().text()).isEqualTo(CONTENT);
        assertThat(download.isComplete()).isTrue();
    }

    @Test
    void whatIsDeletedMeanwhileIsSentWholeAsItWas() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        Files.delete(path);

        assertThat(download.finish().text()).isEqualTo(CONTENT);
        assertThat(download.isComplete()).isTrue();
    }

    @Test
    void whatHasMovedOutOfReachMeanwhileIsSentWholeAsItWas() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        doThrow(new AccessDeniedException("directory")).when(site.disk).attributes(path);

        assertThat(download.finish().text()).isEqualTo(CONTENT);
    }

    @Test
    void whatIsTruncatedMeanwhileEndsShort() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writer.truncate(100);
        }

        assertEndsAfterOneSlice(download);
    }

    @Test
    void whatIsTruncatedAndReplacedMeanwhileEndsShort() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writer.truncate(100);
        }
        Files.delete(path);

        assertEndsAfterOneSlice(download);
    }

    @Test
    void whatGrowsMeanwhileIsSentUpToTheLengthThatItHad() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        Files.writeString(path, "more", StandardOpenOption.APPEND);

        assertThat(download.finish().text()).isEqualTo(CONTENT);
        assertThat(download.isComplete()).isTrue();
    }

    @Test
    void whatGrowsBetweenTheTwoQuestionsOfALookIsSentToo() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();
        doAnswer(look -> {
                    Files.writeString(path, "more", StandardOpenOption.APPEND);
                    return Disk.LOCAL.attributes(path);
                })
                .when(site.disk)
                .attributes(path);

        assertThat(download.finish().text()).isEqualTo(CONTENT);
    }

    @Test
    void whatIsRewrittenInPlaceMeanwhileEndsShortThoughItKeepsItsSize() throws IOException {
        Download download = new Download(file.lease(0, CONTENT.length())).next();

        Files.writeString(path, "9876543210".repeat(20_000), StandardOpenOption.WRITE);
        Files.setLastModifiedTime(path, FileTime.from(Site.START));

        assertEndsAfterOneSlice(download);
    }

    @Test
    void whatWasRewrittenBeforeTheFirstSliceSendsNothing() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Site.START));

        Download download = new Download(file.lease(0, CONTENT.length())).finish();

        assertThat(download.length()).isZero();
        assertThat(download.isComplete()).isFalse();
        assertThat(download.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void aPartThatReachesBeyondTheEndEndsShort() {
        Download download = new Download(file.lease(CONTENT.length() - 5, 10)).finish();

        assertThat(download.text()).isEqualTo("56789");
        assertThat(download.failure()).isInstanceOf(EOFException.class);
    }

    // ---- a lease of what was kept for a while

    @Test
    void whatIsUnchangedIsLeasedAndNotLookedAtAgainForTheFirstSlice() throws IOException {
        FileBody lease = file.leaseIfUnchanged(0, CONTENT.length());
        verify(site.disk, times(1)).attributes(path);

        assertThat(new Download(lease).finish().text()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whatWasChangedInPlaceIsNotLeased(Change change) throws IOException {
        change.make(path);

        assertThat(file.leaseIfUnchanged(0, CONTENT.length())).isNull();

        file.release();
        assertThat(channel.isOpen()).isFalse();
    }

    private enum Change {
        GROWN {
            @Override
            void make(Path path) throws IOException {
                Files.writeString(path, "more", StandardOpenOption.APPEND);
            }
        },
        TRUNCATED {
            @Override
            void make(Path path) throws IOException {
                Files.writeString(path, "less");
            }
        },
        REWRITTEN {
            @Override
            void make(Path path) throws IOException {
                Files.writeString(path, "9876543210".repeat(20_000), StandardOpenOption.WRITE);
                Files.setLastModifiedTime(path, FileTime.from(Site.START));
            }
        };

        abstract void make(Path path) throws IOException;
    }

    @Test
    void whatWasReplacedOrDeletedIsLeasedAsItWas() throws IOException {
        Path other = site.file("other", "another version");
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(new Download(file.leaseIfUnchanged(0, CONTENT.length()))
                        .finish()
                        .text())
                .isEqualTo(CONTENT);

        Files.delete(path);
        assertThat(new Download(file.leaseIfUnchanged(0, CONTENT.length()))
                        .finish()
                        .text())
                .isEqualTo(CONTENT);
    }

    @Test
    void isIdleWhileNobodyHasALease() {
        assertThat(file.isIdle()).isTrue();
        FileBody lease = file.lease(0, 10);
        assertThat(file.isIdle()).isFalse();
        lease.close();
        assertThat(file.isIdle()).isTrue();
    }

    private static void assertEndsAfterOneSlice(Download download) {
        download.finish();
        assertThat(download.text()).isEqualTo(CONTENT.substring(0, 64 * 1024));
        assertThat(download.isComplete()).isFalse();
        assertThat(download.failure()).isInstanceOf(IOException.class);
    }
}
