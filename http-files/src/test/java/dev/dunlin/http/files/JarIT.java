package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The jar as it is published. */
class JarIT {
    private static final String NATIVE_IMAGE = "META-INF/native-image/dev.dunlin/http-files/resource-config.json";

    @Test
    void itIsABundle() throws Exception {
        try (JarFile jar = jar()) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("dev.dunlin.http.files");
            assertThat(manifest.getValue("Export-Package")).startsWith("dev.dunlin.http.files;");
            assertThat(manifest.getValue("Import-Package"))
                    .contains("dev.dunlin.http;version=", "com.google.common.io;version=");
        }
    }

    /** A native image has no resources but those that are named there. */
    @Test
    void itNamesEachOfItsResourcesToNativeImage() throws Exception {
        try (JarFile jar = jar();
                Reader text =
                        new InputStreamReader(jar.getInputStream(jar.getEntry(NATIVE_IMAGE)), StandardCharsets.UTF_8)) {
            List<String> patterns = StreamSupport.stream(
                            JsonParser.parseReader(text)
                                    .getAsJsonObject()
                                    .getAsJsonObject("resources")
                                    .getAsJsonArray("includes")
                                    .spliterator(),
                            false)
                    .map(JsonElement::getAsJsonObject)
                    .map(include -> include.get("pattern").getAsString())
                    .toList();
            List<String> resources = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("dev/") && !name.endsWith("/") && !name.endsWith(".class"))
                    .toList();

            assertThat(resources)
                    .isNotEmpty()
                    .allMatch(name -> patterns.stream().anyMatch(name::matches));
            assertThat(patterns).allMatch(pattern -> resources.stream().anyMatch(name -> name.matches(pattern)));
        }
    }

    private static JarFile jar() throws Exception {
        Path jar = Path.of(FileHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(jar.toString()).endsWith(".jar");
        return new JarFile(jar.toFile());
    }
}
