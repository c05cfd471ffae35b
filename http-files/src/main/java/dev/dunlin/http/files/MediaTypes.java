package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code Content-Type} a file is sent with: told by the extension of its name, whatever its case. Immutable.
 *
 * <pre>{@code
 * MediaTypes types = MediaTypes.standard().with("glsl", "text/plain").withCharset(StandardCharsets.UTF_8);
 * types.of("Photo.JPG");  // image/jpeg
 * types.of("index.html"); // text/html; charset=utf-8
 * types.of("LICENSE");    // application/octet-stream
 * }</pre>
 *
 * <p>No type bears a charset unless one is configured: a charset in the field overrules what a document says of itself,
 * and only the owner of the files knows whether that is right.
 */
public final class MediaTypes {
    /** The type of bytes of which nothing is known (RFC 2046 §4.5.1). */
    public static final String UNKNOWN = "application/octet-stream";

    private final ImmutableMap<String, String> byExtension;
    private final @Nullable Charset charset;

    private MediaTypes(ImmutableMap<String, String> byExtension, @Nullable Charset charset) {
        this.byExtension = byExtension;
        this.charset = charset;
    }

    /**
     * About a thousand extensions: the table {@code docs/conf/mime.types} of Apache httpd (Apache License 2.0), with
     * what has become usual since, such as {@code avif}, {@code mjs}, {@code wasm} and {@code woff2}.
     *
     * @return the same object each time
     */
    public static MediaTypes standard() {
        return Standard.TYPES;
    }

    /**
     * No extension at all, to be filled by {@link #with}.
     *
     * @return types of which everything is {@link #UNKNOWN}
     */
    public static MediaTypes none() {
        return new MediaTypes(ImmutableMap.of(), null);
    }

    /**
     * These types with one extension more, or with another type for it.
     *
     * @param extension what follows the last dot of a name, such as {@code html}; its case does not matter
     * @param type such as {@code text/html} or {@code text/html; charset=utf-8}
     * @return types of their own; these do not change
     * @throws IllegalArgumentException if the extension is empty or holds a dot or a slash, or the type is malformed
     */
    public MediaTypes with(String extension, String type) {
        if (extension.isEmpty() || extension.indexOf('.') >= 0 || extension.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not an extension: '" + extension + "'");
        }
        return new MediaTypes(
                ImmutableMap.<String, String>builder()
                        .putAll(byExtension)
                        .put(extension.toLowerCase(ROOT), MediaType.parse(type).toString())
                        .buildKeepingLast(),
                charset);
    }

    /**
     * These types with a charset for all text types ({@code text/*}) that have none of their own.
     *
     * @param charset in which all text files of the tree are written
     * @return types of their own; these do not change
     */
    public MediaTypes withCharset(Charset charset) {
        return new MediaTypes(byExtension, Objects.requireNonNull(charset));
    }

    /**
     * The type of a file.
     *
     * @param fileName the name or a path that ends in it; the file need not exist
     * @return the value for {@code Content-Type}; {@link #UNKNOWN} if the name has no extension, or none that is known
     */
    public String of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(ROOT);
        String type = byExtension.get(extension);
        if (type == null || extension.length() == fileName.length()) return UNKNOWN;
        return charset == null ? type : withCharset(MediaType.parse(type), charset);
    }

    private static String withCharset(MediaType type, Charset charset) {
        boolean lacksOne = type.is(MediaType.ANY_TEXT_TYPE) && !type.charset().isPresent();
        return (lacksOne ? type.withCharset(charset) : type).toString();
    }

    /** Read when somebody first asks, and not looked into, which would take a tenth of a program's start. */
    private static final class Standard {
        static final MediaTypes TYPES = new MediaTypes(read("mime.types"), null);

        private static ImmutableMap<String, String> read(String resource) {
            ImmutableMap.Builder<String, String> types = ImmutableMap.builder();
            try (InputStream table = Objects.requireNonNull(MediaTypes.class.getResourceAsStream(resource));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(table, UTF_8))) {
                lines.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> add(types, line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return types.buildOrThrow();
        }

        private static void add(ImmutableMap.Builder<String, String> types, String line) {
            Iterator<String> words =
                    Splitter.on(' ').omitEmptyStrings().split(line).iterator();
            String type = words.next();
            words.forEachRemaining(extension -> types.put(extension, type));
        }
    }
}
