package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String ALPHABET =
            "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void theAlphabetIsThatOfTheRfc() {
        for (int b = 0; b < 256; b++) {
            boolean expected = ALPHABET.indexOf(b) >= 0;
            assertThat(Tokens.isTokenByte((byte) b)).as("byte %d", b).isEqualTo(expected);
            assertThat(Tokens.isToken(String.valueOf((char) b)))
                    .as("byte %d", b)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "GET ", " GET", "a,b", "a:b", "a\u00e9", "\u0147", "\u2047ET", "GET\0"})
    void textWithOneOtherCharacterIsNoToken(String text) {
        assertThat(Tokens.isToken(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "x", "M-SEARCH", ALPHABET})
    void textOfTheAlphabetIsAToken(String text) {
        assertThat(Tokens.isToken(text)).isTrue();
    }

    @Test
    void listsAreSplitAtCommas() {
        assertThat(Tokens.list("gzip, br;q=0.5,zstd")).containsExactly("gzip", "br;q=0.5", "zstd");
    }

    @Test
    void blanksAroundMembersAreTakenOff() {
        assertThat(Tokens.list(" \ta b\t ,\t c ")).containsExactly("a b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " ,\t, ,"})
    void emptyMembersAreLeftOut(String value) {
        assertThat(Tokens.list(value)).isEmpty();
    }

    @Test
    void emptyMembersBetweenOthersAreLeftOut() {
        assertThat(Tokens.list(",a,, b,")).containsExactly("a", "b");
    }

    @Test
    void commasInQuotedStringsDoNotSplit() {
        assertThat(Tokens.list("\"a, b\", W/\"c,d\",e")).containsExactly("\"a, b\"", "W/\"c,d\"", "e");
    }

    @Test
    void escapedQuotesDoNotEndAQuotedString() {
        assertThat(Tokens.list("\"a\\\", b\", c")).containsExactly("\"a\\\", b\"", "c");
        assertThat(Tokens.list("\"a\\\\\", b")).containsExactly("\"a\\\\\"", "b");
    }

    @Test
    void backslashesOutsideQuotedStringsMeanNothing() {
        assertThat(Tokens.list("a\\,b")).containsExactly("a\\", "b");
    }

    @Test
    void anUnfinishedQuotedStringIsTheLastMember() {
        assertThat(Tokens.list("a, \"b, c")).containsExactly("a", "\"b, c");
        assertThat(Tokens.list("a, \"b\\")).containsExactly("a", "\"b\\");
    }

    @Test
    void blanksAreSpacesAndTabsAndNothingElse() {
        assertThat(Tokens.trimBlanks(" \t a \t b\t ")).isEqualTo("a \t b");
        assertThat(Tokens.trimBlanks(" \t ")).isEmpty();
        assertThat(Tokens.trimBlanks("")).isEmpty();
        assertThat(Tokens.trimBlanks("\r\na\u00a0\0")).isEqualTo("\r\na\u00a0\0");
    }
}
