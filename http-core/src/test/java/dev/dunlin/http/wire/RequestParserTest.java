package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.LIMITS;
import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.refusal;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Headers;
import dev.dunlin.http.RequestTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request line and the form of field lines; what the fields mean is {@link KnownFieldsTest}'s. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestParserTest {
    private final RequestParser parser = new RequestParser(LIMITS);

    @Test
    void readsAHeadWhole() throws ProtocolException {
        RequestHead head = parse(head("GET /a%20b?c=d HTTP/1.1", "Host: example.org:8080", "Accept: */*"));

        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target().text()).isEqualTo("/a%20b?c=d");
        assertThat(head.headers()).isEqualTo(Headers.of("Host", "example.org:8080", "Accept", "*/*"));
        assertThat(head.contentLength()).isZero();
        assertThat(head.isHttp10()).isFalse();
        assertThat(head.isPersistent()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
    }

    /** RFC 9110 §9.1: any token is a method, and its case counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "OPTIONS",
                "PATCH",
                "TRACE",
                "PROPFIND",
                "M-SEARCH",
                "get",
                "GETS",
                "GE",
                "PRI",
                "connect",
                "X",
                "!#$%&'*+-.^_`|~09AZaz"
            })
    void takesAnyTokenForAMethod(String method) throws ProtocolException {
        assertThat(parse(head(method + " / HTTP/1.1", "Host: a")).method()).isEqualTo(method);
    }

    /** RFC 9112 §2.3, and design §4: 1.2 to 1.9 are read as 1.1. */
    @ParameterizedTest
    @CsvSource({"1.0, true", "1.1, false", "1.2, false", "1.3, false", "1.8, false", "1.9, false"})
    void takesEveryVersionOfOne(String version, boolean isHttp10) throws ProtocolException {
        assertThat(parse(head("GET / HTTP/" + version, "Host: a")).isHttp10()).isEqualTo(isHttp10);
    }

    /** RFC 9112 §3.2.1 and §3.2.4. */
    @ParameterizedTest
    @CsvSource({
        "/, /,",
        "/a/b/, /a/b/,",
        "//a//b, //a//b,",
        "/a/../b/./c, /a/../b/./c,",
        "/?, /, ''",
        "/a?b?c=/d&e, /a, b?c=/d&e",
        "/%41%2F%20%c3%A9, /%41%2F%20%c3%A9,",
        "/a:b@c;d=e~!$&'()*+, /a:b@c;d=e~!$&'()*+,",
        "/a?%zz, /a, %zz",
        "/http://b/c, /http://b/c,",
        "*, *,",
    })
    void takesTargetsInOriginForm(String text, String path, String query) throws ProtocolException {
        RequestHead head = parse(head("GET " + text + " HTTP/1.1", "Host: a"));

        assertThat(head.target().text()).isEqualTo(text);
        assertThat(head.target().path()).isEqualTo(path);
        assertThat(head.target().query().orElse(null)).isEqualTo(query);
        assertThat(head.headers()).isEqualTo(Headers.of("Host", "a"));
    }

    /** RFC 9112 §3.2.2: the received Host does not count beside a target in absolute-form. */
    @ParameterizedTest
    @CsvSource({
        "http://b, b, /,",
        "http://b/, b, /,",
        "http://b/c/d?e, b, /c/d, e",
        "http://b?c, b, /, c",
        "http://b?c=/d, b, /, c=/d",
        "HTTP://B.Example:8080/c, B.Example:8080, /c,",
        "https://b:443/, b:443, /,",
        "http://b:/, b:, /,",
        "http://[2001:db8::1]:80/c, [2001:db8::1]:80, /c,",
        "http://b//c, b, //c,",
        "http://b/@c:d, b, /@c:d,",
    })
    void takesHostFromATargetInAbsoluteForm(String text, String host, String path, String query)
            throws ProtocolException {
        RequestHead head = parse(head("GET " + text + " HTTP/1.1", "X: 1", "hOST: a", "Y: 2"));

        assertThat(head.headers().all("Host")).containsExactly(host);
        assertThat(head.headers()).hasSize(3);
        assertThat(head.target().path()).isEqualTo(path);
        assertThat(head.target().query().orElse(null)).isEqualTo(query);
    }

    @Test
    void takesHostFromATargetInAbsoluteFormOfHttp10TooAndWhereThereIsNone() throws ProtocolException {
        RequestHead head = parse(head("GET http://b/c HTTP/1.0"));

        assertThat(head.headers()).isEqualTo(Headers.of("Host", "b"));
    }

    /** No URI, but what common clients send; it is only read as UTF-8. */
    @Test
    void takesRawUtf8InATarget() throws ProtocolException {
        String utf8 = new String("/é/日本/😀?ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        RequestTarget target =
                parse(head("GET " + utf8 + " HTTP/1.1", "Host: a")).target();

        assertThat(target.segments()).containsExactly("é", "日本", "😀");
        assertThat(target.query()).contains("ü");
    }

    static Stream<Arguments> malformedRequestLines() {
        return Stream.of(
                // RFC 9112 §2.2: CR and LF end a line together or not at all.
                arguments("bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400),
                arguments("bare LF before the request line", "\nGET / HTTP/1.1\r\n", 400),
                arguments("bare CR before the request line", "\rGET / HTTP/1.1\r\n", 400),
                arguments("CR CR LF before the request line", "\r\r\nGET / HTTP/1.1\r\n", 400),
                arguments("bare CR in the method", "G\rET / HTTP/1.1\r\n", 400),
                arguments("bare CR in the target", "GET /\rx HTTP/1.1\r\n", 400),
                arguments("bare CR in the version", "GET / HTTP\r/1.1\r\n", 400),
                arguments("bare CR behind the version", "GET / HTTP/1.1\rHost: a\r\n\r\n", 400),
                arguments("CR CR LF behind the version", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400),
                // RFC 9112 §3: single spaces, and nothing but them, between the parts.
                arguments("a blank first", " GET / HTTP/1.1\r\n", 400),
                arguments("a tab first", "\tGET / HTTP/1.1\r\n", 400),
                arguments("two spaces behind the method", "GET  / HTTP/1.1\r\n", 400),
                arguments("two spaces before the version", "GET /  HTTP/1.1\r\n", 400),
                arguments("a tab behind the method", "GET\t/ HTTP/1.1\r\n", 400),
                arguments("a tab before the version", "GET /\tHTTP/1.1\r\n", 400),
                arguments("a vertical tab for a space", "GET /\u000bHTTP/1.1\r\n", 400),
                arguments("a form feed for a space", "GET\f/ HTTP/1.1\r\n", 400),
                arguments("a space in the target", "GET /a b HTTP/1.1\r\n", 400),
                arguments("a trailing space", "GET / HTTP/1.1 \r\n", 400),
                arguments("a trailing tab", "GET / HTTP/1.1\t\r\n", 400),
                arguments("a fourth part", "GET / HTTP/1.1 x\r\n", 400),
                // RFC 9110 §9.1: a method is a token.
                arguments("NUL first", "\0GET / HTTP/1.1\r\n", 400),
                arguments("NUL in the method", "GE\0T / HTTP/1.1\r\n", 400),
                arguments("a method in quotes", "\"GET\" / HTTP/1.1\r\n", 400),
                arguments("a colon in the method", "GET: / HTTP/1.1\r\n", 400),
                arguments("a method beyond ASCII", "G\u00c9T / HTTP/1.1\r\n", 400),
                arguments("a TLS handshake", "\u0016\u0003\u0001\u0002\0\u0001\0\r\n", 400),
                // RFC 9112 §3.2: a target has one of four forms.
                arguments("no target", "GET  HTTP/1.1\r\n", 400),
                arguments("NUL in the target", "GET /\0 HTTP/1.1\r\n", 400),
                arguments("DEL in the target", "GET /\u007f HTTP/1.1\r\n", 400),
                arguments("a control in the target", "GET /\u001b[2J HTTP/1.1\r\n", 400),
                // RFC 9112 §2.3: HTTP-version = HTTP-name "/" DIGIT "." DIGIT
                arguments("HTTP/0.9, without a version", "GET /\r\n", 400),
                arguments("nothing for a version", "GET / \r\n", 400),
                arguments("lower case", "GET / http/1.1\r\n", 400),
                arguments("mixed case", "GET / Http/1.1\r\n", 400),
                arguments("HTTP/1.10", "GET / HTTP/1.10\r\n", 400),
                arguments("HTTP/01.1", "GET / HTTP/01.1\r\n", 400),
                arguments("HTTP/11.1", "GET / HTTP/11.1\r\n", 400),
                arguments("HTTP/1", "GET / HTTP/1\r\n", 400),
                arguments("HTTP/1.", "GET / HTTP/1.\r\n", 400),
                arguments("HTTP/.1", "GET / HTTP/.1\r\n", 400),
                arguments("HTTP/1,1", "GET / HTTP/1,1\r\n", 400),
                arguments("HTTP/1.x", "GET / HTTP/1.x\r\n", 400),
                arguments("HTTP/+1.1", "GET / HTTP/+1.1\r\n", 400),
                arguments("HTTP 1.1", "GET / HTTP 1.1\r\n", 400),
                arguments("HTTPS/1.1", "GET / HTTPS/1.1\r\n", 400),
                arguments("ICY/1.1", "GET / ICY/1.1\r\n", 400),
                arguments("a NUL behind the version", "GET / HTTP/1.1\0\r\n", 400),
                // RFC 9110 §15.6.6
                arguments("HTTP/2.0", "GET / HTTP/2.0\r\n", 505),
                arguments("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                arguments("HTTP/3.0", "GET / HTTP/3.0\r\n", 505),
                arguments("HTTP/9.9", "GET / HTTP/9.9\r\n", 505),
                arguments("HTTP/0.9", "GET / HTTP/0.9\r\n", 505));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedRequestLines")
    void refusesAMalformedRequestLineBeforeAnyField(String what, String line, int status) {
        assertThat(refusal(line).status()).isEqualTo(status);
    }

    static Stream<Arguments> malformedTargets() {
        return Stream.of(
                arguments("/a#b", 400),
                arguments("#", 400),
                arguments("a", 400),
                arguments("a/b", 400),
                arguments("?a", 400),
                arguments("**", 400),
                arguments("*?a", 400),
                arguments(".", 400),
                arguments("\\a", 400),
                arguments("%2Fa", 400),
                // RFC 9112 §3.2.3: authority-form is for CONNECT alone.
                arguments("a:80", 400),
                // RFC 3986 §2.1
                arguments("/%", 400),
                arguments("/%4", 400),
                arguments("/%4g", 400),
                arguments("/%zz", 400),
                arguments("/%u0041", 400),
                arguments("/%-1", 400),
                arguments("/%4/1", 400),
                // RFC 3629 §3: no UTF-8, encoded and raw.
                arguments("/%ff", 400),
                arguments("/%c0%af", 400),
                arguments("/%e2%82", 400),
                arguments("/%ed%a0%80", 400),
                arguments("/\u00ff", 400),
                arguments("/\u00c0\u00af", 400),
                arguments("/\u00e2\u0082", 400),
                arguments("/\u00ed\u00a0\u0080", 400),
                arguments("/\u00f4\u0090\u0080\u0080", 400),
                arguments("/a?\u00ff", 400),
                // RFC 9112 §3.2.2, RFC 9110 §4.2.1: a URI without a host is refused.
                arguments("http:", 400),
                arguments("http:/a", 400),
                arguments("http:a", 400),
                arguments("http://", 400),
                arguments("http:///a", 400),
                arguments("http://?a", 400),
                arguments("http://:80/", 400),
                arguments("://a/", 400),
                arguments("//a:80\\@b#/", 400),
                // RFC 9110 §4.2.4: nobody needs userinfo but those who deceive.
                arguments("http://user@a/", 400),
                arguments("http://user:pw@a/", 400),
                arguments("http://a@b:80/", 400),
                arguments("ftp://a/", 400),
                arguments("httpx://a/", 400),
                arguments("ws://a/", 400),
                arguments("file:///etc/passwd", 400),
                arguments("http://a:b/", 400),
                arguments("http://a:65536/", 400),
                arguments("http://a:-1/", 400),
                arguments("http://a:80:80/", 400),
                arguments("http://[::1/", 400),
                arguments("http://[::1]a/", 400),
                arguments("http://a\\b/", 400),
                arguments("http://a%zz/", 400),
                arguments("http://\u00c3\u00a9/", 400),
                arguments("http://a/%zz", 400),
                arguments("http://a/b#c", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedTargets")
    void refusesAMalformedTarget(String target, int status) {
        assertThat(refusal(head("GET " + target + " HTTP/1.1", "Host: a")).status())
                .isEqualTo(status);
        assertThat(refusal(head("GET " + target + " HTTP/1.0")).status()).isEqualTo(status);
    }

    /** RFC 9110 §9.3.6: this is no proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"a:443", "/", "*", "http://a/", "[::1]:443", "\u00ff"})
    void implementsNoConnect(String target) {
        assertThat(refusal(head("CONNECT " + target + " HTTP/1.1", "Host: a")).status())
                .isEqualTo(501);
    }

    /** RFC 9112 §2.2. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void skipsEmptyLinesBeforeTheRequestLine(int lines) throws ProtocolException {
        assertThat(parse("\r\n".repeat(lines) + get()).method()).isEqualTo("GET");
    }

    @Test
    void emptyLinesBeforeTheRequestLineAreNoPartOfIt() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(14, 1, 9));

        assertThat(parser.parse(buffer("\r\n\r\n" + get()))).isNotNull();
    }

    /** RFC 9110 §5.3, RFC 9112 §5. */
    @Test
    void keepsTheOrderTheSpellingAndTheRepetitionOfFields() throws ProtocolException {
        Headers headers = parse(get("b: 1", "A: 2", "B: 3", "a: 4")).headers();

        assertThat(headers)
                .containsExactly(
                        new Headers.Field("Host", "a"),
                        new Headers.Field("b", "1"),
                        new Headers.Field("A", "2"),
                        new Headers.Field("B", "3"),
                        new Headers.Field("a", "4"));
    }

    static Stream<Arguments> fieldLines() {
        return Stream.of(
                // RFC 9112 §5.1: the blanks around a value are no part of it.
                arguments("X:1", "X", "1"),
                arguments("X: 1", "X", "1"),
                arguments("X: \t 1 \t ", "X", "1"),
                arguments("X:\t1\t", "X", "1"),
                arguments("X: 1  2\t3 ", "X", "1  2\t3"),
                // RFC 9110 §5.5: a value may be empty, and hold any visible byte.
                arguments("X:", "X", ""),
                arguments("X: ", "X", ""),
                arguments("X:\t \t", "X", ""),
                arguments("X::", "X", ":"),
                arguments("X: a:b: c", "X", "a:b: c"),
                arguments("X: \"(<a>@[b]),;:\\?={c}\"", "X", "\"(<a>@[b]),;:\\?={c}\""),
                arguments("X: \u0080\u00a0\u00e9\u00ff", "X", "\u0080\u00a0\u00e9\u00ff"),
                arguments("X: \u00a0", "X", "\u00a0"),
                // RFC 9110 §5.1: a name is a token.
                arguments("!#$%&'*+-.^_`|~09AZaz: 1", "!#$%&'*+-.^_`|~09AZaz", "1"),
                arguments("0: 1", "0", "1"),
                arguments("Content_Length: 1", "Content_Length", "1"));
    }

    @ParameterizedTest
    @MethodSource("fieldLines")
    void readsAFieldLine(String line, String name, String value) throws ProtocolException {
        assertThat(parse(get(line)).headers())
                .containsExactly(new Headers.Field("Host", "a"), new Headers.Field(name, value));
        assertThat(parse(head("GET / HTTP/1.0", line)).headers()).containsExactly(new Headers.Field(name, value));
    }

    static Stream<Arguments> malformedFieldLines() {
        return Stream.of(
                // RFC 9112 §5.1: no blanks before the colon.
                arguments("a space before the colon", "X : 1"),
                arguments("a tab before the colon", "X\t: 1"),
                arguments("a space in the name", "X Y: 1"),
                arguments("an empty name", ": 1"),
                arguments("a colon alone", ":"),
                arguments("no colon", "X"),
                arguments("no colon, a blank", "X 1"),
                // RFC 9110 §5.6.2
                arguments("a name in quotes", "\"X\": 1"),
                arguments("a comma in the name", "X,Y: 1"),
                arguments("a bracket in the name", "X[0]: 1"),
                arguments("a slash in the name", "X/Y: 1"),
                arguments("NUL in the name", "X\0: 1"),
                arguments("DEL in the name", "X\u007f: 1"),
                arguments("a name beyond ASCII", "X\u00e9: 1"),
                arguments("a name that begins beyond ASCII", "\u00ef\u00bb\u00bfX: 1"),
                arguments("bare CR in the name", "X\rY: 1"),
                arguments("bare LF in the name", "X\nY: 1"),
                // RFC 9112 §5.2: obsolete line folding; in a request a server may refuse it.
                arguments("a fold by a space", "X: 1\r\n 2"),
                arguments("a fold by a tab", "X: 1\r\n\t2"),
                arguments("a fold of blanks alone", "X: 1\r\n "),
                // RFC 9110 §5.5: controls, of which CR, LF and NUL are the dangerous ones.
                arguments("bare CR in the value", "X: 1\r2"),
                arguments("CR CR LF behind the value", "X: 1\r"),
                arguments("bare CR first in the value", "X:\r1"),
                arguments("bare LF in the value", "X: 1\nY: 2"),
                arguments("LF CR", "X: 1\n\rY: 2"),
                arguments("NUL in the value", "X: 1\0"),
                arguments("NUL for a value", "X: \0"),
                arguments("SOH in the value", "X: \u0001"),
                arguments("BS in the value", "X: a\b"),
                arguments("VT in the value", "X: a\u000bb"),
                arguments("FF in the value", "X: a\fb"),
                arguments("ESC in the value", "X: \u001b[2J"),
                arguments("US in the value", "X: \u001f"),
                arguments("DEL in the value", "X: \u007f"),
                // RFC 9112 §2.2: white space before the first field line.
                arguments("a blank line that is not empty", " "),
                arguments("an indented line", " X: 1"),
                arguments("an LF for an empty line", "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedFieldLines")
    void refusesAMalformedFieldLineWhereverItStands(String what, String line) {
        assertThat(refusal(get(line)).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.1", line, "Host: a")).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.0", line)).status()).isEqualTo(400);
    }

    @Test
    void refusesEachControlByteInANameAndInAValue() {
        IntStream.rangeClosed(0, 0x7f)
                .filter(c -> (c < ' ' && c != '\t') || c == 0x7f)
                .forEach(c -> {
                    assertThat(refusal(get("X" + (char) c + "Y: 1")).status()).isEqualTo(400);
                    assertThat(refusal(get("X: 1" + (char) c + "2")).status()).isEqualTo(400);
                });
    }

    @Test
    void refusesBareLfBehindEachPartOfAHead() {
        String head = get("X: 1");
        for (int cr = head.indexOf('\r'); cr >= 0; cr = head.indexOf('\r', cr + 1)) {
            String withoutCr = head.substring(0, cr) + head.substring(cr + 1);
            String withoutLf = head.substring(0, cr + 1) + head.substring(cr + 2) + "X";

            assertThat(refusal(withoutCr).status())
                    .as("without the CR at %d", cr)
                    .isEqualTo(400);
            assertThat(refusal(withoutLf).status())
                    .as("without the LF behind %d", cr)
                    .isEqualTo(400);
        }
    }

    static Stream<Arguments> requestLinesByLength() {
        return Stream.of(
                arguments("the method", "", " / HTTP/1.1"),
                arguments("the path", "GET /", " HTTP/1.1"),
                arguments("the query", "GET /?", " HTTP/1.1"),
                arguments("an escaped path", "GET /%41", " HTTP/1.1"),
                arguments("an absolute target", "GET http://b/", " HTTP/1.0"));
    }

    /** Design §4: 8 KiB; RFC 9112 §3 asks for 8000 bytes at the least. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("requestLinesByLength")
    void takesARequestLineOf8KiBAndNotOneByteMore(String what, String before, String behind) throws ProtocolException {
        int room = LIMITS.maxRequestLine() - before.length() - behind.length();
        for (int length : new int[] {room - 1, room}) {
            assertThat(parse(head(before + "x".repeat(length) + behind, "Host: a")))
                    .isNotNull();
        }
        for (int length : new int[] {room + 1, room + 2, room + 20, 2 * room}) {
            assertThat(refusal(head(before + "x".repeat(length) + behind, "Host: a"))
                            .status())
                    .isEqualTo(414);
        }
    }

    /** The last byte that may be there is the CR; everywhere before the version's end it is wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GETGETGETGETGETG",
                "GET /aaaaaaaaaaa",
                "GET /aaaaaaaaaa ",
                "GET / HTTP/1.1xx",
                "GET /a HTTP/1.1 "
            })
    void refusesACrRightBehindALineThatIsAsLongAsAllowedAndNotComplete(String line) {
        HeadLimits limits = new HeadLimits(line.length(), 1, 100);

        assertThat(refusal(limits, line + "\r\n").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GETGETGETGETGETG", "GET /aaaaaaaaaaa", "GET /aaaaaaaaaa ", "GET /aaaaa HTTP/"})
    void refusesALineThatGoesOnBeyondTheLimitWithItsFirstByte(String line) throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(line.length(), 1, 100));
        assertThat(parser.parse(buffer(line))).isNull();

        assertThat(refusal(new HeadLimits(line.length(), 1, 100), line + "H").status())
                .isEqualTo(414);
        assertThat(refusal(new HeadLimits(line.length(), 1, 100), line + " ").status())
                .isEqualTo(414);
    }

    @Test
    void takes100FieldsAndNotOneMore() throws ProtocolException {
        String[] fields = new String[99];
        for (int i = 0; i < fields.length; i++) fields[i] = "X-" + i + ": " + i;
        assertThat(parse(get(fields)).headers()).hasSize(100).endsWith(new Headers.Field("X-98", "98"));

        String head = get(fields);
        String withOneMore = head.substring(0, head.length() - 2) + "Y";
        assertThat(refusal(withOneMore).status()).isEqualTo(431);
    }

    static Stream<Arguments> fieldLinesByLength() {
        return Stream.of(
                arguments("a name", "", ": 1"),
                arguments("a value", "X: ", ""),
                arguments("a value with blanks behind", "X: ", " \t "),
                arguments("an empty name's value", "X:", ""));
    }

    /** Design §4: 32 KiB, each line with its CRLF; the empty line does not count. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("fieldLinesByLength")
    void takes32KiBOfFieldsAndNotOneByteMore(String what, String before, String behind) throws ProtocolException {
        int room = LIMITS.maxFieldBytes() - "Host: a\r\n".length() - before.length() - behind.length() - 2;
        for (int length : new int[] {room - 1, room}) {
            assertThat(parse(get(before + "x".repeat(length) + behind)).headers())
                    .hasSize(2);
        }
        for (int length : new int[] {room + 1, room + 2, room + 3, room + 1000, 2 * room}) {
            assertThat(refusal(get(before + "x".repeat(length) + behind)).status())
                    .isEqualTo(431);
        }
    }

    @Test
    void refusesALineBehind32KiBOfFields() {
        int room = LIMITS.maxFieldBytes() - "Host: a\r\n".length() - "X: \r\n".length();

        assertThat(refusal(get("X: " + "x".repeat(room), "Y: 1")).status()).isEqualTo(431);
    }

    @Test
    void countsBlanksBeforeAValueToo() {
        assertThat(refusal(get("X: " + " ".repeat(LIMITS.maxFieldBytes()))).status())
                .isEqualTo(431);
    }

    @Test
    void limitsMayBeAsSmallAsTheSmallestHead() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits("GET / HTTP/1.0".length(), 0, 0));

        assertThat(parser.parse(buffer("GET / HTTP/1.0\r\n\r\n"))).isNotNull();
        assertThat(refusal(new HeadLimits(14, 0, 0), "GET / HTTP/1.0\r\nX").status())
                .isEqualTo(431);
    }

    /** RFC 9112 §9.3.2. */
    @Test
    void takesFromTheInputEachHeadAndNotOneByteMore() throws ProtocolException {
        ByteBuffer input = buffer(head("GET /1 HTTP/1.1", "Host: a")
                + "\r\n"
                + head("POST /2 HTTP/1.1", "Host: b", "Content-Length: 5")
                + "GET /"
                + head("HEAD /3 HTTP/1.0")
                + "rest");

        List<String> targets = new ArrayList<>();
        targets.add(parser.parse(input).target().text());
        RequestHead post = parser.parse(input);
        targets.add(post.target().text());
        input.position(input.position() + (int) post.contentLength());
        targets.add(parser.parse(input).target().text());

        assertThat(targets).containsExactly("/1", "/2", "/3");
        assertThat(text(input)).isEqualTo("rest");
    }

    @Test
    void takesFromTheInputNoByteBehindAHeadThatCameInPieces() throws ProtocolException {
        String head = get("X: 1");
        for (int split = 1; split < head.length(); split++) {
            assertThat(parser.parse(buffer(head.substring(0, split)))).isNull();
            ByteBuffer rest = buffer(head.substring(split) + "GET /next HTTP/1.1\r\n");

            assertThat(parser.parse(rest).headers().first("X")).contains("1");
            assertThat(text(rest)).isEqualTo("GET /next HTTP/1.1\r\n");
        }
    }

    /** What one request says must never be heard in the next one. */
    @Test
    void leavesNothingOfAHeadToTheNextOne() throws ProtocolException {
        String loud = head(
                "POST http://loud/long/path?query HTTP/1.0",
                "Host: loud",
                "Connection: keep-alive",
                "Content-Length: 5",
                "X: " + "x".repeat(5000));
        for (int split : new int[] {loud.length(), 10, 1}) {
            RequestHead first = parser.parse(buffer(loud.substring(0, split)));
            if (first == null) first = parser.parse(buffer(loud.substring(split)));
            RequestHead quiet = parser.parse(buffer(head("GET / HTTP/1.1", "Host: a")));

            assertThat(first.headers().all("Host")).containsExactly("loud");
            assertThat(first.contentLength()).isEqualTo(5);
            assertThat(quiet.headers()).isEqualTo(Headers.of("Host", "a"));
            assertThat(quiet.contentLength()).isZero();
            assertThat(quiet.isHttp10()).isFalse();
            assertThat(parser.isAtStart()).isTrue();
        }
    }

    @Test
    void missesWhatAnEarlierHeadHad() throws ProtocolException {
        assertThat(parser.parse(buffer(get("Content-Length: 1")))).isNotNull();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.parse(buffer(head("GET / HTTP/1.1"))))
                .withMessage("no Host");
    }

    @Test
    void countsFieldsAnewForEachHead() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(100, 2, 100));
        for (int i = 0; i < 5; i++) {
            assertThat(parser.parse(buffer(get("X: " + "x".repeat(80)))).headers())
                    .hasSize(2);
        }
    }

    /** Whether a late client is told so depends on this: 408 only to one that has begun. */
    @Test
    void tellsWhetherAHeadHasBegun() throws ProtocolException {
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("\r"))).isNull();
        assertThat(parser.isAtStart()).isFalse();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("\n"))).isNull();
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("G"))).isNull();
        assertThat(parser.isAtStart()).isFalse();
        assertThat(parser.isInHead()).isTrue();

        assertThat(parser.parse(buffer("ET / HTTP/1.1\r\nHost: a\r\n\r"))).isNull();
        assertThat(parser.isInHead()).isTrue();

        assertThat(parser.parse(buffer("\n"))).isNotNull();
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();
    }

    @Test
    void takesNothingFromAnEmptyInput() throws ProtocolException {
        assertThat(parser.parse(buffer(""))).isNull();
        assertThat(parser.isAtStart()).isTrue();

        assertThat(parser.parse(buffer("GET"))).isNull();
        assertThat(parser.parse(buffer(""))).isNull();
        assertThat(parser.parse(buffer(" / HTTP/1.0\r\n\r\n"))).isNotNull();
    }
}
