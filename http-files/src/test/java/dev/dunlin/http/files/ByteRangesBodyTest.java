package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dunlin.http.Body;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ByteRangesBodyTest {
    private static final String CONTENT = "0123456789".repeat(20_000);
    private static final int SIZE = CONTENT.length();
    private static final String BOUNDARY = ByteRangesBody.TYPE.replaceFirst(".*boundary=", "");
    private static final int PIECE = 32 * 1024;

    @RegisterExtension
    private final Site site = new Site();

    private Path path;
    private FileChannel channel;
    private SharedFile file;

    @BeforeEach
    void openFile() throws IOException {
        path = site.file("file.bin", CONTENT).toRealPath();
        channel = FileChannel.open(path);
        FileVersion version = Site.version(path);
        file = new SharedFile(channel, new FileFound(path, version, "file.bin", "/file.bin"), site.disk);
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
    }

    @Test
    void eachPartBearsItsTypeAndItsPlaceAndTheLengthIsKnownBeforehand() {
        Body body = body(new ByteRange(3, 5), new ByteRange(SIZE - 2, SIZE - 1));

        Download download = new Download(body).finish();

        assertThat(download.text())
                .isEqualTo("--" + BOUNDARY + "\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Range: bytes 3-5/200000\r\n\r\n"
                        + "345\r\n"
                        + "--" + BOUNDARY + "\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Range: bytes 199998-199999/200000\r\n\r\n"
                        + "89\r\n"
                        + "--" + BOUNDARY + "--\r\n");
        assertThat(download.isComplete()).isTrue();
        assertThat(body.length()).isEqualTo(download.length());
    }

    @Test
    void contentInMemoryAndOfAFileIsSentAlike() {
        List<ByteRange> ranges = List.of(new ByteRange(0, 99_999), new ByteRange(100_001, SIZE - 1));
        Body inMemory = new ByteRangesBody("text/plain", Body.of(CONTENT), ranges);

        assertThat(new Download(inMemory).finish().text())
                .isEqualTo(new Download(body(ranges.toArray(new ByteRange[0])))
                        .finish()
                        .text());
    }

    @Test
    void onePieceIsReadForEachThatIsAskedFor() {
        Download download = new Download(body(new ByteRange(0, 99_999), new ByteRange(100_001, SIZE - 1)));

        assertThat(download.length()).isZero();
        assertThat(download.next().length()).isEqualTo(PIECE);
        assertThat(download.next().length()).isEqualTo(2 * PIECE);
    }

    @Test
    void whatItHoldsDoesNotDependOnTheSizeOfTheRanges() {
        ByteRange[] small = new ByteRange[16];
        ByteRange[] big = new ByteRange[16];
        for (int i = 0; i < 16; i++) {
            small[i] = new ByteRange(i * 10_000, i * 10_000);
            big[i] = new ByteRange(i * 10_000, i * 10_000 + 9_000);
        }

        assertThat(body(small).heldBytes()).isEqualTo(body(big).heldBytes()).isLessThan(2048);
    }

    @Test
    void theFileIsHeldOnceWhateverTheNumberOfRanges() {
        Iterator<Body> parts = body(new ByteRange(0, 9), new ByteRange(20, 29)).parts();

        List<Body> all = new ArrayList<>();
        parts.forEachRemaining(all::add);
        all.forEach(Body::close);
        file.release();

        assertThat(all).extracting(Body::length).contains(10L);
        assertThat(channel.isOpen())
                .as("the body has a lease, and closing a part does not end it")
                .isTrue();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(parts::next);
    }

    @Test
    void closingItLetsGoOfTheFileOnceBeItReadOrNot() {
        Body read = body(new ByteRange(0, 0), new ByteRange(2, 2));
        Body begun = body(new ByteRange(0, 99_999), new ByteRange(100_001, SIZE - 1));
        Body unread = body(new ByteRange(0, 0), new ByteRange(2, 2));
        new Download(read).finish();
        new Download(begun).next();
        begun.close();
        begun.close();
        file.release();
        assertThat(channel.isOpen()).isTrue();

        unread.close();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void hasOneSubscriber() {
        Body body = body(new ByteRange(0, 0), new ByteRange(2, 2));
        new Download(body).finish();

        assertThat(new Download(body).failure()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileThatIsChangedMeanwhileEndsShort() throws IOException {
        Download download = new Download(body(new ByteRange(0, 99_999), new ByteRange(100_001, SIZE - 1))).next();

        try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writer.truncate(SIZE - 1);
        }

        assertThat(download.finish().failure()).isInstanceOf(IOException.class);
        assertThat(download.isComplete()).isFalse();
        assertThat(download.length()).isEqualTo(PIECE);
    }

    @Test
    void aPartThatReachesBeyondTheEndEndsShort() {
        Download download = new Download(body(new ByteRange(0, 0), new ByteRange(SIZE - 5, SIZE + 5))).finish();

        assertThat(download.failure()).isInstanceOf(EOFException.class);
        assertThat(download.isComplete()).isFalse();
    }

    private ByteRangesBody body(ByteRange... ranges) {
        return new ByteRangesBody("text/plain", file.lease(0, SIZE), List.of(ranges));
    }
}
