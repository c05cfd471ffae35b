package dev.dunlin.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** A part of a file whose channel belongs to the body. */
final class OwnedFileBody extends FileBody {
    OwnedFileBody(FileChannel channel, long offset, long length) {
        super(channel, offset, length);
    }

    @Override
    public void close() {
        try {
            channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
