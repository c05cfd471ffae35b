package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashedNamesTest {
    private static final String HEX = "0123456789abcdef";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.3f8a91bc.js",
                "main.3f8a91bc.chunk.css",
                "main.3f8a91bc0d1e2f3a4b5c.bundle.js",
                "vendor-3f8a91bc.min.js",
                "main.abcd1234.js",
                "logo.3f8a91bc.svg",
                "index-DiwrgTda.js",
                "index-B_x1-9aZ.css",
                "index-C4fR2xQ9.js.map",
                "photo-B3kD0x_q.jpg",
                "Inter-Bx8Yq2Lm.woff2",
                "chunk-DGJ4YQK7.js",
                "app-ABCD2345.js",
                "chunk-FXABMWCJ.mjs",
                "index-DiwrgTda.js.br"
            })
    void bundlersNamesHoldAHash(String name) {
        assertThat(HashedNames.isHashed(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index-DiwrgTda.html",
                "index.3f8a91bc.HTM",
                "menu-20240131b.html",
                "menu-20240131b.pdf",
                "a20240131.3f8.js",
                "IMG-20240131-WA0001.jpg",
                "Screenshot-2024-01-31.png",
                "photo-Jan-2024.jpg",
                "photo-2024-Jan.jpg",
                "menu-cafe2024.jpg",
                "chart-decade80.png",
                "jquery-3.7.1.min.js",
                "lib-v1.2.3-beta.js",
                "app-1_0_0-RC.js",
                "build-12345678.js",
                "x-Version2.js",
                "x-VERSION2.js",
                "x-SETTINGS.js",
                "README-CONTRACT.js",
                "holiday-DSCN2345.JPG",
                "holiday-DOCUMENT.jpg",
                "user-settings.js",
                "user-Settings.js",
                "user-FileName.js",
                "user-HtmlPage.js",
                "user-MyScript.js",
                "user-HTTPUtil.js",
                "Roboto-SemiBold.woff2",
                "Roboto-BoldItal.woff2",
                "brand-LinkedIn.svg",
                "book-Chapter1.png",
                "show-S01E02v2.mp4",
                "form-W8BEN24a.pdf",
                "backup-C4fR2xQ9.zip",
                "DiwrgTda.js",
                "index-DiwrgTda",
                "-.js",
                ".js",
                ""
            })
    void wordsDatesAndVersionsAreNone(String name) {
        assertThat(HashedNames.isHashed(name)).isFalse();
    }

    /** From the same seed each time. What is missed looks like a word, a date or a number. */
    @ParameterizedTest
    @CsvSource({HEX + ", 8, 950", HEX + ", 20, 990", BASE64 + ", 8, 880", BASE32 + ", 8, 880"})
    void mostHashesAreSeen(String digits, int length, int expected) {
        Random random = new Random(1);
        int seen = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder name = new StringBuilder("index-");
            for (int j = 0; j < length; j++) name.append(digits.charAt(random.nextInt(digits.length())));
            if (HashedNames.isHashed(name.append(".js").toString())) seen++;
        }
        assertThat(seen).isGreaterThanOrEqualTo(expected);
    }

    @Test
    void aLongNameTakesNoLongTime() {
        assertThat(HashedNames.isHashed("-a_A.".repeat(10_000) + "-")).isFalse();
        assertThat(HashedNames.isHashed("-aA1".repeat(10_000) + ".js")).isFalse();
    }
}
