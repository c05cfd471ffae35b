package dev.dunlin.http.files;

import dev.dunlin.http.Status;
import java.nio.file.Path;

/** Where a request's path leads: what {@link DocumentRoot} finds. */
sealed interface Resolution {
    /**
     * A regular file that may be read.
     *
     * @param path where it really is, without links
     * @param version as it was when it was looked at
     * @param name as it was asked for, which may be a link's; an index's own
     * @param uriPath the path that was asked for, in its one spelling: a directory's, if the file is its index
     */
    record FileFound(Path path, FileVersion version, String name, String uriPath) implements Resolution {
        /** The same file by another path. */
        FileFound askedForAs(String uriPath) {
            return new FileFound(path, version, name, uriPath);
        }
    }

    /**
     * A directory, asked for without a slash at the end. Relative links in its page would lead astray, so the client
     * has to ask again.
     *
     * @param uriPath the path to ask for
     */
    record SlashMissing(String uriPath) implements Resolution {}

    /** Nothing to serve. */
    enum Refusal implements Resolution {
        /** The path cannot name a file anywhere. */
        MALFORMED(Status.BAD_REQUEST),
        /** The path leaves the root, or what it leads to may not be read. */
        FORBIDDEN(Status.FORBIDDEN),
        /** There is nothing, or nothing that anybody should know of. */
        NOT_FOUND(Status.NOT_FOUND);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        /** The status to answer with. */
        int status() {
            return status;
        }
    }
}
