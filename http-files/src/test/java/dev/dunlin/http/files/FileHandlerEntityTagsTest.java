package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which contents get which tags, with the times of a real disk. The clock is ahead of them, so that nothing is young. */
class FileHandlerEntityTagsTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BIG = 70_000;

    @TempDir
    Path root;

    /** Seconds ahead of the system's clock. */
    private final AtomicLong ahead = new AtomicLong(10);

    @BeforeEach
    void needChangeTimes() {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"), "no change times");
    }

    // ---- by default

    @ParameterizedTest
    @ValueSource(ints = {10, BIG})
    void aFileThatIsReplacedByOneOfTheSameSizeAndTimeHasAnotherTag(int size) throws IOException {
        put("a.txt", "a".repeat(size));
        try (FileHandler handler = handler(builder -> builder)) {
            Response first = closed(get(handler, "/a.txt"));
            String tag = field(first, "ETag");
            String date = field(first, "Last-Modified");
            assertThat(tag).startsWith("\"");

            replace("a.txt", "b".repeat(size), 2);

            assertThat(content(get(handler, "/a.txt", "If-None-Match", tag))).isEqualTo("b".repeat(size));
            assertThat(content(get(handler, "/a.txt", "If-Modified-Since", date)))
                    .isEqualTo("b".repeat(size));
            for (String validator : new String[] {tag, date}) {
                assertThat(content(get(handler, "/a.txt", "Range", "bytes=5-", "If-Range", validator)))
                        .as(validator)
                        .isEqualTo("b".repeat(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, BIG})
    void aFileThatStaysIsNotSentAgain(int size) throws IOException {
        put("a.txt", "a".repeat(size));
        try (FileHandler handler = handler(builder -> builder)) {
            Response first = closed(get(handler, "/a.txt"));

            for (int i = 0; i < 3; i++) {
                ahead.addAndGet(2);
                assertThat(get(handler, "/a.txt", "If-None-Match", field(first, "ETag"))
                                .status())
                        .isEqualTo(304);
                assertThat(get(handler, "/a.txt", "If-Modified-Since", field(first, "Last-Modified"))
                                .status())
                        .isEqualTo(304);
                assertThat(closed(get(handler, "/a.txt", "Range", "bytes=5-", "If-Range", field(first, "ETag")))
                                .status())
                        .isEqualTo(206);
            }
        }
    }

    @Test
    void aCodingOfTheSameSizeAndTimeHasAnotherTagToo() throws IOException {
        put("a.txt", "plain");
        put("a.txt.gz", "gzip 1");
        try (FileHandler handler = handler(builder -> builder.precompressed(true))) {
            String tag = field(get(handler, "/a.txt", "Accept-Encoding", "gzip"), "ETag");

            replace("a.txt.gz", "gzip 2", 2);

            assertThat(content(get(handler, "/a.txt", "Accept-Encoding", "gzip", "If-None-Match", tag)))
                    .isEqualTo("gzip 2");
        }
    }

    // ---- for replicas

    @Test
    void byModificationTimeEqualFilesOfTwoMachinesHaveOneTagAndDate() throws IOException {
        assertThat(validatorsOfTwoCopies(EntityTags.MODIFICATION_TIME, BUILT)).isTrue();
        assertThat(validatorsOfTwoCopies(EntityTags.CHANGE_TIME, BUILT)).isFalse();
    }

    @Test
    void byContentEqualFilesHaveOneTagWhateverTheirTimes() throws IOException {
        put("a.txt", "same");
        put("b.txt", "same");
        put("c.txt", "else");
        Files.setLastModifiedTime(root.resolve("b.txt"), FileTime.from(BUILT.plusSeconds(99)));
        try (FileHandler handler = handler(builder -> builder.entityTags(EntityTags.CONTENT))) {
            String tag = field(get(handler, "/a.txt"), "ETag");

            assertThat(tag).startsWith("\"");
            assertThat(field(get(handler, "/b.txt"), "ETag")).isEqualTo(tag);
            assertThat(field(get(handler, "/c.txt"), "ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void byContentADateDoesNotJoinParts() throws IOException {
        put("a.txt", "0123456789");
        try (FileHandler handler = handler(builder -> builder.entityTags(EntityTags.CONTENT))) {
            String date = field(get(handler, "/a.txt"), "Last-Modified");
            replace("a.txt", "abcdefghij", 2);

            assertThat(content(get(handler, "/a.txt", "Range", "bytes=5-", "If-Range", date)))
                    .isEqualTo("abcdefghij");
        }
    }

    @ParameterizedTest
    @EnumSource(EntityTags.class)
    void noTagTellsTheInode(EntityTags kind) throws IOException {
        put("a.txt", "content");
        String inode = Long.toHexString((Long) Files.getAttribute(root.resolve("a.txt"), "unix:ino"));
        try (FileHandler handler = handler(builder -> builder.entityTags(kind))) {
            assertThat(field(get(handler, "/a.txt"), "ETag").split("[-\"]")).doesNotContain(inode);
        }
    }

    private boolean validatorsOfTwoCopies(EntityTags kind, Instant modified) throws IOException {
        put("one/a.txt", "same");
        put("two/a.txt", "same");
        Files.setLastModifiedTime(root.resolve("two/a.txt"), FileTime.from(modified));
        // Another change time, in a step of the slowest clock of a file system's.
        Path second = root.resolve("two/a.txt");
        String first = changeTime(root.resolve("one/a.txt"));
        while (changeTime(second).equals(first)) {
            Files.setPosixFilePermissions(second, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (FileHandler handler = handler(builder -> builder.entityTags(kind))) {
            Response one = get(handler, "/one/a.txt");
            Response two = get(handler, "/two/a.txt");
            return field(one, "ETag").equals(field(two, "ETag"));
        }
    }

    private static String changeTime(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ctime").toString();
    }

    private FileHandler handler(UnaryOperator<FileHandler.Builder> with) {
        return with.apply(FileHandler.builder(root).clock(() -> Instant.now().plusSeconds(ahead.get())))
                .build();
    }

    private Path put(String name, String content) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return Files.setLastModifiedTime(path, FileTime.from(BUILT));
    }

    /** As a build does that can be repeated: with the same date. A second later, as a date tells seconds only. */
    private void replace(String name, String content, long seconds) throws IOException {
        Path file = root.resolve(name);
        long before = second(file);
        Path next = put("next", content);
        while (second(next) == before) {
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        ahead.addAndGet(Duration.ofSeconds(seconds).toSeconds());
    }

    private static long second(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant().getEpochSecond();
    }

    private static Response closed(Response answer) {
        answer.body().close();
        return answer;
    }
}
