package dev.dunlin.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.Transport;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The time that a connection has for its header, by a clock that the test turns. */
class ProxyLoopTest {
    private static final Duration DEADLINE = Duration.ofMillis(100);

    private final ManualLoop loop = new ManualLoop(Instant.EPOCH);
    private final Transport transport = mock(Transport.class);
    private final Connection inner = mock(Connection.class);
    private final Connection connection = new ProxyLoop(loop, DEADLINE, outer -> inner).create(transport);

    @Test
    void aHeaderThatIsNotCompleteInTimeEndsTheConnection() throws IOException {
        receive("PROXY TCP4 203.0.113.9 ");
        loop.advance(DEADLINE.toNanos() - 1);
        receive("198.51.100.2 ");
        verify(transport, never()).close(any());

        loop.advance(1);
        verify(transport).close(any(IOException.class));
        verifyNoInteractions(inner);
    }

    @Test
    void theDeadlineOfTheHeaderDoesNotHoldForWhatFollows() throws IOException {
        receive("PROXY TCP4 203.0.113.9 198.51.100.2 56324 443\r\n");
        verify(inner).onReadable();

        loop.advance(Duration.ofDays(1).toNanos());
        verify(transport, never()).close(any());
    }

    /** As much at a time as is asked for, and then no more. */
    private void receive(String bytes) throws IOException {
        ByteBuffer sent = ByteBuffer.wrap(bytes.getBytes(US_ASCII));
        when(transport.isOpen()).thenReturn(true);
        doAnswer(call -> {
                    ByteBuffer target = call.getArgument(0);
                    int length = Math.min(target.remaining(), sent.remaining());
                    target.put(sent.slice(sent.position(), length));
                    sent.position(sent.position() + length);
                    return length;
                })
                .when(transport)
                .read(any());
        connection.onReadable();
    }
}
