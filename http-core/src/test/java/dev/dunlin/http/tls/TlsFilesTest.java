package dev.dunlin.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    @TempDir
    private Path directory;

    @Test
    void sessionsAreKeptForASmallPartOfTheHeap() {
        Path chain = TestCertificates.forNames("localhost").writeTo(directory, "server");
        TlsFiles files = new TlsFiles(List.of(new TlsFiles.Pair(chain, directory.resolve("server.key"))), null);

        long most = files.load().getServerSessionContext().getSessionCacheSize();

        assertThat(most).isPositive();
        assertThat(most * 3 * 1024).isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 64);
    }
}
