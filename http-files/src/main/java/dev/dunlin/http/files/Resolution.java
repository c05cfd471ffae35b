package dev.dunlin.http.files;

import dev.dunlin.http.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a request's path leads: what {@link DocumentRoot} and {@link BareNames} find. */
sealed interface Resolution {
    /**
     * A regular file that may be read.
     *
     * @param path where it really is, without links
     * @param version as it was when it was looked at
     * @param name as it was asked for, which may be a link's; an index's own
     * @param uriPath the path that was asked for, in its one spelling: a directory's, if the file is its index
     * @param coded the files beside it that hold the same in a coding
     */
    record FileFound(Path path, FileVersion version, String name, String uriPath, Map<Coding, FileFound> coded)
            implements Resolution {
        public FileFound {
            coded = Map.copyOf(coded);
        }

        /** A file that has nothing beside it. */
        FileFound(Path path, FileVersion version, String name, String uriPath) {
            this(path, version, name, uriPath, Map.of());
        }

        /** The same file by another path. */
        FileFound askedForAs(String uriPath) {
            return new FileFound(path, version, name, uriPath, coded);
        }

        /** The same file with what lies beside it. */
        FileFound with(Map<Coding, FileFound> coded) {
            return new FileFound(path, version, name, uriPath, coded);
        }
    }

    /**
     * A directory without an index.
     *
     * @param path where it really is, without links
     * @param version as it was when it was looked at
     * @param place as it was asked for, with a slash at the end
     */
    record DirectoryFound(Path path, FileVersion version, TreePath place) implements Resolution {}

    /**
     * A directory, asked for without a slash at the end. Relative links in its page would lead astray, so the client
     * has to ask again.
     *
     * @param uriPath the path to ask for
     */
    record SlashMissing(String uriPath) implements Resolution {}

    /**
     * Nothing lies at a path that could be a file's.
     *
     * @param place as it was asked for
     */
    record NothingThere(TreePath place) implements Resolution {}

    /**
     * The only file whose path ends in the names asked for.
     *
     * @param file as if it had been asked for by its whole path
     */
    record FoundByName(FileFound file) implements Resolution {}

    /**
     * The only file whose path ends in the names asked for, which the client is to ask for by its whole path.
     *
     * @param uriPath the path to ask for
     */
    record Elsewhere(String uriPath) implements Resolution {}

    /**
     * Several files whose paths end in the names asked for.
     *
     * @param places where they lie; a single one if the search was given up after it
     * @param more whether there are others, or may be
     */
    record Ambiguous(List<TreePath> places, boolean more) implements Resolution {
        public Ambiguous {
            places = List.copyOf(places);
        }
    }

    /** It is not known yet whether there is a file of this name. */
    enum Pending implements Resolution {
        /** The names in the tree are still being read. */
        NAMES_UNREAD,
        /** What lies there changes faster than it can be looked at, or this process may open no more files. */
        UNSETTLED
    }

    /** Nothing to serve. */
    enum Refusal implements Resolution {
        /** The path cannot name a file anywhere. */
        MALFORMED(Status.BAD_REQUEST),
        /** The path leaves the root, or what it leads to may not be read. */
        FORBIDDEN(Status.FORBIDDEN),
        /** There is nothing that anybody should know of. */
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
