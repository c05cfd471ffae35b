package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedCodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                      | gzip | 1",
                "GZip                      | gzip | 1",
                "x-gzip                    | gzip | 1",
                "gzip;q=0.5                | gzip | 0.5",
                "gzip ; Q=0.25             | gzip | 0.25",
                "gzip;q=0                  | gzip | 0",
                "gzip;q=0.000              | gzip | 0",
                "br, gzip;q=0.8, *;q=0.1   | br   | 1",
                "br, gzip;q=0.8, *;q=0.1   | gzip | 0.8",
                "br, gzip;q=0.8, *;q=0.1   | zstd | 0.1",
                "br                        | gzip | 0",
                "*                         | gzip | 1",
                "*;q=0                     | gzip | 0",
                "gzip, *;q=0               | gzip | 1",
                "gzip;q=0.5, gzip;q=0.9    | gzip | 0.5",
                "gzip;q=2                  | gzip | 0",
                "gzip;q=-1                 | gzip | 0",
                "gzip;q=0.1234             | gzip | 0",
                "gzip;q=                   | gzip | 0",
                "gzip;x=y                  | gzip | 0",
                "g(zip                     | g(zip| 0",
                "''                        | gzip | 0",
                "', ,gzip'                 | gzip | 1"
            })
    void aCodingIsLikedAsTheFieldSays(String field, String coding, double weight) {
        assertThat(accepted(field).weight(coding)).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "x-gzip",
                "X-GZIP;q=0.1",
                "gzip, deflate, br, zstd",
                "br;q=1.0 , gzip ;q=0.001",
                "gzip\t;\tQ=1.000",
                "*",
                "br, *;q=0.1",
                "identity;q=0.5, gzip;q=0.5",
                "identity;q=0, gzip;q=0.1",
                "*;q=0, gzip",
                ", ,gzip,",
                "gzip;q=2, *",
                "gzip, gzip;q=0"
            })
    void gzipIsTakenWhereItIsAtLeastAsWelcomeAsNoCoding(String value) {
        assertThat(accepted(value).prefers("gzip")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "gzip;q=0.",
                "x-gzip;q=0",
                "*;q=0",
                "gzip;q=0, *",
                "gzip;q=0, gzip",
                "identity, gzip;q=0.9",
                "gzip;q=0.5, identity;q=0.501"
            })
    void gzipIsNotSentToWhoDoesNotWantIt(String value) {
        assertThat(accepted(value).prefers("gzip")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip;q=1.1",
                "gzip;q=-1",
                "gzip;q=0.1234",
                "gzip;q=1.001",
                "gzip;q=",
                "gzip;q",
                "gzip;",
                "gzip;level=9",
                "gzip;q=1;q=1",
                "gzip q=1",
                "gz/ip",
                "\"gzip\"",
                ";q=1",
                "gzipé"
            })
    void malformedMembersDoNotCount(String value) {
        assertThat(accepted(value).prefers("gzip")).isFalse();
        assertThat(accepted(value + ", gzip;q=0.5").prefers("gzip")).isTrue();
    }

    @Test
    void identityIsAcceptableUnlessItIsRefused() {
        assertThat(accepted("gzip;q=0.1").weight("identity")).isPositive().isLessThan(0.1);
        assertThat(accepted("").weight("identity")).isPositive();
        assertThat(accepted("identity;q=0.7").weight("identity")).isEqualTo(0.7);
        assertThat(accepted("identity;q=0").weight("identity")).isZero();
        assertThat(accepted("*;q=0").weight("identity")).isZero();
        assertThat(accepted("*;q=0, identity;q=0.2").weight("identity")).isEqualTo(0.2);
    }

    @Test
    void severalLinesAreOneList() {
        AcceptedCodings accepted =
                AcceptedCodings.of(Headers.of("Accept-Encoding", "br", "Accept-Encoding", "gzip;q=0.5"));

        assertThat(accepted.weight("br")).isEqualTo(1);
        assertThat(accepted.weight("gzip")).isEqualTo(0.5);
    }

    @Test
    void aClientWithoutTheFieldTakesTheContentAsItIs() {
        AcceptedCodings accepted = AcceptedCodings.of(Headers.of());

        assertThat(accepted.weight("gzip")).isZero();
        assertThat(accepted.weight("identity")).isPositive();
    }

    private static AcceptedCodings accepted(String field) {
        return AcceptedCodings.of(Headers.of("Accept-Encoding", field));
    }
}
