package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** Requests as text, to be sent as they are. */
final class Requests {
    private Requests() {}

    /** A head with {@code Host} and these fields, each written out: {@code "Connection: close"}. */
    static String head(String method, String path, String... fields) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\n");
        for (String field : fields) head.append(field).append("\r\n");
        return head.append("\r\n").toString();
    }

    static String get(String path) {
        return head("GET", path);
    }

    /** A request with content of a known length. */
    static String post(String path, String content) {
        return head("POST", path, "Content-Length: " + content.length()) + content;
    }

    /** A request whose content comes in these chunks. */
    static String postChunks(String path, String... chunks) {
        StringBuilder request = new StringBuilder(head("POST", path, "Transfer-Encoding: chunked"));
        for (String chunk : chunks) request.append(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
        return request.append("0\r\n\r\n").toString();
    }

    /** The same, for bytes in chunks of one size. */
    static byte[] chunked(byte[] content, int size) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += size) {
            int length = Math.min(size, content.length - at);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            chunks.write(content, at, length);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return chunks.toByteArray();
    }

    /** Content that differs at each place, so that no piece can be taken for another. */
    static byte[] pattern(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) content[i] = (byte) (i * 31 + (i >> 8) * 17 + (i >> 16));
        return content;
    }
}
