package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledSiteTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    @TempDir
    Path temporary;

    private BundledSite site;
    private Path root;

    @BeforeEach
    void unpack() throws IOException {
        site = new BundledSite(Files.createDirectory(temporary.resolve("site")));
        root = site.unpack();
    }

    @AfterEach
    void close() throws IOException {
        site.close();
    }

    @Test
    void itHasAnIndexPicturesAndNamesThatTestAServer() {
        assertThat(root.resolve("index.html")).isNotEmptyFile();
        assertThat(root.resolve("pictures/dunlin.png")).isNotEmptyFile();
        assertThat(root.resolve("a name with spaces.txt")).isNotEmptyFile();
        assertThat(root.resolve("чернозобик.txt")).content().startsWith("Чернозобик");
    }

    @Test
    void thatItsDirectoryWasRemovedByTheSystemIsNoTroubleAtTheEnd() throws Exception {
        site.close();
        assertThat(root).doesNotExist();

        assertThatCode(site::close).doesNotThrowAnyException();
    }

    @Test
    void itsListLeavesNothingOut() throws Exception {
        Path stored = Path.of(BundledSite.class.getResource("site").toURI());

        assertThat(files(root)).hasSameSizeAs(files(stored));
        assertThat(files(root))
                .containsAll(files(stored).stream()
                        .filter(file -> !file.equals(Path.of("russian.txt")) && !file.equals(Path.of("spaces.txt")))
                        .toList());
    }

    @Test
    void everyReferenceOfItsPagesLeadsToAFileOfItsOwn() throws Exception {
        List<String> astray = new ArrayList<>();
        int references = 0;
        for (Path page : files(root)) {
            if (!page.toString().endsWith(".html")) continue;
            Matcher matcher = REFERENCE.matcher(Files.readString(root.resolve(page)));
            while (matcher.find()) {
                references++;
                if (!leadsToAFile(page, matcher.group(1)) && !isFoundByName(matcher.group(1)))
                    astray.add(page + ": " + matcher.group(1));
            }
        }

        assertThat(astray).isEmpty();
        assertThat(references).isGreaterThan(15);
    }

    @Test
    void itsPagesNeedNoOtherServer() throws Exception {
        for (Path file : files(root)) {
            if (file.toString().endsWith(".png")) continue;
            String text = Files.readString(root.resolve(file)).replace("http://www.w3.org/2000/svg", "");

            assertThat(text).as(file.toString()).doesNotContain("http://", "https://", "url(//");
        }
    }

    @Test
    void closingRemovesItWithAllThatCameIntoIt() throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("new/folder")).resolve("file"), "");

        site.close();

        assertThat(root).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
        site = new BundledSite(Files.createDirectory(root));
    }

    private boolean leadsToAFile(Path page, String reference) {
        URI target = root.resolve(page).toUri().resolve(reference);
        Path path = Path.of(target);
        if (!path.startsWith(root)) return false;
        return Files.isRegularFile(Files.isDirectory(path) ? path.resolve("index.html") : path);
    }

    /** By the only one of its name, or by one of several that the visitor is asked about. */
    private boolean isFoundByName(String reference) throws IOException {
        return files(root).stream().anyMatch(file -> file.endsWith(reference));
    }

    private static Set<Path> files(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            Set<Path> files = new TreeSet<>();
            tree.filter(Files::isRegularFile).map(directory::relativize).forEach(files::add);
            return files;
        }
    }
}
