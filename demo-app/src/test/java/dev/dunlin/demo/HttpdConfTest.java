package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpdConfTest {
    private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();

    private Path file;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        file = directory.resolve("httpd.conf");
    }

    @Test
    void keysAreReadWithBlanksAndCommentsAroundThem() throws Exception {
        HttpdConf conf = read("""
                # the older form

                cpu_limit 4       # for event loops
                \tthread_limit \t 32 \s
                document_root /var/www/html # the site
                """);

        assertThat(conf).isEqualTo(new HttpdConf(Path.of("/var/www/html"), 32, 4));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void anEmptyFileSaysNothing() throws Exception {
        assertThat(read("")).isEqualTo(new HttpdConf(null, 0, 0));
        assertThat(read("").workers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "cpu_limit 3, 3",
        "thread_limit 5, 5",
        "'thread_limit 5\ncpu_limit 3', 5",
        "'cpu_limit 3\nthread_limit 0', 3"
    })
    void theThreadsAreTheWorkersAndWithoutThemTheCpus(String text, int workers) throws Exception {
        assertThat(read(text).workers()).isEqualTo(workers);
    }

    @Test
    void aDirectoryMayHaveBlanksAndSharpsInItsName() throws Exception {
        assertThat(read("document_root /srv/a  site#1").root()).isEqualTo(Path.of("/srv/a  site#1"));
    }

    @Test
    void theLastLineOfAKeyCounts() throws Exception {
        assertThat(read("cpu_limit 2\ncpu_limit 7\n").cpus()).isEqualTo(7);
    }

    @Test
    void anUnknownKeyIsWarnedOfWithItsLineAndLeftOut() throws Exception {
        HttpdConf conf = read("cpu_limit 2\n\nlisten 80\n");

        assertThat(conf.cpus()).isEqualTo(2);
        assertThat(warnings().lines()).singleElement().asString().contains(file.toString(), "line 3", "listen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thread_limit many | 'many'",
                "thread_limit 257  | '257'",
                "cpu_limit -1      | '-1'",
                "cpu_limit         | ''",
                "cpu_limit # 4     | ''",
                "document_root     | ''"
            },
            quoteCharacter = '"')
    void aWrongValueIsNamedWithFileAndLine(String line, String value) {
        assertThatThrownBy(() -> read("# first\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), "line 2", line.split(" ", -1)[0], value);
    }

    private HttpdConf read(String text) throws IOException {
        Files.writeString(file, text);
        return HttpdConf.read(file, new PrintStream(warnings, true, StandardCharsets.UTF_8));
    }

    private String warnings() {
        return warnings.toString(StandardCharsets.UTF_8);
    }
}
