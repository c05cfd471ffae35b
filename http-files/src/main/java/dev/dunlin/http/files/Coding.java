package dev.dunlin.http.files;

/**
 * A content coding (RFC 9110 §8.4.1) in which a file may lie beside itself: {@code page.html.br} beside
 * {@code page.html}. In the order of how well they compress, which is the order in which they are preferred by a client
 * that likes them equally.
 */
enum Coding {
    /** Brotli (RFC 7932). */
    BROTLI("br", ".br"),
    /** Zstandard (RFC 8878). */
    ZSTANDARD("zstd", ".zst"),
    /** RFC 1952. */
    GZIP("gzip", ".gz");

    private final String token;
    private final String suffix;

    Coding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** What it is called in fields. */
    String token() {
        return token;
    }

    /** What is put behind the name of a file that is coded so. */
    String suffix() {
        return suffix;
    }
}
