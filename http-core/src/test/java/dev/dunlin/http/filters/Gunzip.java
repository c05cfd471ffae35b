package dev.dunlin.http.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads gzip as clients do; a trailer that is missing or wrong fails the test. */
public final class Gunzip {
    private Gunzip() {}

    public static byte[] bytes(byte[] compressed) {
        ByteArrayInputStream input = new ByteArrayInputStream(compressed);
        try (GZIPInputStream gunzip = new GZIPInputStream(input)) {
            byte[] content = gunzip.readAllBytes();
            if (input.available() > 0) throw new AssertionError(input.available() + " bytes behind the trailer");
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(byte[] compressed) {
        return new String(bytes(compressed), StandardCharsets.UTF_8);
    }
}
