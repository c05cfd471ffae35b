package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryDirectoryTest {
    private static final String PROPERTY = "java.io.tmpdir";

    @TempDir
    Path directory;

    private String usual;

    @BeforeEach
    void setUp() {
        usual = System.setProperty(PROPERTY, directory.resolve("missing").toString());
    }

    @AfterEach
    void tearDown() {
        System.setProperty(PROPERTY, usual);
    }

    @ParameterizedTest
    @CsvSource({
        "--root=src --https-port=0 --self-signed, --self-signed: cannot make a certificate: no temporary directory",
        "--workers=1, cannot unpack the bundled site (--root serves another): no temporary directory"
    })
    void whereThereCanBeNoneThePlaceAndTheReasonAreSaidInOneLine(String arguments, String reason) {
        StringWriter errors = new StringWriter();

        int exitCode =
                Demo.commandLine().setErr(new PrintWriter(errors, true)).execute(("--port=0 " + arguments).split(" "));

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString())
                .hasLineCount(1)
                .contains(reason, "'" + directory.resolve("missing") + "': it does not exist", "-Djava.io.tmpdir");
    }
}
