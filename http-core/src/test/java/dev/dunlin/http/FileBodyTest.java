package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileBodyTest {
    private static final int SLICE = 64 * 1024;

    private final byte[] content = new byte[3 * SLICE + 100];

    @TempDir
    private Path directory;

    private Path path;
    private FileChannel channel;

    @BeforeEach
    void openFile() throws IOException {
        new Random(31).nextBytes(content);
        path = Files.write(directory.resolve("file"), content);
        channel = FileChannel.open(path);
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
    }

    @Test
    void theWholeFileIsPublishedInSlices() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        Body.file(channel, 0, content.length).subscribe(subscriber);
        assertThat(subscriber.bytes()).isEqualTo(content);
        assertThat(subscriber.completed).isTrue();
        assertThat(subscriber.pieces).extracting(ByteBuffer::remaining).containsExactly(SLICE, SLICE, SLICE, 100);
        assertThat(subscriber.pieces).allMatch(ByteBuffer::isReadOnly);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 65536", "1, 65536", "65535, 2", "65536, 65537", "196707, 1", "5, 196703"})
    void aPartOfAFileIsPublished(int offset, int length) {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        Body.file(channel, offset, length).subscribe(subscriber);
        assertThat(subscriber.bytes()).isEqualTo(Arrays.copyOfRange(content, offset, offset + length));
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void aBodySaysWhatPartOfWhatItIs() {
        FileBody body = (FileBody) Body.file(channel, 7, 11);
        assertThat(body.channel()).isSameAs(channel);
        assertThat(body.offset()).isEqualTo(7);
        assertThat(body.length()).isEqualTo(11);
    }

    @Test
    void theChannelsPositionIsNeitherUsedNorChanged() throws IOException {
        channel.position(1_000);
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        Body.file(channel, 0, content.length).subscribe(subscriber);
        assertThat(subscriber.bytes()).isEqualTo(content);
        assertThat(channel.position()).isEqualTo(1_000);
    }

    @Test
    void twoBodiesMayShareAChannel() {
        RecordingSubscriber first = RecordingSubscriber.waiting();
        RecordingSubscriber second = RecordingSubscriber.waiting();
        Body.file(channel, 0, 2 * SLICE).subscribe(first);
        Body.file(channel, SLICE, 2 * SLICE).subscribe(second);
        first.subscription.request(1);
        second.subscription.request(2);
        first.subscription.request(1);
        assertThat(first.bytes()).isEqualTo(Arrays.copyOf(content, 2 * SLICE));
        assertThat(second.bytes()).isEqualTo(Arrays.copyOfRange(content, SLICE, 3 * SLICE));
    }

    @Test
    void anEmptyPartEndsWithoutBeingAskedFor() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        Body.file(channel, 10, 0).subscribe(subscriber);
        assertThat(subscriber.pieces).isEmpty();
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void slicesComeOnlyWhenAskedFor() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        Body.file(channel, 0, content.length).subscribe(subscriber);
        assertThat(subscriber.pieces).isEmpty();
        subscriber.subscription.request(2);
        assertThat(subscriber.pieces).hasSize(2);
        subscriber.subscription.cancel();
        subscriber.subscription.request(2);
        assertThat(subscriber.pieces).hasSize(2);
        assertThat(subscriber.isOpen()).isTrue();
    }

    @Test
    void aSecondSubscriberIsRefusedAndTheFirstIsNot() {
        Body body = Body.file(channel, 0, content.length);
        RecordingSubscriber first = RecordingSubscriber.waiting();
        RecordingSubscriber second = RecordingSubscriber.greedy();
        body.subscribe(first);
        body.subscribe(second);
        assertThat(second.failure).isInstanceOf(IllegalStateException.class);
        assertThat(second.pieces).isEmpty();
        first.subscription.request(Long.MAX_VALUE);
        assertThat(first.bytes()).isEqualTo(content);
    }

    @Test
    void aFileThatEndsTooSoonIsAnError() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        Body.file(channel, 0, content.length + 1L).subscribe(subscriber);
        assertThat(subscriber.bytes()).isEqualTo(content);
        assertThat(subscriber.failure).isInstanceOf(EOFException.class).hasMessageContaining("" + content.length);
    }

    @Test
    void aFileCutWhileItIsReadIsAnError() throws IOException {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        Body.file(channel, 0, content.length).subscribe(subscriber);
        subscriber.subscription.request(1);
        try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writer.truncate(SLICE + 10);
        }
        subscriber.subscription.request(Long.MAX_VALUE);
        assertThat(subscriber.bytes()).isEqualTo(Arrays.copyOf(content, SLICE + 10));
        assertThat(subscriber.failure).isInstanceOf(EOFException.class);
    }

    @Test
    void aFileThatIsIntactNoLongerIsAnError() {
        Queue<Boolean> intact = new ArrayDeque<>(List.of(true, true, false));
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        new WatchedBody(intact::remove).subscribe(subscriber);
        assertThat(subscriber.bytes()).isEqualTo(Arrays.copyOf(content, 2 * SLICE));
        assertThat(subscriber.failure).isInstanceOf(IOException.class);
        assertThat(intact).isEmpty();
    }

    @Test
    void aFileThatCannotBeLookedAtIsAnError() {
        IOException gone = new IOException("gone");
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        new WatchedBody(() -> {
                    throw gone;
                })
                .subscribe(subscriber);
        assertThat(subscriber.pieces).isEmpty();
        assertThat(subscriber.failure).isSameAs(gone);
    }

    @Test
    void aClosedChannelIsAnError() throws IOException {
        Body body = Body.file(channel, 0, content.length);
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        body.subscribe(subscriber);
        subscriber.subscription.request(1);
        body.close();
        assertThat(channel.isOpen()).isFalse();
        subscriber.subscription.request(1);
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.failure).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aChannelThatCannotBeReadIsAnError() throws IOException {
        try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
            RecordingSubscriber subscriber = RecordingSubscriber.greedy();
            Body.file(writer, 0, 1).subscribe(subscriber);
            assertThat(subscriber.failure).isInstanceOf(NonReadableChannelException.class);
        }
    }

    @Test
    void closeClosesTheChannelAndMayBeRepeated() {
        Body body = Body.file(channel, 0, 1);
        body.close();
        assertThat(channel.isOpen()).isFalse();
        body.close();
    }

    @Test
    void aFailingCloseIsReported() throws IOException {
        IOException failure = new IOException("the disk is full");
        FileChannel failing = mock(FileChannel.class);
        doThrow(failure).when(failing).close();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(Body.file(failing, 0, 1)::close)
                .withCause(failure);
    }

    @Test
    void aBodyOverABorrowedChannelLeavesItOpen() {
        new WatchedBody(() -> true).close();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void negativeNumbersAndNoChannelAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.file(channel, -1, 0))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.file(channel, 0, -2))
                .withMessageContaining("-2");
        assertThatNullPointerException().isThrownBy(() -> Body.file(null, 0, 0));
    }

    private interface Watch {
        boolean isIntact() throws IOException;
    }

    private final class WatchedBody extends FileBody {
        private final Watch watch;

        WatchedBody(Watch watch) {
            super(FileBodyTest.this.channel, 0, content.length);
            this.watch = watch;
        }

        @Override
        public boolean isIntact() throws IOException {
            return watch.isIntact();
        }

        /** The channel is the test's. */
        @Override
        public void close() {}
    }
}
