package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What speaks inside: keeps what it reads, writes what it is told to. */
final class InnerConnection implements Connection {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    Transport transport;
    int readsAtOnce = 64 * 1024;
    boolean readsOn = true;
    boolean isAtEnd;
    boolean wasStopped;
    TlsWire.LoopWork onFirstContent;
    Throwable closedBy;
    private ByteBuffer toWrite = ByteBuffer.allocate(0);

    Connection over(Transport transport) {
        this.transport = transport;
        return this;
    }

    byte[] received() {
        return received.toByteArray();
    }

    boolean hasWrittenAll() {
        return !toWrite.hasRemaining();
    }

    /** Writes as HTTP/1 does: what remains is offered again when the socket is ready. */
    void write(byte[] content) throws IOException {
        toWrite = TlsWire.join(toWrite, ByteBuffer.wrap(content));
        onWritable();
    }

    void await() {
        transport.await(readsOn && !isAtEnd, toWrite.hasRemaining());
    }

    @Override
    public void onReadable() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(readsAtOnce);
        int length = transport.read(target);
        assertThat(length).as("what the read returns").isEqualTo(isEnd(length) ? -1 : target.position());
        isAtEnd = isEnd(length);
        received.write(target.array(), 0, target.position());
        if (onFirstContent != null && length > 0) {
            TlsWire.LoopWork work = onFirstContent;
            onFirstContent = null;
            work.run();
        }
        await();
    }

    private static boolean isEnd(int length) {
        return length < 0;
    }

    @Override
    public void onWritable() throws IOException {
        // A copy, as HTTP/1 makes one: the transport must not go by which buffer it is.
        ByteBuffer copy = ByteBuffer.allocate(toWrite.remaining())
                .put(toWrite.duplicate())
                .flip();
        transport.write(copy);
        toWrite = copy;
        await();
    }

    @Override
    public void onStopping() {
        wasStopped = true;
    }

    @Override
    public void onClosed(Throwable cause) {
        closedBy = cause;
    }
}
