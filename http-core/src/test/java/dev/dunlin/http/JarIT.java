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
    private static final long MOST_BYTES = 600 * 1024;

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

    @Test
    void itHoldsNothingOfTheKitForTests() throws Exception {
        try (JarFile jar = new JarFile(jarOf(Handler.class).toFile())) {
            assertThat(jar.stream()).noneMatch(entry -> entry.getName().startsWith("dev/dunlin/http/testing"));
        }
    }

    @Test
    void theKitForTestsIsAModuleThatExportsItsPackageAlone() throws Exception {
        assertThat(module(jarOfTheKit()).name()).isEqualTo("dev.dunlin.http.testing");
        assertThat(exports(jarOfTheKit())).containsExactly("dev.dunlin.http.testing");
    }

    @Test
    void theKitForTestsIsAFragmentWithTheLicence() throws Exception {
        try (JarFile jar = new JarFile(jarOfTheKit().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Fragment-Host")).isEqualTo("dev.dunlin.http");
            assertThat(packages(manifest.getValue("Export-Package"))).isEqualTo(exports(jarOfTheKit()));
            assertThat(manifest.getValue("Import-Package")).doesNotContain("dev.dunlin");
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

    /** What a module exports to everybody. */
    private static Set<String> exports(Path jar) {
        return module(jar).exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor module(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    }

    private static Path jarOfTheKit() throws URISyntaxException {
        Path main = jarOf(Handler.class);
        return main.resolveSibling(main.getFileName().toString().replace(".jar", "-testing.jar"));
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(jar.toString()).endsWith(".jar");
        return jar;
    }
}
