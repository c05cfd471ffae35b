package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositeBodyTest {
    private static final int PIECE = 32 * 1024;

    private final byte[] content = new byte[3 * PIECE];

    @TempDir
    private Path directory;

    private FileChannel channel;
    private int asked;

    @BeforeEach
    void openFile() throws IOException {
        new Random(13).nextBytes(content);
        channel = FileChannel.open(Files.write(directory.resolve("file"), content));
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
    }

    @Test
    void partsInMemoryAndOfFilesArePublishedInTheirOrder() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();

        body(memory(0, 10), Body.empty(), file(10, 2 * PIECE), memory(2 * PIECE + 10, PIECE - 10))
                .subscribe(subscriber);

        assertThat(subscriber.bytes()).isEqualTo(content);
        assertThat(subscriber.completed).isTrue();
        assertThat(subscriber.pieces).extracting(ByteBuffer::remaining).containsExactly(PIECE, PIECE, PIECE);
        assertThat(subscriber.pieces).allMatch(ByteBuffer::isReadOnly);
    }

    @Test
    void aPartIsAskedForWhenTheOneBeforeIsUsedUp() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        body(file(0, PIECE), file(PIECE, PIECE), file(2 * PIECE, PIECE)).subscribe(subscriber);
        assertThat(asked).isZero();

        subscriber.subscription.request(1);
        assertThat(asked).isOne();
        subscriber.subscription.request(1);
        assertThat(asked).isEqualTo(2);
        assertThat(subscriber.bytes()).isEqualTo(Arrays.copyOf(content, 2 * PIECE));
    }

    @Test
    void noPartsAtAllAreNoContent() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        body().subscribe(subscriber);
        assertThat(subscriber.completed).isTrue();
    }

    @Test
    void thereIsOneSubscriber() {
        Body body = body(memory(0, 1));
        body.subscribe(RecordingSubscriber.greedy());

        RecordingSubscriber second = RecordingSubscriber.greedy();
        body.subscribe(second);

        assertThat(second.failure).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsThatEndEarlyAreAFailure() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        body(11, memory(0, 10)).subscribe(subscriber);
        assertThat(subscriber.failure).isInstanceOf(EOFException.class);
    }

    @Test
    void aFileThatWasChangedIsAFailure() {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        FileBody changed = new FileBody(channel, 0, 10) {
            @Override
            public boolean isIntact() {
                return false;
            }
        };
        body(memory(0, 10), changed).subscribe(subscriber);
        assertThat(subscriber.failure).isInstanceOf(IOException.class);
        assertThat(subscriber.pieces).isEmpty();
    }

    @Test
    void aLengthIsNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> body(-1)).withMessageContaining("-1");
    }

    private Body memory(int offset, int length) {
        return Body.of(ByteBuffer.wrap(content, offset, length));
    }

    private Body file(int offset, int length) {
        return Body.file(channel, offset, length);
    }

    private Body body(Body... parts) {
        return body(Arrays.stream(parts).mapToLong(Body::length).sum(), parts);
    }

    private Body body(long length, Body... parts) {
        return new CompositeBody(length) {
            @Override
            public Iterator<Body> parts() {
                return List.of(parts).stream().peek(part -> asked++).iterator();
            }
        };
    }
}
