package dev.dunlin.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while they are used. */
class ReloadedContextTest {
    @TempDir
    private Path directory;

    private final LogCapture log = new LogCapture(ReloadedContext.class);
    private ReloadedContext context;
    private SSLContext first;

    @BeforeEach
    void load() {
        Path chain = TestCertificates.forNames("localhost").writeTo(directory, "server");
        TlsFiles.Pair pair = new TlsFiles.Pair(chain, directory.resolve("server.key"));
        context = new ReloadedContext(new TlsFiles(List.of(pair), null));
        first = context.get();
    }

    @AfterEach
    void stopCapture() {
        log.close();
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() {
        context.look();
        context.look();

        assertThat(context.get()).isSameAs(first);
    }

    @Test
    void whatHasChangedIsReadOnceItIsAtRest() {
        TestCertificates.of("RSA", "localhost").writeTo(directory, "server");

        context.look();
        assertThat(context.get()).isSameAs(first);
        context.look();
        assertThat(context.get()).isNotSameAs(first);

        assertThat(log.events(Level.WARN)).isEmpty();
    }

    @Test
    void aBadReplacementIsWarnedAboutOnceAndAGoodOneTakenAfterwards() throws Exception {
        Files.writeString(directory.resolve("server.key"), "nothing of use");
        for (int i = 0; i < 4; i++) context.look();

        assertThat(context.get()).isSameAs(first);
        assertThat(log.events(Level.WARN)).singleElement().asString().contains("server.key holds no private key");

        TestCertificates.of("RSA", "localhost").writeTo(directory, "server");
        for (int i = 0; i < 2; i++) context.look();
        assertThat(context.get()).isNotSameAs(first);
    }

    @Test
    void aFileThatIsMissingForAMomentDoesNoHarm() throws Exception {
        Files.delete(directory.resolve("server.key"));
        context.look();
        TestCertificates.forNames("localhost").writeTo(directory, "server");

        for (int i = 0; i < 2; i++) context.look();

        assertThat(log.events(Level.WARN)).isEmpty();
    }
}
