package dev.dunlin.benchmarks.macro.holders;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What holders send. */
final class Messages {
    private static final int REQUESTS = 500;
    private static final int PARTS = 16;
    private static final int LINE_BYTES = 8_000;
    private static final int FIELDS = 62;
    private static final int FIELD_BYTES = 500;
    private static final int RECORD_BYTES = 15_000;

    private Messages() {}

    /** A request for a path. */
    static byte[] get(String path) {
        return get(path, "");
    }

    /** A request for a text that may be compressed. */
    static byte[] getCompressed(String path) {
        return get(path, "Accept-Encoding: gzip\r\n");
    }

    /** Requests for a path, one behind the other. */
    static byte[] pipeline(String path) {
        return ascii(text(path, "").repeat(REQUESTS));
    }

    /** A request for parts of a long file that neither overlap nor adjoin, most of it together. */
    static byte[] ranges(String path, int length) {
        int distance = length / PARTS;
        String parts = IntStream.range(0, PARTS)
                .map(part -> part * distance)
                .mapToObj(start -> start + "-" + (start + distance * 4 / 5))
                .collect(Collectors.joining(","));
        return get(path, "Range: bytes=" + parts + "\r\n");
    }

    /** 39 kB of a head, all within the server's limits, that lacks its end. */
    static byte[] halfHead() {
        StringBuilder head = new StringBuilder("GET /");
        head.append("a".repeat(LINE_BYTES - head.length())).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < FIELDS; i++) {
            String name = "X-Field-" + i + ": ";
            head.append(name).append("b".repeat(FIELD_BYTES - name.length())).append("\r\n");
        }
        return ascii(head.append("X-Last: ").toString());
    }

    /** 15 kB of a TLS record that is longer, a ClientHello by its first bytes (RFC 8446 §4 and §5.1). */
    static byte[] halfRecord() {
        int length = 1 << 14;
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) length);
        record.put((byte) 1).put((byte) 0).putShort((short) (length - 4));
        record.putShort((short) 0x0303);
        return record.array();
    }

    private static byte[] get(String path, String fields) {
        return ascii(text(path, fields));
    }

    private static String text(String path, String fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
