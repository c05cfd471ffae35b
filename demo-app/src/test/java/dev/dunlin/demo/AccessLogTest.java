package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.read.ListAppender;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(180)
class AccessLogTest {
    private final LogFormat format = new CombinedLogFormat(Clock.systemUTC());

    @TempDir
    Path directory;

    @Test
    void linesAreAppendedAndAllWrittenWhenTheLogIsClosed() throws Exception {
        Path file = Files.writeString(directory.resolve("access.log"), "yesterday\n");

        try (AccessLog log = AccessLog.toFile(file, null, format)) {
            for (int i = 0; i < 1000; i++) complete(log, "/" + i);
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1001).first().isEqualTo("yesterday");
        assertThat(lines.get(1)).contains("\"GET /0 HTTP/1.1\" 200 2 ");
        assertThat(lines.get(1000)).contains("\"GET /999 HTTP/1.1\" 200 2 ");
    }

    @Test
    void aLineIsReadableSoonAfterItsExchange() throws Exception {
        Path file = directory.resolve("access.log");

        try (AccessLog log = AccessLog.toFile(file, null, format)) {
            complete(log, "/now");

            await().untilAsserted(() -> assertThat(file).content().contains("/now"));
        }
    }

    @Test
    void aMissingDirectoryIsNotMade() {
        Path file = directory.resolve("no/access.log");

        assertThatThrownBy(() -> AccessLog.toFile(file, null, format)).isInstanceOf(NoSuchFileException.class);
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aLogThatHasReachedItsSizeIsSetAsideAndOnlySoManyAreKept() throws Exception {
        Path file = directory.resolve("access.log");

        try (AccessLog log = AccessLog.toFile(file, new LogRotation(1024, 1), format)) {
            Path before = directory.resolve("access.log.1");
            // The one before is deleted first, so that for a moment there is none.
            String first = await().ignoreException(NoSuchFileException.class)
                    .until(() -> completeSome(log) ? Files.readString(before) : "", text -> !text.isEmpty());
            assertThat(first.length()).isGreaterThanOrEqualTo(1024);
            assertThat(first).endsWith("\n");

            await().ignoreException(NoSuchFileException.class)
                    .until(() -> completeSome(log) && !Files.readString(before).equals(first));
        }
        assertThat(directory.resolve("access.log.2")).doesNotExist();
    }

    @Test
    void aLogIsSetAsideUnderItsDate() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogTroubles.class);
        Path file = Files.writeString(directory.resolve("access.log"), "yesterday\n");
        ZonedDateTime yesterday = ZonedDateTime.now(ZoneId.systemDefault()).minusDays(1);
        Files.setLastModifiedTime(file, FileTime.from(yesterday.toInstant()));

        try (AccessLog log = AccessLog.toFile(file, new LogRotation(0, 10), format)) {
            complete(log, "/now");
        }

        assertThat(directory.resolve("access.log." + yesterday.toLocalDate())).hasContent("yesterday");
        assertThat(file).content().contains("/now").doesNotContain("yesterday");
        assertThat(warnings.list).isEmpty();
        release(LogTroubles.class, warnings);
    }

    @Test
    void aNameThatLogbackReadsOtherwiseIsNotRotated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessLog.toFile(directory.resolve("100%d.log"), new LogRotation(0, 10), format));
    }

    @Test
    void aStuckDiskCostsLinesButDoesNotHoldUpTheLoop() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(AccessLog.class);
        StuckDisk disk = new StuckDisk();
        AccessLog log = new AccessLog(disk, 4, format);

        complete(log, "/0");
        await().until(() -> disk.reached.getCount() == 0);
        // On this thread: if one of these waited, the test would never get to the end.
        for (int i = 1; i <= 10; i++) complete(log, "/" + i);
        disk.freed.countDown();
        log.close();

        assertThat(disk.lines).hasSize(4);
        assertThat(disk.lines.get(3)).contains("\"GET /3 HTTP/1.1\"");
        assertThat(log.dropped()).isEqualTo(7);
        assertThat(warnings.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The access log cannot keep up, lines are dropped", "The access log lacks 7 lines");
        release(AccessLog.class, warnings);
    }

    @Test
    void eachLineIsWrittenOrCountedWhateverLoopsItComesFrom() throws Exception {
        StuckDisk disk = new StuckDisk();
        AccessLog log = new AccessLog(disk, 64, format);
        int loops = 4;
        int each = 5_000;
        ExecutorService threads = Executors.newFixedThreadPool(loops);
        for (int i = 0; i < loops; i++) {
            threads.execute(() -> {
                for (int k = 0; k < each; k++) complete(log, "/" + k);
            });
        }
        // So that some lines find the queue full, and some a queue that is emptied.
        await().until(() -> log.dropped() > 0);
        disk.freed.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        log.close();

        assertThat(log.dropped() + disk.lines.size()).isEqualTo(loops * each);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linesThatAFullDiskRefusesAreCountedAndToldOfOnce() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogWrites.class);

        AccessLog log = AccessLog.toFile(Path.of("/dev/full"), null, format);
        for (int i = 0; i < 5; i++) complete(log, "/" + i);
        await().untilAsserted(() -> assertThat(log.dropped()).isEqualTo(5));
        log.close();

        assertThat(warnings.list).singleElement().asString().contains("cannot be written", "No space left on device");
        release(LogWrites.class, warnings);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linesThatAStreamRefusesAreCountedEachAndToldOfOnce() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogWrites.class);

        AccessLog log = AccessLog.toStream(new FileOutputStream("/dev/full"), format);
        for (int i = 0; i < 5; i++) complete(log, "/" + i);
        log.close();

        assertThat(log.dropped()).isEqualTo(5);
        assertThat(warnings.list).singleElement().asString().contains("cannot be written", "No space left on device");
        release(LogWrites.class, warnings);
    }

    @Test
    void linesThatAStreamTakesAgainAreNotCounted() throws Exception {
        Semaphore failures = new Semaphore(2);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AccessLog log = AccessLog.toStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("a line is one write");
                    }

                    @Override
                    public void write(byte[] line, int offset, int length) throws IOException {
                        if (failures.tryAcquire()) throw new IOException("full");
                        written.write(line, offset, length);
                    }
                },
                format);
        for (int i = 0; i < 5; i++) complete(log, "/" + i);
        log.close();

        assertThat(log.dropped()).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsOpenedAtOnceAndReadByWhoComesLater() throws Exception {
        Path pipe = pipe();

        try (AccessLog log = AccessLog.toFile(pipe, null, format)) {
            complete(log, "/early");
            for (int i = 0; i < 2; i++) {
                try (BufferedReader reader = Files.newBufferedReader(pipe)) {
                    if (i == 1) complete(log, "/late");
                    assertThat(reader.readLine()).contains(i == 0 ? "/early" : "/late");
                }
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeThatNobodyReadsCostsLinesButHoldsUpNeitherTheLoopNorTheEnd() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(AccessLog.class);
        AccessLog log = AccessLog.toFile(pipe(), null, format);

        // On this thread: if one of these waited, the test would never get to the end.
        for (int i = 0; i < 40_000; i++) complete(log, "/" + i);
        await().until(() -> !warnings.list.isEmpty());
        log.close();

        assertThat(log.dropped()).isBetween(20_000L, 40_000L);
        assertThat(warnings.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The access log cannot keep up, lines are dropped",
                        "The access log lacks " + log.dropped() + " lines");
        release(AccessLog.class, warnings);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNotRotated() throws Exception {
        Path device = Path.of("/dev/null");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessLog.toFile(device, new LogRotation(1024, 1), format))
                .withMessage("only a regular file can be rotated");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessLog.toFile(pipe(), new LogRotation(1024, 1), format))
                .withMessage("only a regular file can be rotated");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLogThatWasRenamedAwayIsBegunAnew(boolean rotates) throws Exception {
        Path file = directory.resolve("access.log");
        LogRotation rotation = rotates ? new LogRotation(1 << 20, 1) : null;

        try (AccessLog log = AccessLog.toFile(file, rotation, format)) {
            complete(log, "/before");
            await().untilAsserted(() -> assertThat(file).content().contains("/before"));
            Path old = Files.move(file, directory.resolve("access.log.old"));

            // By itself, without a request.
            await().until(() -> Files.exists(file));
            complete(log, "/after");
            await().untilAsserted(() -> assertThat(file).content().contains("/after"));
            assertThat(old).content().contains("/before").doesNotContain("/after");

            // By another program, in the place of the one that is written to.
            Path next = Files.createFile(directory.resolve("next"));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            await().untilAsserted(() -> {
                complete(log, "/third");
                assertThat(file).content().contains("/third");
            });
        }
    }

    @Test
    void aLogIsOpenedAnewWhenThatIsAskedFor() throws Exception {
        Path file = directory.resolve("access.log");

        AccessLog log = AccessLog.toFile(file, null, format);
        Files.move(file, directory.resolve("access.log.old"));
        log.reopen();
        await().until(() -> Files.exists(file));
        log.close();
        log.reopen();

        assertThat(log.dropped()).isZero();
    }

    @Test
    void aLogWhoseDirectoryIsGoneIsWrittenOnAndToldOfOnce() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogFile.class);
        Path home = Files.createDirectory(directory.resolve("home"));
        Path file = home.resolve("access.log");

        try (AccessLog log = AccessLog.toFile(file, null, format)) {
            Path old = Files.move(home, directory.resolve("old"));
            await().until(() -> !warnings.list.isEmpty());
            complete(log, "/on");
            await().untilAsserted(() ->
                    assertThat(old.resolve("access.log")).content().contains("/on"));
            assertThat(home).doesNotExist();

            Files.createDirectory(home);
            await().until(() -> Files.exists(file));
        }
        assertThat(warnings.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The access log cannot be opened anew: it does not exist");
        release(LogFile.class, warnings);
    }

    private Path pipe() throws Exception {
        Path pipe = Files.createTempDirectory(directory, "pipe").resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void aLogThatCannotBeSetAsideIsToldOfOnceAndWrittenOn() throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogTroubles.class);
        Path file = directory.resolve("access.log");
        // Nothing can be renamed to a directory that is not empty.
        Files.createFile(
                Files.createDirectories(directory.resolve("access.log.1")).resolve("occupied"));

        try (AccessLog log = AccessLog.toFile(file, new LogRotation(1024, 1), format)) {
            await().until(() -> completeSome(log) && !warnings.list.isEmpty());
            long size = Files.size(file);
            await().until(() -> completeSome(log) && Files.size(file) > size + 100_000);
        }

        assertThat(warnings.list).singleElement().asString().contains("The access log: ", "access.log");
        release(LogTroubles.class, warnings);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1024})
    void nothingIsAmissAboutALogThatIsToBeSetAside(long bytes) throws Exception {
        ListAppender<ILoggingEvent> warnings = capture(LogTroubles.class);

        AccessLog.toFile(directory.resolve("access.log"), new LogRotation(bytes, 10), format)
                .close();

        assertThat(warnings.list).isEmpty();
        release(LogTroubles.class, warnings);
    }

    private static ListAppender<ILoggingEvent> capture(Class<?> origin) {
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.list = new CopyOnWriteArrayList<>();
        warnings.start();
        Logger logger = (Logger) LoggerFactory.getLogger(origin);
        logger.addAppender(warnings);
        logger.setAdditive(false);
        return warnings;
    }

    private static void release(Class<?> origin, ListAppender<ILoggingEvent> warnings) {
        Logger logger = (Logger) LoggerFactory.getLogger(origin);
        logger.setAdditive(true);
        logger.detachAppender(warnings);
    }

    private static boolean completeSome(AccessLog log) {
        for (int i = 0; i < 20; i++) complete(log, "/" + i);
        return true;
    }

    private static void complete(AccessLog log, String target) {
        Request request = Request.builder("GET", target).build();
        log.completed(new ExchangeReport(
                request.connection(), request, "HTTP/1.1", Response.ok("hi"), 2, Duration.ZERO, null));
    }

    /** Takes one line and keeps its writer until it is freed. */
    private static final class StuckDisk extends AppenderBase<String> {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch freed = new CountDownLatch(1);

        StuckDisk() {
            setContext(new ContextBase());
            start();
        }

        @Override
        protected void append(String line) {
            reached.countDown();
            try {
                freed.await();
            } catch (InterruptedException e) {
                // The log is being closed; the line counts all the same.
            }
            lines.add(line);
        }
    }
}
