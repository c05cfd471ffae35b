package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.FileFound;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file with its fields, ready to be sent (RFC 9110 §8). Its answers are built once and shared by all
 * requests: over a content in memory they are complete, over an open file only a lease has to be added. Immutable, but
 * for the file that may be closed.
 */
final class Representation {
    private final FileFound file;
    private final Validators validators;
    private final Response whole;
    private final Response notModified;
    private final @Nullable SharedFile openFile;

    private Representation(
            FileFound file, Validators validators, String type, Body content, @Nullable SharedFile openFile) {
        this.file = file;
        this.validators = validators;
        this.openFile = openFile;
        Headers common = Headers.of(
                "ETag", validators.tag().toString(),
                "Last-Modified", HttpDate.format(validators.lastModified()));
        this.notModified = Response.of(Status.NOT_MODIFIED).withHeaders(common);
        this.whole = Response.of(Status.OK)
                .withHeaders(common)
                .withHeader("Content-Type", type)
                .withHeader("X-Content-Type-Options", "nosniff")
                .withBody(content);
    }

    /** A representation whose content was read into memory. */
    static Representation inMemory(FileFound file, Validators validators, String type, ByteBuffer content) {
        return new Representation(file, validators, type, Body.of(content), null);
    }

    /** A representation that is sent from an open file, which it owns until {@link #release}. */
    static Representation fromFile(FileFound file, Validators validators, String type, SharedFile openFile) {
        return new Representation(file, validators, type, Body.empty(), openFile);
    }

    /** What it is a representation of. */
    FileFound file() {
        return file;
    }

    /**
     * Tells whether this still represents a file that was looked at again. Never so if the file was young: what was
     * written soon after it was read would bear the same date.
     */
    boolean isStill(FileFound found) {
        return !validators.tag().isWeak() && file.equals(found);
    }

    /** The memory that its content takes, in bytes; 0 for an open file. */
    int contentBytes() {
        return (int) whole.body().length();
    }

    /** Tells whether it holds a file open. */
    boolean holdsFile() {
        return openFile != null;
    }

    /**
     * The answer to a GET or HEAD request: all of it, or 304.
     *
     * @param request the request's fields
     * @return the answer, whose body is to be closed; null if the file has been closed, so that another one is needed
     */
    @Nullable
    Response answer(Headers request) {
        return switch (Preconditions.evaluate(request, validators.tag(), validators.lastModified())) {
            case NOT_MODIFIED -> notModified;
            case PROCEED -> openFile == null ? whole : leased(openFile);
        };
    }

    private @Nullable Response leased(SharedFile openFile) {
        Body content = openFile.lease(0, file.version().size());
        return content == null ? null : whole.withBody(content);
    }

    /** Lets go of the open file, if there is one. To be called once. */
    void release() {
        if (openFile != null) openFile.release();
    }
}
