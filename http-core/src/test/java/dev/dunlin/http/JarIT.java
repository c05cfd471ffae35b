package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The jar as it is published. */
class JarIT {
    /** An entry of Export-Package, before its directives. */
    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)(dev\\.dunlin[a-z.]*)");

    /** What a program grows by that embeds the server. */
    private static final long MOST_BYTES = 350 * 1024;

    @Test
    void itIsSmallWithAllThatItNeeds() throws Exception {
        long both = Files.size(jarOf(Handler.class)) + Files.size(jarOf(Logger.class));

        assertThat(both).isLessThan(MOST_BYTES);
    }

    @Test
    void itIsABundleThatExportsWhatTheModuleDoes() throws Exception {
        Path path = jarOf(Handler.class);
        try (JarFile jar = new JarFile(path.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("dev.dunlin.http");
            assertThat(manifest.getValue("Import-Package"))
                    .contains("org.slf4j;version=\"[2.0,3)\"", "org.jspecify.annotations;resolution:=optional");
            assertThat(packages(manifest.getValue("Export-Package"))).isEqualTo(exports(path));
        }
    }

    @Test
    void itBringsTheLicence() throws Exception {
        try (JarFile jar = new JarFile(jarOf(Handler.class).toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    private static Set<String> packages(String header) {
        // Directives are quoted, and may hold names of packages too.
        return PACKAGE.matcher(header.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace(",", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> exports(Path jar) {
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        return module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(jar.toString()).endsWith(".jar");
        return jar;
    }
}
