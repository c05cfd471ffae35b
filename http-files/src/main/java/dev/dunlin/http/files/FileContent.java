package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Reads a small file wholly. What it says of its size is a hint only: files of the kernel say 4096 bytes and hold five
 * (sysfs), or say none and hold many (procfs).
 */
final class FileContent {
    private static final int FIRST = 4096;

    private final int most;

    /**
     * @param most how many bytes are read of a file that says it is empty
     */
    FileContent(int most) {
        this.most = most;
    }

    /**
     * Reads from the beginning to the end, or up to the size where the file has one.
     *
     * @param size as the file says
     * @return what was read; nothing of a file that says it is empty, and holds more than may be read
     */
    ByteBuffer read(ReadableByteChannel file, int size) throws IOException {
        if (size == 0) return readUnannounced(file);
        ByteBuffer content = ByteBuffer.allocate(size);
        fill(file, content);
        return content.flip();
    }

    private ByteBuffer readUnannounced(ReadableByteChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(FIRST);
        while (fill(file, content) && content.position() <= most) {
            int length = content.position();
            content =
                    ByteBuffer.wrap(Arrays.copyOf(content.array(), 2 * length)).position(length);
        }
        int length = content.position() <= most ? content.position() : 0;
        return ByteBuffer.wrap(Arrays.copyOf(content.array(), length));
    }

    /** Returns false if the file ends before the buffer is full. */
    private static boolean fill(ReadableByteChannel file, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            if (file.read(content) < 0) return false; // a read may stop half-way
        }
        return true;
    }
}
