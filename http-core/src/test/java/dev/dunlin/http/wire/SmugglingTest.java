package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks on a server behind a proxy: bytes that the two might cut into requests at different places. What is not plain
 * beyond doubt is refused, with everything behind it; the rest is cut as RFC 9112 says, and written down here.
 */
class SmugglingTest {
    private static final String ADMIN = head("GET /admin HTTP/1.1", "Host: a");
    private static final String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

    static Stream<Arguments> framings() {
        return Stream.of(
                // RFC 9112 §6.1 and §6.3 (3): CL.TE and TE.CL.
                post("CL.TE", "0\r\n\r\n" + ADMIN, "400", "Content-Length: 48", "Transfer-Encoding: chunked"),
                post("TE.CL", CHUNKS + ADMIN, "400", "Transfer-Encoding: chunked", "Content-Length: 4"),
                post("CL 0 beside TE", CHUNKS, "400", "Content-Length: 0", "Transfer-Encoding: chunked"),
                post("CL and an unknown TE", "hello", "400", "Content-Length: 5", "Transfer-Encoding: x"),
                post("CL and an empty TE", "hello", "400", "Content-Length: 5", "Transfer-Encoding:"),
                post(
                        "CL twice around TE",
                        CHUNKS,
                        "400",
                        "Content-Length: 5",
                        "Transfer-Encoding: chunked",
                        "Content-Length: 5"),
                // TE.TE: one of the two does not see it.
                post("a word before chunked", CHUNKS, "400", "Transfer-Encoding: xchunked"),
                post("a word behind chunked", CHUNKS, "400", "Transfer-Encoding: chunked x"),
                post("a space before the colon", CHUNKS, "400", "Content-Length: 5", "Transfer-Encoding : chunked"),
                post("a tab before the colon", CHUNKS, "400", "Transfer-Encoding\t: chunked"),
                post("an indented field", CHUNKS, "400", "Content-Length: 5", " Transfer-Encoding: chunked"),
                post("a folded value", CHUNKS, "400", "Transfer-Encoding:\r\n chunked"),
                post("a value folded by a tab", CHUNKS, "400", "Transfer-Encoding:\r\n\tchunked"),
                post("a field behind a bare LF", CHUNKS, "400", "X: 1\nTransfer-Encoding: chunked"),
                post("a field behind a bare CR", CHUNKS, "400", "X: 1\rTransfer-Encoding: chunked"),
                post("a field behind LF CR", CHUNKS, "400", "X: 1\n\rTransfer-Encoding: chunked"),
                post("a field behind CRLF CR", CHUNKS, "400", "X: 1\r\n\rTransfer-Encoding: chunked"),
                post("CR CR LF", CHUNKS, "400", "Transfer-Encoding: chunked\r"),
                post("a vertical tab", CHUNKS, "400", "Transfer-Encoding:\u000bchunked"),
                post("a form feed", CHUNKS, "400", "Transfer-Encoding: chunked\f"),
                post("NUL behind the value", CHUNKS, "400", "Transfer-Encoding: chunked\0"),
                post("NUL behind the name", CHUNKS, "400", "Transfer-Encoding\0: chunked"),
                post("NUL before the name", CHUNKS, "400", "\0Transfer-Encoding: chunked"),
                post("a byte order mark", CHUNKS, "400", "\u00ef\u00bb\u00bfTransfer-Encoding: chunked"),
                post("a no-break space", CHUNKS, "400", "Transfer-Encoding:\u00a0chunked"),
                post("the Kelvin sign for k", CHUNKS, "400", "Transfer-Encoding: chun\u00e2\u0084\u00aaed"),
                post("a typographic hyphen", CHUNKS, "400", "Transfer\u00e2\u0080\u0090Encoding: chunked"),
                post("quotes", CHUNKS, "400", "Transfer-Encoding: \"chunked\""),
                post("a parameter", CHUNKS, "400", "Transfer-Encoding: chunked;q=0"),
                post("no colon", CHUNKS, "400", "Transfer-Encoding chunked"),
                post("two colons", CHUNKS, "400", "Transfer-Encoding:: chunked"),
                post("a colon first", CHUNKS, "400", ":Transfer-Encoding: chunked"),
                post("chunked and identity", CHUNKS, "400", "Transfer-Encoding: chunked, identity"),
                post("identity and chunked", CHUNKS, "501", "Transfer-Encoding: identity, chunked"),
                post("chunked twice", CHUNKS, "400", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
                post("chunked, then a cow", CHUNKS, "400", "Transfer-Encoding: chunked", "Transfer-encoding: cow"),
                post("a cow, then chunked", CHUNKS, "501", "Transfer-Encoding: cow", "Transfer-encoding: chunked"),
                post(
                        "chunked inside quotes over two lines",
                        CHUNKS,
                        "400",
                        "Transfer-Encoding: x=\"",
                        "Transfer-Encoding: chunked"),
                post("gzip alone", "hello", "400", "Transfer-Encoding: gzip"),
                post("identity alone", "hello", "400", "Transfer-Encoding: identity", "X: 1"),
                arguments(
                        "TE of HTTP/1.0",
                        head("POST / HTTP/1.0", "Connection: keep-alive", "Transfer-Encoding: chunked") + CHUNKS,
                        "400"),
                // RFC 9110 §5.6.1.2: empty members of a list do not count.
                post(
                        "an empty member",
                        CHUNKS + ADMIN,
                        "POST / hello > GET /admin > waits",
                        "Transfer-Encoding: , chunked"),
                // A field of another name is another field.
                post(
                        "an underscore in TE",
                        "hello" + ADMIN,
                        "POST / hello > GET /admin > waits",
                        "Content-Length: 5",
                        "Transfer_Encoding: chunked"),
                post("an underscore in CL", ADMIN, "POST / > GET /admin > waits", "Content_Length: 5"),
                // RFC 9110 §8.6
                post("equal lengths", "hello", "400", "Content-Length: 5", "Content-Length: 5"),
                post("two lengths", "hello" + ADMIN, "400", "Content-Length: 5", "Content-Length: 44"),
                post("a length and an empty one", "hello", "400", "Content-Length: 5", "Content-Length:"),
                post("a list of lengths", "hello", "400", "Content-Length: 5, 5"),
                post("a plus sign", "hello", "400", "Content-Length: +5"),
                post("a minus sign", "hello", "400", "Content-Length: -5"),
                post("minus 0", ADMIN, "400", "Content-Length: -0"),
                post("a hexadecimal length", "hello", "400", "Content-Length: 0x5"),
                post("a fraction", "hello", "400", "Content-Length: 5.0"),
                post("a length with a parameter", "hello", "400", "Content-Length: 5; x"),
                post("a blank inside a length", "hello", "400", "Content-Length: 0 5"),
                post("an empty length", ADMIN, "400", "Content-Length: "),
                post("a length that wraps at 64 bits", "hello", "400", "Content-Length: 18446744073709551621"),
                post("a length that wraps at 32 bits", "hello" + ADMIN, "waits", "Content-Length: 4294967301"),
                post("a length in Arabic digits", "hello", "400", "Content-Length: \u00d9\u00a5"),
                post("a vertical tab behind a length", "hello", "400", "Content-Length: 5\u000b"),
                post("a space before the colon of CL", "hello", "400", "Content-Length : 5"),
                post("a folded length", "hello", "400", "Content-Length:\r\n 5"),
                post("NUL behind CL", "hello", "400", "Content-Length\0: 5"),
                post("a length behind a bare LF", "hello", "400", "X: 1\nContent-Length: 5"),
                post(
                        "a length that is not octal",
                        "0123456789" + ADMIN,
                        "POST / 0123456789 > GET /admin > waits",
                        "Content-Length: 010"),
                post(
                        "blanks around a length",
                        "hello" + ADMIN,
                        "POST / hello > GET /admin > waits",
                        "Content-Length:\t 5 \t"),
                // What Connection names is dropped by a proxy, and must not be by its neighbour.
                post(
                        "CL named by Connection",
                        "hello" + ADMIN,
                        "POST / hello > GET /admin > waits",
                        "Connection: Content-Length",
                        "Content-Length: 5"),
                post(
                        "TE named by Connection",
                        CHUNKS + ADMIN,
                        "POST / hello > GET /admin > waits",
                        "Connection: Transfer-Encoding",
                        "Transfer-Encoding: chunked"));
    }

    static Stream<Arguments> requestsWithContent() {
        return Stream.of(
                // RFC 9112 §6.3: the method has no say in where content ends.
                arguments(
                        "a request for content",
                        head("GET / HTTP/1.1", "Host: a", "Content-Length: " + ADMIN.length()) + ADMIN + ADMIN,
                        "GET / " + ADMIN + " > GET /admin > waits"),
                arguments(
                        "GET with content",
                        head("GET / HTTP/1.1", "Host: a", "Content-Length: 5") + "hello" + ADMIN,
                        "GET / hello > GET /admin > waits"),
                arguments(
                        "GET with chunks",
                        head("GET / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + CHUNKS + ADMIN,
                        "GET / hello > GET /admin > waits"),
                arguments(
                        "HEAD with content",
                        head("HEAD / HTTP/1.1", "Host: a", "Content-Length: 5") + "hello" + ADMIN,
                        "HEAD / hello > GET /admin > waits"),
                arguments(
                        "content without a length",
                        head("POST / HTTP/1.1", "Host: a") + "hello" + ADMIN,
                        "POST / > helloGET /admin > waits"),
                arguments(
                        "an empty line behind content",
                        head("POST / HTTP/1.1", "Host: a", "Content-Length: 5") + "hello\r\n" + ADMIN,
                        "POST / hello > GET /admin > waits"),
                arguments(
                        "content that looks like an end",
                        head("POST / HTTP/1.1", "Host: a", "Content-Length: 5") + "0\r\n\r\n" + ADMIN,
                        "POST / 0\r\n\r\n > GET /admin > waits"),
                arguments(
                        "content after 100-continue",
                        head("PUT / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 5") + "hello"
                                + ADMIN,
                        "PUT / hello > GET /admin > waits"),
                arguments(
                        "an expectation in disguise",
                        head("PUT / HTTP/1.1", "Host: a", "Expect: y 100-continue", "Content-Length: 5") + "hello",
                        "417"),
                arguments(
                        "an upgrade to h2c",
                        head(
                                        "GET / HTTP/1.1",
                                        "Host: a",
                                        "Connection: Upgrade, HTTP2-Settings",
                                        "Upgrade: h2c",
                                        "HTTP2-Settings: AAMA")
                                + ADMIN,
                        "GET / > GET /admin > waits"),
                arguments("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + ADMIN, "505"),
                arguments("CONNECT, then a request", head("CONNECT a:80 HTTP/1.1", "Host: a") + ADMIN, "501"),
                arguments(
                        "a request behind the last",
                        head("GET / HTTP/1.1", "Host: a", "Connection: close") + ADMIN,
                        "GET / > closes"),
                arguments("a request behind HTTP/1.0", head("GET / HTTP/1.0") + ADMIN, "GET / > closes"));
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                // RFC 9112 §3.2: one host.
                arguments("two hosts", head("GET / HTTP/1.1", "Host: a", "Host: b"), "400"),
                arguments("a host behind a fold", head("GET / HTTP/1.1", "Host: a", " b"), "400"),
                arguments("an indented host", head("GET / HTTP/1.1", " Host: a", "Host: b"), "400"),
                arguments("a host with a path", head("GET / HTTP/1.1", "Host: a/b"), "400"),
                arguments("a host with userinfo", head("GET / HTTP/1.1", "Host: a@b"), "400"),
                arguments("two hosts in one", head("GET / HTTP/1.1", "Host: a b"), "400"),
                arguments("a host in another name", head("GET / HTTP/1.1", "X-Forwarded-Host: a"), "400"),
                arguments("userinfo in the target", head("GET http://a@b/ HTTP/1.1", "Host: a"), "400"),
                arguments("a target without a host", head("GET http:///b HTTP/1.1", "Host: a"), "400"),
                arguments("a backslash for a slash", head("GET http:\\\\b\\ HTTP/1.1", "Host: a"), "400"),
                arguments("two hosts beside the target", head("GET http://b/ HTTP/1.1", "Host: a", "Host: b"), "400"),
                // RFC 9112 §3 and §2.2: one request line, and its end.
                arguments("the head ends at once", "GET / HTTP/1.1\r\n\r\nHost: a\r\n\r\n", "400"),
                arguments("a second request line", head("GET / HTTP/1.1", "GET /admin HTTP/1.1", "Host: a"), "400"),
                arguments("HTTP/0.9", "GET /admin\r\n" + ADMIN, "400"),
                arguments("HTTP/0.9 by its number", head("GET /admin HTTP/0.9", "Host: a"), "505"),
                arguments("a version in the target", head("GET /admin HTTP/1.1 HTTP/1.0", "Host: a"), "400"),
                arguments("tabs for spaces", head("GET\t/admin\tHTTP/1.1", "Host: a"), "400"),
                arguments("a bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", "400"),
                arguments("a bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n" + ADMIN, "400"),
                arguments("a bare CR for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\r" + ADMIN, "400"),
                arguments("a bare LF before a request", "\n" + ADMIN, "400"),
                arguments("a NUL before a request", "\0" + ADMIN, "400"),
                arguments(
                        "an encoded line end",
                        head("GET /%0d%0aHost:%20b HTTP/1.1", "Host: a"),
                        "GET /%0d%0aHost:%20b > waits"),
                arguments("a raw line end", "GET /\r\nHost: b HTTP/1.1\r\nHost: a\r\n\r\n", "400"));
    }

    static Stream<Arguments> chunks() {
        return Stream.of(
                // RFC 9112 §7.1
                chunked("a request behind the end", CHUNKS + ADMIN, "POST / hello > GET /admin > waits"),
                chunked(
                        "a request inside a chunk",
                        Integer.toHexString(ADMIN.length()) + "\r\n" + ADMIN + "\r\n0\r\n\r\n",
                        "POST / " + ADMIN + " > waits"),
                chunked("a bare LF behind the size", "5\nhello\r\n0\r\n\r\n", "400"),
                chunked("a bare CR behind the size", "5\rhello\r\n0\r\n\r\n", "400"),
                chunked("a bare LF behind the data", "5\r\nhello\n0\r\n\r\n", "400"),
                chunked("two bytes for the CRLF behind the data", "5\r\nhelloXX0\r\n\r\n", "400"),
                chunked("nothing behind the data", "5\r\nhello0\r\n\r\n", "400"),
                chunked("CR and a byte behind the data", "5\r\nhello\rX0\r\n\r\n", "400"),
                chunked("more data than the size", "4\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("less data than the size", "7\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("an empty line for a size", "\r\n0\r\n\r\n", "400"),
                chunked("an empty line for the last chunk", "\r\n\r\n" + ADMIN, "400"),
                chunked("an extension for the last chunk", ";0\r\n\r\n" + ADMIN, "400"),
                chunked("a hexadecimal prefix", "0x5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a plus sign", "+5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a minus sign", "-5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a blank before the size", " 5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a blank behind the size", "5 \r\nhello\r\n0\r\n\r\n", "400"),
                chunked("an underscore in the size", "0_5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a comma in the size", "5,5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a size that wraps at 64 bits", "10000000000000005\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a size that wraps at 32 bits", "100000005\r\nhello\r\n0\r\n\r\n" + ADMIN, "waits"),
                chunked("a negative size of 64 bits", "fffffffffffffffb\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("leading zeros without end", "0".repeat(1000) + "5\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("NUL behind the size", "5\0\r\nhello\r\n0\r\n\r\n", "400"),
                // RFC 9112 §7.1.1: TERM.EXT and EXT.TERM.
                chunked("a bare LF in an extension", "5;\nhello\r\n0\r\n\r\n", "400"),
                chunked("a bare CR in an extension", "5;a\rhello\r\n0\r\n\r\n", "400"),
                chunked("a line end in a quoted extension", "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n", "400"),
                chunked("a bare LF in the last extension", "0;a\n\r\n" + ADMIN, "400"),
                chunked("an extension without a name", "5;\r\nhello\r\n0\r\n\r\n", "400"),
                chunked(
                        "an extension that looks like a size",
                        "5;0\r\nhello\r\n0\r\n\r\n" + ADMIN,
                        "POST / hello > GET /admin > waits"),
                // RFC 9112 §7.1.2
                chunked("a request for trailers", "0\r\n" + ADMIN, "400"),
                chunked(
                        "a length in the trailers",
                        "0\r\nContent-Length: 40\r\n\r\n" + ADMIN,
                        "POST / > GET /admin > waits"),
                chunked(
                        "a coding in the trailers",
                        "0\r\nTransfer-Encoding: x\r\n\r\n" + ADMIN,
                        "POST / > GET /admin > waits"),
                chunked("a host in the trailers", "0\r\nHost: b\r\n\r\n" + ADMIN, "POST / > GET /admin > waits"),
                chunked("a bare LF for the empty line", "0\r\n\n" + ADMIN, "400"),
                chunked("a bare LF behind a trailer", "0\r\nX: 1\n\r\n" + ADMIN, "400"),
                chunked("a bare CR behind a trailer", "0\r\nX: 1\rY: 2\r\n\r\n" + ADMIN, "400"),
                chunked("a folded trailer", "0\r\nX: 1\r\n 2\r\n\r\n" + ADMIN, "400"),
                chunked("a space before a trailer's colon", "0\r\nX : 1\r\n\r\n" + ADMIN, "400"),
                chunked("a bare CR for the empty line", "0\r\n\rX" + ADMIN, "400"),
                chunked("no empty line", "0\r\n", "waits"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"framings", "requestsWithContent", "heads", "chunks"})
    void cutsAConnectionIntoRequestsInOneWayOnly(String what, String sent, String requests) {
        byte[] bytes = Wire.bytes(sent);

        assertThat(serve(bytes, new int[] {bytes.length})).isEqualTo(requests);
        assertThat(serve(bytes, Pieces.ofOneByte(bytes.length))).isEqualTo(requests);
    }

    private static Arguments post(String what, String content, String requests, String... lines) {
        List<String> all = new ArrayList<>(List.of("Host: a"));
        all.addAll(List.of(lines));
        return arguments(what, head("POST / HTTP/1.1", all.toArray(String[]::new)) + content, requests);
    }

    private static Arguments chunked(String what, String content, String requests) {
        return post("chunked: " + what, content, requests, "Transfer-Encoding: chunked");
    }

    /** The requests with their content as a server would see them, and how it ends: waiting, closing, or with a refusal. */
    private static String serve(byte[] bytes, int[] ends) {
        Server server = new Server();
        try {
            Pieces.feed(bytes, ends, server::read);
        } catch (ProtocolException e) {
            server.log.add(String.valueOf(e.status()));
            return String.join(" > ", server.log);
        }
        server.log.add(server.isClosed ? "closes" : "waits");
        return String.join(" > ", server.log);
    }

    /** As much of a server as it takes to find the requests on a connection. */
    private static final class Server {
        private final List<String> log = new ArrayList<>();
        private final RequestParser parser = new RequestParser(Wire.LIMITS);
        private RequestHead head;
        private ChunkedDecoder decoder;
        private StringBuilder content;
        private boolean isClosed;

        void read(ByteBuffer input) throws ProtocolException {
            while (input.hasRemaining() && !isClosed) {
                if (head == null) {
                    readHead(input);
                } else {
                    readContent(input);
                }
                if (head != null && isComplete()) end();
            }
        }

        private void readHead(ByteBuffer input) throws ProtocolException {
            head = parser.parse(input);
            decoder = new ChunkedDecoder();
            content = new StringBuilder();
        }

        private void readContent(ByteBuffer input) throws ProtocolException {
            boolean isChunked = head.contentLength() == Body.UNKNOWN_LENGTH;
            long missing = isChunked ? decoder.next(input) : head.contentLength() - content.length();
            int available = (int) Math.min(missing, input.remaining());
            for (int i = 0; i < available; i++) content.append((char) (input.get() & 0xff));
            if (isChunked && available > 0) decoder.taken(available);
        }

        private boolean isComplete() {
            return head.contentLength() == Body.UNKNOWN_LENGTH
                    ? decoder.isComplete()
                    : content.length() == head.contentLength();
        }

        private void end() {
            log.add(head.method() + " " + head.target() + (content.isEmpty() ? "" : " " + content));
            isClosed = !head.isPersistent();
            head = null;
        }
    }
}
