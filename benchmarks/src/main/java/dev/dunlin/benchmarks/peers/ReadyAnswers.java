package dev.dunlin.benchmarks.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link NioFloor} answers with: two files, each with a head for a connection that stays and for one that does not. */
record ReadyAnswers(Pair small, Pair mid) {
    private static final int PATH = "GET /".length();

    /** Reads {@code small.html} and {@code mid.html}. */
    static ReadyAnswers of(Path root) throws IOException {
        return new ReadyAnswers(Pair.of(root.resolve("small.html")), Pair.of(root.resolve("mid.html")));
    }

    /**
     * Writes the answer to the request whose head lies there.
     *
     * @return whether the connection ends with it
     */
    boolean put(byte[] bytes, int from, int to, ByteBuffer output) {
        String head = new String(bytes, from, to - from, ISO_8859_1);
        boolean close = head.contains("onnection: close") || head.contains("HTTP/1.0") && !head.contains("eep-");
        Pair file = head.charAt(PATH) == 'm' ? mid : small;
        output.put(close ? file.close : file.keepAlive);
        return close;
    }

    private record Pair(byte[] keepAlive, byte[] close) {
        static Pair of(Path file) throws IOException {
            byte[] content = Files.readAllBytes(file);
            return new Pair(answer(content, "keep-alive"), answer(content, "close"));
        }

        /** With all the fields that a server of files sends. */
        private static byte[] answer(byte[] content, String connection) {
            byte[] head = """
                    HTTP/1.1 200 OK
                    Server: floor
                    Date: Tue, 24 Nov 2026 06:00:00 GMT
                    Content-Type: text/html
                    Content-Length: %d
                    ETag: "1234-5678"
                    Last-Modified: Tue, 24 Nov 2026 06:00:00 GMT
                    Connection: %s

                    """.formatted(content.length, connection)
                    .replace("\n", "\r\n")
                    .getBytes(ISO_8859_1);
            return ByteBuffer.allocate(head.length + content.length)
                    .put(head)
                    .put(content)
                    .array();
        }
    }
}
