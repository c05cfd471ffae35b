package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.wire.HeadLimits;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Heads of requests, as two very different clients send them. */
final class Heads {
    /** As {@code wrk} asks: the least that HTTP/1.1 allows. */
    static final byte[] WRK = ascii("GET /light.html HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");

    /** As {@code wrk} asks for the file of a {@link Site}. */
    static final byte[] LIGHT = ascii("GET " + Site.LIGHT + " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");

    /** As a browser asks: some 600 bytes, of which a file server needs a tenth. */
    static final byte[] BROWSER = ascii("GET /guide/getting-started.html?from=home HTTP/1.1\r\n"
            + "Host: www.example.org\r\n"
            + "Connection: keep-alive\r\n"
            + "Upgrade-Insecure-Requests: 1\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
            + " Safari/537.36\r\n"
            + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
            + "Sec-Fetch-Site: same-origin\r\n"
            + "Sec-Fetch-Mode: navigate\r\n"
            + "Sec-Fetch-Dest: document\r\n"
            + "Referer: https://www.example.org/\r\n"
            + "Accept-Encoding: gzip, deflate, br, zstd\r\n"
            + "Accept-Language: en-GB,en;q=0.9\r\n"
            + "Cookie: theme=dark\r\n"
            + "\r\n");

    private Heads() {}

    /** A parser with the limits that a server has by default. */
    static RequestParser parser() {
        return new RequestParser(new HeadLimits(8 * 1024, 100, 32 * 1024));
    }

    /** Parses a whole head. */
    static RequestHead parse(byte[] head) throws ProtocolException {
        return parser().parse(ByteBuffer.wrap(head));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
