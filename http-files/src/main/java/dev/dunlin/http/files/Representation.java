package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.FileFound;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file with its fields, ready to be sent (RFC 9110 §8). Its answers are built once and shared by all
 * requests: over a content in memory they are complete, over an open file only a lease has to be added. Immutable, but
 * for the file that may be closed.
 */
final class Representation {
    private static final Response PRECONDITION_FAILED = Response.error(Status.PRECONDITION_FAILED);

    private final FileFound file;
    private final Validators validators;
    private final String type;
    private final Response whole;
    private final Response notModified;
    private final @Nullable SharedFile openFile;

    private Representation(
            FileFound file, Validators validators, Headers fields, Body content, @Nullable SharedFile openFile) {
        this.file = file;
        this.validators = validators;
        this.type = fields.first("Content-Type").orElse(MediaTypes.UNKNOWN);
        this.openFile = openFile;
        Headers described = fields.with("ETag", validators.tag().toString())
                .with("Last-Modified", HttpDate.format(validators.lastModified()));
        this.notModified = Response.of(Status.NOT_MODIFIED)
                .withHeaders(described
                        .without("Content-Type")
                        .without("Content-Encoding")
                        .without("X-Content-Type-Options"));
        this.whole = Response.of(Status.OK)
                .withHeaders(described.with("Accept-Ranges", "bytes"))
                .withBody(content);
    }

    /**
     * A representation whose content was read into memory.
     *
     * @param fields what is said of it beside its validators
     */
    static Representation inMemory(FileFound file, Validators validators, Headers fields, ByteBuffer content) {
        return new Representation(file, validators, fields, Body.of(content), null);
    }

    /** A representation that is sent from an open file, which it owns until {@link #release}. */
    static Representation fromFile(FileFound file, Validators validators, Headers fields, SharedFile openFile) {
        return new Representation(file, validators, fields, Body.empty(), openFile);
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
     * The answer to a GET or HEAD request: all of it, the ranges that are asked for, or that its preconditions do not hold.
     *
     * @return the answer, whose body is to be closed; null if the file has been closed, so that another one is needed
     */
    @Nullable
    Response answer(Request request) {
        return switch (Preconditions.evaluate(request.headers(), validators.tag(), validators.lastModified())) {
            case PROCEED -> whole();
            case PROCEED_WITH_RANGE -> inRange(request);
            case NOT_MODIFIED -> notModified;
            case FAILED -> PRECONDITION_FAILED;
        };
    }

    private @Nullable Response whole() {
        if (openFile == null) return whole;
        Body content = openFile.lease(0, file.version().size());
        return content == null ? null : whole.withBody(content);
    }

    /** Range is defined for GET alone, and is no list that might go over several lines (RFC 9110 §14.2). */
    private @Nullable Response inRange(Request request) {
        List<String> lines = request.headers().all("Range");
        boolean defined = request.method().equals("GET") && lines.size() == 1;
        Optional<RangeSet> asked = defined ? RangeSet.parse(lines.get(0)) : Optional.empty();
        if (asked.isEmpty()) return whole();
        long size = file.version().size();
        List<ByteRange> ranges = asked.get().within(size);
        return switch (ranges.size()) {
            case 0 -> Response.error(Status.RANGE_NOT_SATISFIABLE).withHeader("Content-Range", "bytes */" + size);
            case 1 -> part(ranges.get(0), size);
            default -> parts(ranges, size);
        };
    }

    private @Nullable Response part(ByteRange range, long size) {
        Body content = content(range);
        return content == null
                ? null
                : whole.withStatus(Status.PARTIAL_CONTENT)
                        .withHeader("Content-Range", range.contentRange(size))
                        .withBody(content);
    }

    private @Nullable Response parts(List<ByteRange> ranges, long size) {
        Body content = openFile == null ? whole.body() : openFile.lease(0, size);
        return content == null
                ? null
                : whole.withStatus(Status.PARTIAL_CONTENT)
                        .withHeader("Content-Type", ByteRangesBody.TYPE)
                        .withBody(new ByteRangesBody(type, content, ranges));
    }

    /** A part of the content, which is not copied; null if the file has been closed. */
    private @Nullable Body content(ByteRange range) {
        if (openFile != null) return openFile.lease(range.first(), range.length());
        ByteBuffer content = ((MemoryBody) whole.body()).content();
        return Body.of(content.slice((int) range.first(), (int) range.length()));
    }

    /** Lets go of the open file, if there is one. To be called once. */
    void release() {
        if (openFile != null) openFile.release();
    }
}
