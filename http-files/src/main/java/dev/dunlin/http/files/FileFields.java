package dev.dunlin.http.files;

import dev.dunlin.http.Headers;
import dev.dunlin.http.files.Resolution.FileFound;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is said of a file beside its validators: type, coding, how long it may be kept (RFC 9110 §8). */
final class FileFields {
    private final MediaTypes mediaTypes;
    private final @Nullable Function<FileInfo, String> cacheControl;

    /**
     * @param cacheControl null if nothing is to be said about caching
     */
    FileFields(MediaTypes mediaTypes, @Nullable Function<FileInfo, String> cacheControl) {
        this.mediaTypes = mediaTypes;
        this.cacheControl = cacheControl;
    }

    /**
     * The fields of a file's representation.
     *
     * @param file as it was asked for
     * @param beside the coding of the file beside it that is sent in its place; null if it is sent itself
     */
    Headers of(FileFound file, @Nullable Coding beside) {
        CodedName name = CodedName.of(file.name(), mediaTypes);
        String type = name.type();
        Coding coding = beside == null ? name.coding() : beside;
        Headers fields = Headers.of("Content-Type", type, "X-Content-Type-Options", "nosniff");
        if (cacheControl != null) fields = fields.with("Cache-Control", cacheControl.apply(info(file, type)));
        if (!file.coded().isEmpty()) fields = fields.with("Vary", "Accept-Encoding");
        return coding == null ? fields : fields.with("Content-Encoding", coding.token());
    }

    private static FileInfo info(FileFound file, String type) {
        FileVersion version = file.version();
        return new FileInfo(
                file.name(), file.uriPath(), version.size(), version.modified().toInstant(), type);
    }
}
