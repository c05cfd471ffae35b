package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {
    private final Function<FileInfo, String> hashed = CacheControl.immutableIfHashed(CacheControl.revalidate());

    @Test
    void anAgeIsInSecondsAndAYearAtMost() {
        assertThat(CacheControl.maxAge(Duration.ofMinutes(5)).apply(file("a.html")))
                .isEqualTo("max-age=300");
        assertThat(CacheControl.maxAge(Duration.ZERO).apply(file("a.html"))).isEqualTo("max-age=0");
        assertThat(CacheControl.maxAge(Duration.ofDays(100_000)).apply(file("a.html")))
                .isEqualTo("max-age=31536000");
        assertThatIllegalArgumentException().isThrownBy(() -> CacheControl.maxAge(Duration.ofSeconds(-1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.3f8a91bc.js",
                "app-3f8a91bc.js",
                "app_3f8a91bcdeadbeef.css",
                "main.0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9.js",
                "app.3f8a91bc.js.map",
                "font.d41d8cd98f00b204e9800998ecf8427e.woff2"
            })
    void aNameWithAHashIsForEver(String name) {
        assertThat(hashed.apply(file(name))).isEqualTo("public, max-age=31536000, immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "app.js",
                "app.min.js",
                "jquery-3.7.1.js",
                "2026-11-24.txt",
                "a-rather-long-name.html",
                "documentation.html",
                "3f8a91bc",
                "3f8a91bc.js",
                "photo-2026.jpg",
                "report-20261124.pdf",
                "a-long-name-2026.html",
                "My-Photo2026.jpg",
                "the-decade.html",
                ""
            })
    void anyOtherNameIsNot(String name) {
        assertThat(hashed.apply(file(name))).isEqualTo("no-cache");
    }

    private static FileInfo file(String name) {
        return new FileInfo(name, "/" + name, 1, Instant.EPOCH, "text/html");
    }
}
