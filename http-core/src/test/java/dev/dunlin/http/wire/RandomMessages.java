package dev.dunlin.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes messages from a seed: valid ones, such with small mistakes, and garbage. */
final class RandomMessages {
    /** The bytes that a parser of messages treats in different ways. */
    private static final byte[] INTERESTING =
            "\r\n\r\n\r\n  \t::;;,,\"\\=/?#%*@[]-_\0\u0001\u000b\u007f\u0080\u00c3\u00a9\u00ff0019afAFxHTP"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private static final String[] METHODS = {"GET", "HEAD", "POST", "OPTIONS", "M-SEARCH", "x", "!#$%&'*+-.^_`|~"};
    private static final String[] TARGETS = {
        "/",
        "/index.html",
        "/a/b%20c/?d=e&f",
        "//",
        "/\u00c3\u00a9",
        "*",
        "http://b",
        "HTTP://b:80/c?d",
        "https://[::1]/"
    };
    private static final String[] HOSTS = {"a", "", "example.org:8080", "[::1]", "127.0.0.1", "a%41"};
    private static final String[] FIELDS = {
        "Accept: */*",
        "X:",
        "x:\t \t",
        "X-Long: " + "0123456789".repeat(8),
        "A:b",
        "Cookie: a=b; c=\"d\" \t",
        "Obs: \u0080\u00ff",
        "Connection: close",
        "Connection: Keep-Alive, TE",
        "Expect: 100-continue",
    };
    private static final String[] FRAMINGS = {
        "Content-Length: 0",
        "Content-Length: 5",
        "content-length:0042",
        "Transfer-Encoding: chunked",
        "TRANSFER-ENCODING:Chunked"
    };
    private static final String[] EXTENSIONS = {"", "", "", ";a", " ; a = b", ";a=\"b;\\\"\"", ";a=\"\u00ff\t\""};

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    /** One head, or several ones, one right behind the other. */
    byte[] heads() {
        StringBuilder heads = new StringBuilder();
        do {
            heads.append(head());
        } while (random.nextInt(3) == 0);
        return Wire.bytes(heads.toString());
    }

    private String head() {
        boolean isHttp10 = random.nextInt(4) == 0;
        StringBuilder head = new StringBuilder("\r\n".repeat(Math.max(0, random.nextInt(6) - 3)));
        head.append(one(METHODS)).append(' ').append(one(TARGETS)).append(isHttp10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        head.append("Host: ").append(one(HOSTS)).append("\r\n");
        for (int fields = random.nextInt(6); fields > 0; fields--)
            head.append(one(FIELDS)).append("\r\n");
        if (!isHttp10 && random.nextBoolean()) head.append(one(FRAMINGS)).append("\r\n");
        return head.append("\r\n").toString();
    }

    /** Chunked content, and sometimes bytes behind it. */
    byte[] chunks() {
        StringBuilder chunks = new StringBuilder();
        for (int count = random.nextInt(4); count > 0; count--) {
            int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 30);
            chunks.append("0".repeat(random.nextInt(3)))
                    .append(Integer.toHexString(size))
                    .append(one(EXTENSIONS))
                    .append("\r\n");
            for (int i = 0; i < size; i++) chunks.append((char) (interesting() & 0xff));
            chunks.append("\r\n");
        }
        chunks.append("0".repeat(1 + random.nextInt(3))).append(one(EXTENSIONS)).append("\r\n");
        for (int trailers = random.nextInt(3); trailers > 0; trailers--)
            chunks.append(one(FIELDS)).append("\r\n");
        return Wire.bytes(chunks.append("\r\n")
                .append(random.nextBoolean() ? "" : "GET /")
                .toString());
    }

    /** The same bytes with a few changed, left out, put in or doubled. */
    byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) mutated = changed(mutated);
        return mutated;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at + 1, bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> joined(head, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))}, tail);
            case 1 -> joined(head, new byte[] {interesting()}, tail);
            case 2 -> joined(head, new byte[0], tail);
            case 3 -> joined(head, new byte[] {bytes[at], interesting()}, tail);
            default -> joined(head, new byte[] {bytes[at], bytes[at]}, tail);
        };
    }

    /** A start, and then nothing but the bytes that matter, in no order. */
    byte[] garbage(String start) {
        byte[] garbage = new byte[random.nextInt(50)];
        for (int i = 0; i < garbage.length; i++) garbage[i] = interesting();
        return joined(Wire.bytes(start), garbage, new byte[0]);
    }

    private byte interesting() {
        return INTERESTING[random.nextInt(INTERESTING.length)];
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] joined(byte[] head, byte[] middle, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, joined, head.length, middle.length);
        System.arraycopy(tail, 0, joined, head.length + middle.length, tail.length);
        return joined;
    }
}
