package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.refusal;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Headers;
import dev.dunlin.http.RequestTarget;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request line (RFC 9112 §3), and what may stand before it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestLineTest {
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
    @ValueSource(ints = {1, 2})
    void skipsSomeEmptyLinesBeforeTheRequestLine(int lines) throws ProtocolException {
        assertThat(parse("\r\n".repeat(lines) + get()).method()).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void refusesMoreOfThem(int lines) {
        assertThatThrownBy(() -> parse("\r\n".repeat(lines) + get()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("more than 2 empty lines");
    }

    @Test
    void emptyLinesBeforeTheRequestLineAreNoPartOfIt() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(14, 1, 9));

        assertThat(parser.parse(buffer("\r\n\r\n" + get()))).isNotNull();
    }
}
