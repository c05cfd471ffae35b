package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.HttpDate;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {
    private static final Instant MODIFIED = Instant.parse("2026-02-05T08:49:37.123456789Z");

    @ParameterizedTest
    @CsvSource({"-3600000, true", "0, true", "999, true", "1000, false", "1001, false", "86400000, false"})
    void theTagIsWeakWhileTheFileIsYoungerThanASecond(long ageMillis, boolean weak) {
        Validators validators = Validators.of(version(10, MODIFIED), MODIFIED.plusMillis(ageMillis), "");

        assertThat(validators.tag().isWeak()).isEqualTo(weak);
    }

    @Test
    void theTagChangesWithTheSizeAndWithEachNanosecondButNotWithTime() {
        EntityTag tag = tagOf(version(10, MODIFIED));

        assertThat(tagOf(version(10, MODIFIED))).isEqualTo(tag);
        assertThat(tagOf(version(11, MODIFIED))).isNotEqualTo(tag);
        assertThat(tagOf(version(10, MODIFIED.plusNanos(1)))).isNotEqualTo(tag);
        assertThat(Validators.of(version(10, MODIFIED), MODIFIED.plus(Duration.ofDays(99)), "")
                        .tag())
                .isEqualTo(tag);
    }

    @Test
    void lastModifiedIsTheTimeOfTheFile() {
        assertThat(Validators.of(version(10, MODIFIED), MODIFIED.plusSeconds(5), "")
                        .lastModified())
                .isEqualTo(MODIFIED);
    }

    @Test
    void lastModifiedIsNeverInTheFuture() {
        Instant now = MODIFIED.minus(Duration.ofDays(1));

        assertThat(Validators.of(version(10, MODIFIED), now, "").lastModified()).isEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -99_999_999_999_999L, -1, 0, 253_402_300_800L, Long.MAX_VALUE})
    void anyTimeThatAFileCanBearMakesADate(long epochSecond) {
        FileTime modified = FileTime.from(epochSecond, TimeUnit.SECONDS);
        Validators validators = Validators.of(new FileVersion(null, 10, modified), MODIFIED, "");

        assertThat(HttpDate.format(validators.lastModified())).hasSize(HttpDate.LENGTH);
    }

    private static EntityTag tagOf(FileVersion version) {
        return Validators.of(version, MODIFIED.plusSeconds(5), "").tag();
    }

    private static FileVersion version(long size, Instant modified) {
        return new FileVersion("key", size, FileTime.from(modified));
    }
}
