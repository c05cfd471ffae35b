package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Body#empty} and {@link Body#of} make; see {@link FileBodyTest} for files. */
class BodyTest {
    static List<Body> hellos() {
        byte[] bytes = "hell\u00f6".getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(20).put(3, bytes).position(3).limit(3 + bytes.length);
        return List.of(Body.of("hell\u00f6"), Body.of(bytes), Body.of(ByteBuffer.wrap(bytes)), Body.of(direct));
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void theLengthIsInBytes(Body body) {
        assertThat(body.length()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void theContentComesInOnePieceAndEnds(Body body) {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        body.subscribe(subscriber);
        assertThat(subscriber.pieces).hasSize(1);
        assertThat(subscriber.text()).isEqualTo("hell\u00f6");
        assertThat(subscriber.completed).isTrue();
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void contentInMemoryServesSeveralSubscribersAtOnce(Body body) {
        RecordingSubscriber first = RecordingSubscriber.waiting();
        RecordingSubscriber second = RecordingSubscriber.waiting();
        body.subscribe(first);
        body.subscribe(second);
        second.subscription.request(1);
        assertThat(first.isOpen()).isTrue();
        assertThat(second.completed).isTrue();
        second.pieces.get(0).position(6);
        first.subscription.request(1);
        assertThat(first.text()).isEqualTo("hell\u00f6");
        assertThat(first.completed).isTrue();
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void contentInMemoryOutlivesItsClose(Body body) {
        body.close();
        body.close();
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        body.subscribe(subscriber);
        assertThat(subscriber.text()).isEqualTo("hell\u00f6");
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void piecesCannotBeWrittenTo(Body body) {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        body.subscribe(subscriber);
        assertThat(subscriber.pieces).allMatch(ByteBuffer::isReadOnly);
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void theServerReadsContentInMemoryWithoutSubscribing(Body body) {
        MemoryBody memory = (MemoryBody) body;
        ByteBuffer content = memory.content();
        assertThat(content.position()).isZero();
        assertThat(content.remaining()).isEqualTo(6);
        content.position(6);
        assertThat(memory.content().position()).as("each reader has its own").isZero();
        ByteBuffer target = ByteBuffer.allocate(10).position(1);
        memory.copyTo(target, 2, 3);
        assertThat(target.position()).isEqualTo(4);
        assertThat(target.array()).startsWith(0, 'l', 'l', 0xc3).endsWith(0, 0, 0, 0, 0, 0);
    }

    @Test
    void emptyContentEndsWithoutBeingAskedFor() {
        for (Body body : List.of(Body.empty(), Body.of(""), Body.of(new byte[0]), Body.of(ByteBuffer.allocate(0)))) {
            RecordingSubscriber subscriber = RecordingSubscriber.waiting();
            body.subscribe(subscriber);
            assertThat(body.length()).isZero();
            assertThat(subscriber.pieces).isEmpty();
            assertThat(subscriber.completed).isTrue();
            assertThatCode(body::close).doesNotThrowAnyException();
        }
    }

    @Test
    void emptyContentIsReusable() {
        for (int i = 0; i < 2; i++) {
            RecordingSubscriber subscriber = RecordingSubscriber.greedy();
            Body.empty().subscribe(subscriber);
            assertThat(subscriber.completed).isTrue();
        }
    }

    @Test
    void aBuffersPositionIsNeitherFollowedNorMoved() {
        ByteBuffer buffer = ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.US_ASCII))
                .position(2)
                .limit(5);
        Body body = Body.of(buffer);
        buffer.position(4);
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        body.subscribe(subscriber);
        assertThat(body.length()).isEqualTo(3);
        assertThat(subscriber.text()).isEqualTo("234");
        assertThat(buffer.position()).isEqualTo(4);
        assertThat(buffer.isReadOnly()).isFalse();
    }
}
