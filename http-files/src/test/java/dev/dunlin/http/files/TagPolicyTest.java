package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.HttpDate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagPolicyTest {
    private static final Instant MODIFIED = Instant.parse("2026-02-05T08:49:37.123456789Z");
    private static final Instant LATER = MODIFIED.plus(Duration.ofDays(1));
    private static final String CONTENT = "content 10";

    @TempDir
    Path directory;

    // ---- by the times

    @ParameterizedTest
    @CsvSource({"-3600000, true", "0, true", "999, true", "1000, false", "1001, false", "86400000, false"})
    void theTagIsWeakWhileTheFileIsYoungerThanASecond(long ageMillis, boolean weak) {
        for (EntityTags kind : new EntityTags[] {EntityTags.CHANGE_TIME, EntityTags.MODIFICATION_TIME}) {
            Validators validators = of(kind, version(10, MODIFIED), MODIFIED.plusMillis(ageMillis));

            assertThat(validators.tag().isWeak()).isEqualTo(weak);
            assertThat(validators.isLasting()).isEqualTo(!weak);
        }
    }

    @Test
    void aFileThatWasPutThereASecondAgoIsYoungHoweverOldItIsSaidToBe() {
        FileVersion version = version(10, MODIFIED, LATER);

        assertThat(of(EntityTags.CHANGE_TIME, version, LATER.plusMillis(999))
                        .tag()
                        .isWeak())
                .isTrue();
        assertThat(of(EntityTags.CHANGE_TIME, version, LATER.plusMillis(1000))
                        .tag()
                        .isWeak())
                .isFalse();
    }

    @Test
    void theTagChangesWithTheSizeAndWithEachNanosecondButNotWithTime() {
        EntityTag tag = tagOf(version(10, MODIFIED));

        assertThat(tagOf(version(10, MODIFIED))).isEqualTo(tag);
        assertThat(tagOf(version(11, MODIFIED))).isNotEqualTo(tag);
        assertThat(tagOf(version(10, MODIFIED.plusNanos(1)))).isNotEqualTo(tag);
        assertThat(of(EntityTags.CHANGE_TIME, version(10, MODIFIED), MODIFIED.plus(Duration.ofDays(99)))
                        .tag())
                .isEqualTo(tag);
    }

    @Test
    void theChangeTimeTellsFilesOfOneSizeAndModificationTimeApart() {
        FileVersion replaced = version(10, MODIFIED, MODIFIED.plusNanos(1));

        assertThat(tagOf(replaced)).isNotEqualTo(tagOf(version(10, MODIFIED)));
        assertThat(of(EntityTags.MODIFICATION_TIME, replaced, LATER).tag())
                .isEqualTo(of(EntityTags.MODIFICATION_TIME, version(10, MODIFIED), LATER)
                        .tag());
    }

    // ---- by the content

    @Test
    void whereTheSystemTellsNoChangeTimeTheTagIsOfTheContent() {
        FileVersion untold = version(10, MODIFIED, null);

        EntityTag tag = of(EntityTags.CHANGE_TIME, untold, LATER).tag();

        assertThat(tag.isWeak()).isFalse();
        assertThat(tag)
                .isEqualTo(of(EntityTags.CONTENT, version(10, LATER), LATER).tag());
        assertThat(policy(EntityTags.CHANGE_TIME)
                        .ofContent(untold, bytes("CONTENT 10"), true, LATER, "")
                        .tag())
                .isNotEqualTo(tag);
    }

    @Test
    void aFileHasTheSameTagByItsContentInMemoryAndOpenUpToAMebibyte() throws IOException {
        String content = "0123456789abcdef".repeat(TagPolicy.MOST_HASHED / 16);
        EntityTag small = ofFile(content).tag();

        assertThat(small.isWeak()).isFalse();
        assertThat(small)
                .isEqualTo(policy(EntityTags.CONTENT)
                        .ofContent(version(1, LATER), bytes(content), true, LATER, "")
                        .tag());
        assertThat(ofFile("x" + content.substring(1)).tag()).isNotEqualTo(small);
        assertThat(ofFile(content + "x").tag().isWeak()).isTrue();
        assertThat(ofFile(content + "x").isLasting()).isTrue();
    }

    private Validators ofFile(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), content);
        try (FileChannel channel = FileChannel.open(file)) {
            FileVersion version = version(channel.size(), MODIFIED);
            return policy(EntityTags.CONTENT).ofFile(version, channel, true, LATER, "");
        }
    }

    @Test
    void aDateIsExactOnlyWhereTheTagIsOfTimes() {
        assertThat(of(EntityTags.CHANGE_TIME, version(10, MODIFIED), LATER).isDateExact())
                .isTrue();
        assertThat(of(EntityTags.MODIFICATION_TIME, version(10, MODIFIED), LATER)
                        .isDateExact())
                .isTrue();
        assertThat(of(EntityTags.CONTENT, version(10, MODIFIED), LATER).isDateExact())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(EntityTags.class)
    void whatHasNoVersionIsNamedByItsContentAndDoesNotLast(EntityTags kind) {
        FileVersion version = version(4096, MODIFIED);
        Validators one = policy(kind).ofContent(version, bytes("1"), false, LATER, "");
        Validators two = policy(kind).ofContent(version, bytes("2"), false, LATER, "");

        assertThat(one.tag()).isNotEqualTo(two.tag());
        assertThat(one.isLasting()).isFalse();
        assertThat(one.lastModified()).isEqualTo(LATER);
    }

    @Test
    void whatHasGrownSinceItWasLookedAtHasAWeakTagThatDoesNotLast() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), CONTENT + "more");
        try (FileChannel channel = FileChannel.open(file)) {
            Validators validators =
                    policy(EntityTags.CHANGE_TIME).ofFile(version(10, MODIFIED), channel, false, LATER, "");

            assertThat(validators.tag().isWeak()).isTrue();
            assertThat(validators.isLasting()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(EntityTags.class)
    void theSuffixTellsRepresentationsApart(EntityTags kind) {
        assertThat(policy(kind)
                        .ofContent(version(10, MODIFIED), bytes(CONTENT), true, LATER, ".br")
                        .tag()
                        .opaque())
                .isEqualTo(of(kind, version(10, MODIFIED), LATER).tag().opaque() + ".br");
    }

    // ---- dates

    @Test
    void lastModifiedIsTheTimeOfTheFile() {
        assertThat(of(EntityTags.CHANGE_TIME, version(10, MODIFIED), MODIFIED.plusSeconds(5))
                        .lastModified())
                .isEqualTo(MODIFIED);
    }

    @Test
    void lastModifiedIsWhenTheFileCameToItsPlaceIfThatWasLater() {
        FileVersion copied = version(10, MODIFIED, LATER);
        Instant now = LATER.plusSeconds(5);

        assertThat(of(EntityTags.CHANGE_TIME, copied, now).lastModified()).isEqualTo(LATER);
        assertThat(of(EntityTags.MODIFICATION_TIME, copied, now).lastModified()).isEqualTo(MODIFIED);
        assertThat(of(EntityTags.CONTENT, copied, now).lastModified()).isEqualTo(MODIFIED);
    }

    @Test
    void lastModifiedIsNeverInTheFuture() {
        Instant now = MODIFIED.minus(Duration.ofDays(1));

        assertThat(of(EntityTags.CHANGE_TIME, version(10, MODIFIED), now).lastModified())
                .isEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -99_999_999_999_999L, -1, 0, 253_402_300_800L, Long.MAX_VALUE})
    void anyTimeThatAFileCanBearMakesADate(long epochSecond) {
        FileTime modified = FileTime.from(epochSecond, TimeUnit.SECONDS);
        Validators validators = of(EntityTags.CHANGE_TIME, new FileVersion(null, 10, modified, modified), MODIFIED);

        assertThat(HttpDate.format(validators.lastModified())).hasSize(HttpDate.LENGTH);
    }

    private static EntityTag tagOf(FileVersion version) {
        return of(EntityTags.CHANGE_TIME, version, MODIFIED.plusSeconds(5)).tag();
    }

    private static Validators of(EntityTags kind, FileVersion version, Instant now) {
        return policy(kind).ofContent(version, bytes(CONTENT), true, now, "");
    }

    private static TagPolicy policy(EntityTags kind) {
        return new TagPolicy(kind);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static FileVersion version(long size, Instant modified) {
        return version(size, modified, modified);
    }

    private static FileVersion version(long size, Instant modified, @Nullable Instant changed) {
        return new FileVersion("key", size, FileTime.from(modified), changed == null ? null : FileTime.from(changed));
    }
}
