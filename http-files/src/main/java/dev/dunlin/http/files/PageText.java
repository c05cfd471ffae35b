package dev.dunlin.http.files;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that pages are made of; they lie in the jar, beside this class. */
final class PageText {
    private PageText() {}

    /** Reads one of them whole, as UTF-8. */
    static String named(String resource) {
        try {
            return Resources.toString(Resources.getResource(PageText.class, resource), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
