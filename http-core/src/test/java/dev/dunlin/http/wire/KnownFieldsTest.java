package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Body;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that the protocol lives by, as the parser reads them. */
class KnownFieldsTest {
    private static final String HTTP_1_0 = "POST / HTTP/1.0";
    private static final String HTTP_1_1 = "POST / HTTP/1.1";

    /** RFC 9112 §3.2. */
    @Test
    void wantsAHostOfHttp11Alone() throws ProtocolException {
        assertThat(refusal(head("GET / HTTP/1.1")).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.9", "Hosts: a", "X-Host: a")).status())
                .isEqualTo(400);
        assertThat(refusal(head("GET http://a/ HTTP/1.1")).status()).isEqualTo(400);
        assertThat(parse(head("GET / HTTP/1.0")).headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0", "GET / HTTP/1.1", "GET http://a/ HTTP/1.0", "GET http://a/ HTTP/1.1"})
    void refusesARepeatedHostInEveryVersion(String line) {
        assertThat(refusal(head(line, "Host: a", "Host: b")).status()).isEqualTo(400);
        assertThat(refusal(head(line, "Host: a", "X: 1", "hOST: a")).status()).isEqualTo(400);
        assertThat(refusal(head(line, "Host:", "Host: a")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a/b", "user@a", "a:b", "a:65536", "http://a", "a?b", "a#b", "[::1", "a%", ":80", "\u00e9"
            })
    void refusesAMalformedHostInEveryVersionAndForm(String host) {
        assertThat(refusal(head("GET / HTTP/1.1", "Host: " + host)).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.0", "Host: " + host)).status()).isEqualTo(400);
        assertThat(refusal(head("GET http://a/ HTTP/1.1", "Host: " + host)).status())
                .isEqualTo(400);
    }

    /** RFC 9110 §7.2: sent by a client whose target has no authority. */
    @ParameterizedTest
    @ValueSource(strings = {"Host:", "Host: ", "HOST:\t "})
    void takesAnEmptyHost(String line) throws ProtocolException {
        assertThat(parse(head("GET / HTTP/1.1", line)).headers().first("Host")).contains("");
    }

    /** RFC 9112 §9.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 |                                                  | false",
                "1.0 | Connection: keep-alive                           | true",
                "1.0 | connection: Keep-Alive                           | true",
                "1.0 | Connection: close                                | false",
                "1.0 | Connection: close, keep-alive                    | false",
                "1.0 | Connection: keep-alive, close                    | false",
                "1.0 | Connection: te, , Keep-Alive ,x                  | true",
                "1.0 | Connection: x-keep-alive                         | false",
                "1.0 | Connection: keep-alive;x                         | false",
                "1.0 | Connection: x / Connection: keep-alive           | true",
                "1.0 | Connection: keep-alive / Connection: close       | false",
                "1.0 | Proxy-Connection: keep-alive                     | false",
                "1.0 | Keep-Alive: timeout=5                            | false",
                "1.1 |                                                  | true",
                "1.1 | Connection:                                      | true",
                "1.1 | Connection: keep-alive                           | true",
                "1.1 | Connection: close                                | false",
                "1.1 | CONNECTION: CLOSE                                | false",
                "1.1 | Connection: TE,close                             | false",
                "1.1 | Connection: \tclose\t                            | false",
                "1.1 | Connection: keep-alive, close                    | false",
                "1.1 | Connection: close / Connection: keep-alive       | false",
                "1.1 | Connection: upgrade / Connection: close          | false",
                "1.1 | Connection: closed                               | true",
                "1.1 | Connection: \"close\"                            | true",
                "1.1 | Connections: close                               | true",
                "1.9 |                                                  | true",
                "1.9 | Connection: close                                | false",
            })
    void tellsWhetherTheConnectionPersists(String version, String lines, boolean persists) throws ProtocolException {
        String fields = lines == null ? "" : lines.replace(" / ", "\r\n") + "\r\n";

        RequestHead head = parse("GET / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n");

        assertThat(head.isPersistent()).isEqualTo(persists);
    }

    /** RFC 9110 §10.1.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "100-continue",
                "100-Continue",
                "100-CONTINUE",
                "100-continue,",
                ", 100-continue",
                "100-continue, 100-continue"
            })
    void takesTheExpectationOf100(String value) throws ProtocolException {
        assertThat(parse(get("Expect: " + value)).expectsContinue()).isTrue();
        assertThat(parse(get("eXPECT:" + value)).expectsContinue()).isTrue();
    }

    @Test
    void takesTheExpectationOf100OnSeveralLines() throws ProtocolException {
        assertThat(parse(get("Expect: 100-continue", "Expect: 100-continue")).expectsContinue())
                .isTrue();
        assertThat(parse(get("Expect:", "Expect: 100-continue")).expectsContinue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void takesAnEmptyExpectationForNone(String value) throws ProtocolException {
        assertThat(parse(get("Expect:" + value)).expectsContinue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "100",
                "100-continued",
                "100 continue",
                "100-continue;x=y",
                "\"100-continue\"",
                "100-continue, x",
                "x, 100-continue",
                "200-ok",
                "y 100-continue",
                "\u00a0100-continue"
            })
    void refusesEveryOtherExpectation(String value) {
        assertThat(refusal(get("Expect: " + value)).status()).isEqualTo(417);
        assertThat(refusal(get("Expect: 100-continue", "Expect: " + value)).status())
                .isEqualTo(417);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "x", "100-continue, x"})
    void ignoresEveryExpectationOfHttp10(String value) throws ProtocolException {
        assertThat(parse(head(HTTP_1_0, "Expect: " + value)).expectsContinue()).isFalse();
    }

    /** RFC 9112 §6.3: without either field a request has no content, whatever its method. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "X"})
    void findsNoContentWithoutFraming(String method) throws ProtocolException {
        assertThat(parse(head(method + " / HTTP/1.1", "Host: a")).contentLength())
                .isZero();
        assertThat(parse(head(method + " / HTTP/1.0")).contentLength()).isZero();
    }

    /** RFC 9110 §8.6: Content-Length = 1*DIGIT */
    @ParameterizedTest
    @CsvSource({
        "Content-Length: 1, 1",
        "content-length: 10, 10",
        "CONTENT-LENGTH:\t42\t, 42",
        "Content-Length:5, 5",
        "Content-Length: 0005, 5",
        "Content-Length: 00000000000000000000000000000000000000007, 7",
        "Content-Length: 4294967296, 4294967296",
        "Content-Length: 9223372036854775807, 9223372036854775807",
    })
    void readsAContentLength(String line, long length) throws ProtocolException {
        assertThat(parse(get(line)).contentLength()).isEqualTo(length);
        assertThat(parse(head(HTTP_1_0, line)).contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00", "000000000000000000000000"})
    void takesALengthOf0ForNoContent(String length) throws ProtocolException {
        assertThat(parse(get("Content-Length: " + length)).contentLength()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+5",
                "-5",
                "-0",
                "0x5",
                "5h",
                "a",
                "5.0",
                "5e0",
                "5 5",
                "5\t5",
                "5,5",
                "5, 5",
                "5,",
                ",5",
                "5;",
                "\"5\"",
                "5\u00a0",
                "\u00b2",
                "\u0660",
                "9223372036854775808",
                "9223372036854775810",
                "18446744073709551621",
                "99999999999999999999",
                "1_000",
                "1'000",
                "0b1",
                "#5",
                "5%20",
                "NaN",
                "-"
            })
    void refusesEveryOtherContentLength(String value) {
        assertThat(refusal(get("Content-Length: " + value)).status()).isEqualTo(400);
        assertThat(refusal(head(HTTP_1_0, "Content-Length:" + value)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 6", "6, 5", "0, 0", "0, 5", "5, 0", "5, 05"})
    void refusesARepeatedContentLengthEvenIfEqual(String first, String second) {
        String[] lines = {"Content-Length: " + first, "X: 1", "content-length: " + second};
        assertThat(refusal(get(lines)).status()).isEqualTo(400);
        assertThat(refusal(head(HTTP_1_0, lines)).status()).isEqualTo(400);
    }

    /** RFC 9112 §7: names of codings ignore case; RFC 9110 §5.6.1.2: empty members of a list are passed over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked",
                "Chunked",
                "CHUNKED",
                "cHuNkEd",
                "\tchunked \t",
                ",chunked",
                "chunked,",
                ", ,chunked, ,"
            })
    void readsChunkedContent(String value) throws ProtocolException {
        assertThat(parse(get("Transfer-Encoding:" + value)).contentLength()).isEqualTo(Body.UNKNOWN_LENGTH);
        assertThat(parse(get("tRANSFER-eNCODING:" + value)).contentLength()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    static Stream<Arguments> transferEncodings() {
        return Stream.of(
                // RFC 9112 §6.3 (4): chunked is not the final coding of a request.
                arguments("", 400),
                arguments(",", 400),
                arguments("identity", 400),
                arguments("gzip", 400),
                arguments("deflate", 400),
                arguments("x", 400),
                arguments("chunked, gzip", 400),
                arguments("chunked, identity", 400),
                arguments("chunked, x", 400),
                // RFC 9112 §6.1: chunked is applied once.
                arguments("chunked, chunked", 400),
                arguments("chunked,Chunked", 400),
                arguments("chunked, gzip, chunked", 400),
                // RFC 9112 §7.1: chunked has no parameters.
                arguments("chunked;x=y", 400),
                arguments("chunked; q=1", 400),
                arguments("chunked;", 400),
                // Spellings that a parser somewhere takes for chunked.
                arguments("\"chunked\"", 400),
                arguments("'chunked'", 400),
                arguments("xchunked", 400),
                arguments("chunkedx", 400),
                arguments("x chunked", 400),
                arguments("chunked x", 400),
                arguments("chun ked", 400),
                arguments("chunked\u00a0", 400),
                arguments("\u0080chunked", 400),
                arguments(": chunked", 400),
                arguments("=chunked", 400),
                arguments("(chunked)", 400),
                arguments("chunke", 400),
                arguments("chunk", 400),
                arguments("x=\"a, chunked", 400),
                arguments("x=\"a, chunked\"", 400),
                arguments("x\\, chunked\\", 400),
                // RFC 9112 §6.1: a coding that is not understood.
                arguments("gzip, chunked", 501),
                arguments("deflate,chunked", 501),
                arguments("compress, gzip, chunked", 501),
                arguments("x, chunked", 501),
                arguments("identity, chunked", 501),
                arguments("x=\"chunked, y\", chunked", 501));
    }

    @ParameterizedTest
    @MethodSource("transferEncodings")
    void refusesEveryOtherTransferEncoding(String value, int status) {
        assertThat(refusal(get("Transfer-Encoding: " + value)).status()).isEqualTo(status);
        assertThat(refusal(get("Transfer-Encoding:" + value, "Transfer-Encoding:"))
                        .status())
                .isEqualTo(status);
    }

    /** RFC 9110 §5.3: several lines are one list. */
    @ParameterizedTest
    @CsvSource({
        "chunked, chunked, 400",
        "chunked, gzip, 400",
        "chunked, x, 400",
        "chunked, identity, 400",
        "identity, identity, 400",
        "gzip, chunked, 501",
        "x, chunked, 501",
        "identity, chunked, 501",
        "'\"', chunked, 400",
        "'\"', '\", chunked', 501",
    })
    void judgesSeveralTransferEncodingsTogether(String first, String second, int status) {
        assertThat(refusal(get("Transfer-Encoding: " + first, "X: 1", "transfer-encoding: " + second))
                        .status())
                .isEqualTo(status);
    }

    /** RFC 9112 §6.1: these messages are either mistaken or an attack. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "gzip", "identity", "gzip, chunked", "", "x"})
    void refusesTransferEncodingBesideContentLengthInEitherOrder(String coding) {
        for (String length : new String[] {"0", "5"}) {
            String te = "Transfer-Encoding: " + coding;
            String cl = "Content-Length: " + length;
            for (String line : new String[] {HTTP_1_0, HTTP_1_1}) {
                assertThat(refusal(head(line, "Host: a", te, cl)).status()).isEqualTo(400);
                assertThat(refusal(head(line, "Host: a", cl, "X: 1", te)).status())
                        .isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "gzip, chunked", "identity", ""})
    void refusesTransferEncodingOfHttp10(String value) {
        assertThat(refusal(head(HTTP_1_0, "Transfer-Encoding: " + value)).status())
                .isEqualTo(400);
        assertThat(refusal(head(HTTP_1_0, "Connection: keep-alive", "Transfer-Encoding:" + value))
                        .status())
                .isEqualTo(400);
    }

    /** Names of the same length as a known one, and such that contain one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hosts: b",
                "Hose: b",
                "Expekt: x",
                "Expect-CT: x",
                "Connektion: close",
                "Content-Lengti: x",
                "Content-Length-X: 5",
                "Content_Length: 5",
                "XContent-Length: 5",
                "Content-Type: 5",
                "Transfer_Encoding: chunked",
                "Transfer-Encodinh: x",
                "X-Transfer-Encoding: chunked",
                "TE: chunked",
                "Transfer.Encoding: chunked"
            })
    void leavesEveryOtherFieldAlone(String line) throws ProtocolException {
        RequestHead head = parse(get(line));

        assertThat(head.contentLength()).isZero();
        assertThat(head.isPersistent()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
    }
}
