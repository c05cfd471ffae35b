package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int requests;

    private final TestConnection server = TestConnection.to((request, responder) -> {
        requests++;
        responder.respond(Response.ok(""));
    });

    @Test
    void halfAHeadIsWithinTheLimitsOfTheServerAndLacksItsEnd() {
        byte[] head = Messages.halfHead();

        assertThat(head).hasSizeBetween(38_500, 39_500);
        assertThat(server.exchange(text(head))).isEmpty();
        assertThat(server.exchange(text(END_OF_HEAD))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void halfARecordIsShorterThanItSays() {
        ByteBuffer record = ByteBuffer.wrap(Messages.halfRecord());

        assertThat(record.get()).isEqualTo((byte) 22);
        assertThat(record.getShort()).isEqualTo((short) 0x0301);
        assertThat((int) record.getShort()).isGreaterThan(record.remaining()).isLessThanOrEqualTo(1 << 14);
        assertThat(record.remaining()).isGreaterThan(14_000);
    }

    @Test
    void aPipelineIsMadeOfWholeRequests() {
        server.exchange(text(Messages.pipeline("/")));

        assertThat(requests).isEqualTo(500);
    }

    @Test
    void rangesNeitherOverlapNorAdjoin() {
        String request = text(Messages.ranges("/", 160));

        assertThat(request).contains("\r\nRange: bytes=0-8,10-18,20-28,").contains(",150-158\r\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
