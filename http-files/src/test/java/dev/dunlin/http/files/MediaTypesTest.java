package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private final MediaTypes types = MediaTypes.standard();

    @ParameterizedTest
    @CsvSource({
        "a.html, text/html",
        "a.htm, text/html",
        "a.css, text/css",
        "a.js, text/javascript",
        "a.mjs, text/javascript",
        "a.json, application/json",
        "a.map, application/json",
        "a.jpg, image/jpeg",
        "a.jpeg, image/jpeg",
        "a.JPG, image/jpeg",
        "a.Html, text/html",
        "a.png, image/png",
        "a.gif, image/gif",
        "a.swf, application/x-shockwave-flash",
        "a.svg, image/svg+xml",
        "a.webp, image/webp",
        "a.avif, image/avif",
        "a.ico, image/x-icon",
        "a.txt, text/plain",
        "a.md, text/markdown",
        "a.csv, text/csv",
        "a.xml, application/xml",
        "a.xhtml, application/xhtml+xml",
        "a.pdf, application/pdf",
        "a.zip, application/zip",
        "a.tar.gz, application/gzip",
        "a.woff, font/woff",
        "a.woff2, font/woff2",
        "a.ttf, font/ttf",
        "a.mp3, audio/mpeg",
        "a.mp4, video/mp4",
        "a.webm, video/webm",
        "a.wasm, application/wasm",
        "a.webmanifest, application/manifest+json",
        "a.jar, application/java-archive"
    })
    void knowsTheTypeByTheExtensionWhateverItsCase(String name, String type) {
        assertThat(types.of(name)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "html", "LICENSE", "a.", "a.nonesuch", "a.html.", "a.html~", ".", "dir.html/README"})
    void whatHasNoKnownExtensionIsAnOctetStream(String name) {
        assertThat(types.of(name)).isEqualTo("application/octet-stream");
    }

    @Test
    void theCaseOfAnExtensionIsNotALanguagesMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr")); // where I is the capital of a dotless i
            assertThat(types.of("A.GIF")).isEqualTo("image/gif");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anExtensionMayBeAddedOrReplaced() {
        MediaTypes own = types.with("GLSL", "text/plain").with("js", "application/javascript");

        assertThat(own.of("shader.glsl")).isEqualTo("text/plain");
        assertThat(own.of("a.js")).isEqualTo("application/javascript");
        assertThat(own.of("a.css")).isEqualTo("text/css");
        assertThat(types.of("a.js")).isEqualTo("text/javascript");
    }

    @Test
    void noTypesKnowNothingButWhatIsAdded() {
        MediaTypes own = MediaTypes.none().with("html", "text/html; charset=koi8-r");

        assertThat(own.of("a.html")).isEqualTo("text/html; charset=koi8-r");
        assertThat(own.of("a.css")).isEqualTo(MediaTypes.UNKNOWN);
    }

    @Test
    void aCharsetIsAddedToTextOnlyAndOnlyWhereThereIsNone() {
        MediaTypes own = types.with("old", "text/plain; charset=koi8-r").withCharset(UTF_8);

        assertThat(own.of("a.html")).isEqualTo("text/html; charset=utf-8");
        assertThat(own.of("a.txt")).isEqualTo("text/plain; charset=utf-8");
        assertThat(own.of("a.old")).isEqualTo("text/plain; charset=koi8-r");
        assertThat(own.of("a.png")).isEqualTo("image/png");
        assertThat(own.of("a.json")).isEqualTo("application/json");
        assertThat(own.with("x", "text/x-x").of("a.x")).isEqualTo("text/x-x; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/", "/html", "text/html;", "text html", "text/html\r\nSet-Cookie: a=b"})
    void refusesWhatIsNoMediaType(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> types.with("x", type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".html", "tar.gz", "a/b"})
    void refusesWhatIsNoExtension(String extension) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.with(extension, "text/plain"))
                .withMessageContaining("'" + extension + "'");
    }

    @Test
    void theTableHoldsTypesAsTheyAreWrittenInAField() throws IOException {
        try (InputStream table = Objects.requireNonNull(MediaTypes.class.getResourceAsStream("mime.types"))) {
            String text = new String(table.readAllBytes(), UTF_8);
            List<String> named = text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
            assertThat(named)
                    .hasSizeGreaterThan(700)
                    .allSatisfy(type -> assertThat(MediaType.parse(type)).hasToString(type));
        }
    }
}
