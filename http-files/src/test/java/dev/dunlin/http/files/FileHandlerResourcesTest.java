package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.ask;
import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.getByName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of the class path, in a jar or beside the classes. */
class FileHandlerResourcesTest {
    private static final String BIG = "0123456789".repeat(20_000);

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "public/", "",
            "public/index.html", "index",
            "public/a b.txt", "blank",
            "public/dir/", "",
            "public/dir/big.bin", BIG,
            "private.txt", "secret"));

    @TempDir
    private Path directory;

    private URL makeJar() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                JarEntry entry = new JarEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar.toUri().toURL();
    }

    private URL makeDirectory() throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = directory.resolve("classes").resolve(file.getKey());
            if (file.getKey().endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        return directory.resolve("classes").toUri().toURL();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesAreServedAsFromADisk(boolean isJar) throws Exception {
        URL url = isJar ? makeJar() : makeDirectory();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url}, null);
                FileHandler handler = FileHandler.resources(loader, "public").build()) {
            for (int i = 0; i < 2; i++) {
                assertThat(content(get(handler, "/"))).isEqualTo("index");
                assertThat(content(get(handler, "/a%20b.txt"))).isEqualTo("blank");
                assertThat(content(get(handler, "/dir/big.bin"))).isEqualTo(BIG);
            }
            assertThat(get(handler, "/dir").status()).isEqualTo(301);
            assertThat(get(handler, "/dir/").status()).isEqualTo(404);
            assertThat(get(handler, "/private.txt").status()).isEqualTo(404);
            assertThat(get(handler, "/../private.txt").status()).isEqualTo(403);
            assertThat(content(get(handler, "/dir/big.bin", "Range", "bytes=10-12")))
                    .isEqualTo("012");

            String tag = field(get(handler, "/"), "ETag");
            assertThat(tag).startsWith("\"");
            assertThat(get(handler, "/", "If-None-Match", tag).status()).isEqualTo(304);
        }
    }

    @Test
    void validatorsAreNotThoseOfAnotherBuildThatDatesItsFilesAlike() throws Exception {
        URL url = makeJar();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url}, null);
                FileHandler first = FileHandler.resources(loader, "public").build()) {
            Response before = get(first, "/");
            try (FileHandler second =
                    await().until(() -> FileHandler.resources(loader, "public").build(), handler -> true)) {
                assertThat(field(get(second, "/"), "ETag")).isNotEqualTo(field(before, "ETag"));
            }
        }
    }

    @Test
    void listingsAndBareNamesWorkInAJarToo() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {makeJar()}, null);
                FileHandler handler = FileHandler.resources(loader, "public")
                        .listing(true)
                        .findByName(FindByName.SERVE)
                        .build()) {
            assertThat(content(get(handler, "/dir/"))).contains("big.bin");
            Response found = getByName(handler, "/big.bin");
            assertThat(field(found, "Content-Location")).isEqualTo("/dir/big.bin");
        }
    }

    /** As a program does that jlink has made an image of: there is no directory and no jar. */
    @Test
    void filesOfAnImageAreServedToo() throws Exception {
        try (FileHandler handler = FileHandler.resources(ClassLoader.getSystemClassLoader(), "java/lang")
                .listing(true)
                .findByName(FindByName.SERVE)
                .build()) {
            byte[] expected;
            try (InputStream resource = Object.class.getResourceAsStream("Object.class")) {
                expected = resource.readAllBytes();
            }
            Response answer = get(handler, "/Object.class");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()
                            .bytes(Integer.MAX_VALUE)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(expected);
            assertThat(field(answer, "Content-Type")).isEqualTo("application/java-vm");
            assertThat(get(handler, "/Object.class", "If-None-Match", field(answer, "ETag"))
                            .status())
                    .isEqualTo(304);
            assertThat(get(handler, "/invoke").status()).isEqualTo(301);
            assertThat(get(handler, "/../util/List.class").status()).isEqualTo(403);
            assertThat(getByName(handler, "/Nothing.class").status()).isEqualTo(404);
            assertThat(content(ask(handler, "/invoke/").get())).contains("MethodHandle.class");
            assertThat(field(getByName(handler, "/VarHandle.class"), "Content-Location"))
                    .isEqualTo("/invoke/VarHandle.class");
        }
    }

    @Test
    void aUrlInAnImageIsAPathOfIt() throws Exception {
        ClassLoader loader = new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
                try {
                    return URI.create("jrt:/java.base/" + name).toURL();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try (FileHandler handler = FileHandler.resources(loader, "java/util").build()) {
            assertThat(get(handler, "/List.class").status()).isEqualTo(200);
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {makeJar()}, null)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FileHandler.resources(loader, "nowhere"))
                    .withMessageContaining("nowhere");
        }
    }
}
