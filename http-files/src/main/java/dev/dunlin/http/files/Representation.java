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
import java.util.Objects;
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
    private final long size;
    private final Response whole;
    private final Response notModified;
    private final @Nullable SharedFile openFile;

    private Representation(
            FileFound file,
            Validators validators,
            Headers fields,
            Body content,
            long size,
            @Nullable SharedFile openFile) {
        this.file = file;
        this.size = size;
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
        return new Representation(file, validators, fields, Body.of(content), content.remaining(), null);
    }

    /** A representation that is sent from an open file, which it owns until {@link #release}. */
    static Representation fromFile(FileFound file, Validators validators, Headers fields, SharedFile openFile) {
        return new Representation(
                file, validators, fields, Body.empty(), file.version().size(), openFile);
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
        return validators.isLasting() && file.equals(found);
    }

    /** Returns whether nothing is being sent from its open file; true if there is none. */
    boolean isIdle() {
        return openFile == null || openFile.isIdle();
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
        return answer(request, false);
    }

    /**
     * The same for a file that was not looked at just now: if content of the open file is to be sent, it is looked at, so that
     * no length is promised that cannot be sent.
     *
     * @return null also if the file was changed in place
     */
    @Nullable
    Response answerIfUnchanged(Request request) {
        return answer(request, request.method().equals("GET"));
    }

    private @Nullable Response answer(Request request, boolean looks) {
        return switch (Preconditions.evaluate(request.headers(), validators)) {
            case PROCEED -> whole(looks);
            case PROCEED_WITH_RANGE -> inRange(request, looks);
            case NOT_MODIFIED -> notModified;
            case FAILED -> PRECONDITION_FAILED;
        };
    }

    private @Nullable Response whole(boolean looks) {
        if (openFile == null) return whole;
        Body content = lease(0, size, looks);
        return content == null ? null : whole.withBody(content);
    }

    private @Nullable Body lease(long offset, long length, boolean looks) {
        SharedFile open = Objects.requireNonNull(openFile);
        return looks ? open.leaseIfUnchanged(offset, length) : open.lease(offset, length);
    }

    /** Range is defined for GET alone, and is no list that might go over several lines (RFC 9110 §14.2). */
    private @Nullable Response inRange(Request request, boolean looks) {
        List<String> lines = request.headers().all("Range");
        boolean defined = request.method().equals("GET") && lines.size() == 1;
        Optional<RangeSet> asked = defined ? RangeSet.parse(lines.get(0)) : Optional.empty();
        // Nothing lies in an empty file; but a client that always asks for ranges is better off with 200 than with an
        // error.
        if (asked.isEmpty() || size == 0) return whole(looks);
        List<ByteRange> ranges = asked.get().within(size);
        return switch (ranges.size()) {
            case 0 -> beyondEnd(looks);
            case 1 -> part(ranges.get(0), looks);
            default -> parts(ranges, looks);
        };
    }

    private @Nullable Response beyondEnd(boolean looks) {
        if (looks && openFile != null) {
            Body content = openFile.leaseIfUnchanged(0, size);
            if (content == null) return null;
            content.close();
        }
        return Response.error(Status.RANGE_NOT_SATISFIABLE).withHeader("Content-Range", "bytes */" + size);
    }

    private @Nullable Response part(ByteRange range, boolean looks) {
        Body content = content(range, looks);
        return content == null
                ? null
                : whole.withStatus(Status.PARTIAL_CONTENT)
                        .withHeader("Content-Range", range.contentRange(size))
                        .withBody(content);
    }

    private @Nullable Response parts(List<ByteRange> ranges, boolean looks) {
        Body content = openFile == null ? whole.body() : lease(0, size, looks);
        return content == null
                ? null
                : whole.withStatus(Status.PARTIAL_CONTENT)
                        .withHeader("Content-Type", ByteRangesBody.TYPE)
                        .withBody(new ByteRangesBody(type, content, ranges));
    }

    /** A part of the content, which is not copied; null if the file has been closed. */
    private @Nullable Body content(ByteRange range, boolean looks) {
        if (openFile != null) return lease(range.first(), range.length(), looks);
        ByteBuffer content = ((MemoryBody) whole.body()).content();
        return Body.of(content.slice((int) range.first(), (int) range.length()));
    }

    /** Lets go of the open file, if there is one. To be called once. */
    void release() {
        if (openFile != null) openFile.release();
    }
}
