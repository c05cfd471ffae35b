package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.Refusal;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the files of a directory tree.
 *
 * <pre>{@code
 * try (FileHandler files = FileHandler.of(Path.of("/srv/www"));
 *         HttpServer server = HttpServer.builder().port(8080).handler(files).start()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>GET and HEAD are answered with 404 where
 * <ul>
 *   <li>nothing lies, or what lies there is neither a file nor a directory, such as a pipe;
 *   <li>a name on the way begins with a dot, {@code .well-known} (RFC 8615) excepted;
 *   <li>a segment of the path holds an encoded slash or a backslash;
 *   <li>the path ends in a slash, but leads to a file;
 *   <li>a directory has no index ({@code index.html}, see {@link Builder#index});
 * </ul>
 * with 403 where dot segments or links lead out of the tree, or the file may not be read; with 400 where the path holds
 * a NUL. A directory's path without a slash at its end is redirected to the one with it. Other methods than these two
 * are answered the same on every path: OPTIONS with 204, the rest with 405.
 *
 * <p>Links are followed as long as they stay in the tree; the root may be a link itself. Whoever can write to the tree
 * can publish what this process can read from it.
 *
 * <p>Files bear an {@code ETag} and {@code Last-Modified}, and {@code If-None-Match} and {@code If-Modified-Since} are
 * understood (RFC 9110 §13). Small files are kept in memory, big ones open, and looked at again at most once a second;
 * so a change shows within a second.
 *
 * <p>A file that is replaced (by renaming another one to its name) or deleted while it is sent is sent whole, as it
 * was. One that is shortened or written to in place ends the connection short of the promised length, so that the
 * client sees that it has not got the file. The file is looked at before each piece; what is written between the look
 * and the sending of this piece goes unseen.
 *
 * <p>Runs on the event loop, as it waits for nothing but the disk; {@link #on} moves it off where the disk is slow.
 * Safe for use by several threads. To be closed when the server has stopped.
 */
public final class FileHandler implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileHandler.class);

    /** How often a file is looked at that changes while it is looked at. */
    private static final int ATTEMPTS = 3;

    private static final Response OPTIONS = Response.of(Status.NO_CONTENT).withHeader("Allow", "GET, HEAD, OPTIONS");
    private static final Response METHOD_NOT_ALLOWED =
            Response.error(Status.METHOD_NOT_ALLOWED).withHeader("Allow", "GET, HEAD, OPTIONS");

    private static final Response UNSETTLED =
            Response.error(Status.SERVICE_UNAVAILABLE).withHeader("Retry-After", "1");

    /** Leaves a query as it is, but for what may not stand in a field. */
    private static final Escaper QUERY = new PercentEscaper("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", false);

    private final DocumentRoot root;
    private final FileLoader loader;
    private final FileCache cache;

    private FileHandler(DocumentRoot root, FileLoader loader, FileCache cache) {
        this.root = root;
        this.loader = loader;
        this.cache = cache;
    }

    /**
     * Serves a directory with the defaults of {@link Builder}.
     *
     * @param root the directory, or a link to it
     * @return the handler, to be closed
     * @throws IllegalArgumentException if it is no directory
     */
    public static FileHandler of(Path root) {
        return builder(root).build();
    }

    /**
     * Begins a handler with other than the default options.
     *
     * @param root the directory, or a link to it
     * @return a builder with the defaults
     */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    /**
     * Answers before it returns.
     *
     * @throws IOException if the disk fails, which is to be answered with 500
     */
    @Override
    public void handle(Request request, Responder responder) throws IOException {
        responder.respond(
                switch (request.method()) {
                    case "GET", "HEAD" -> get(request);
                    case "OPTIONS" -> OPTIONS;
                    default -> METHOD_NOT_ALLOWED;
                });
    }

    /**
     * Closes all files that are kept open; one that is being sent, when it was sent. What is asked for later is not
     * kept.
     */
    @Override
    public void close() {
        cache.close();
    }

    /** Nearly every request ends here in the first two lines. */
    private Response get(Request request) throws IOException {
        Representation fresh = cache.fresh(request.path());
        Response answer = fresh == null ? null : fresh.answer(request.headers());
        return answer == null ? lookFor(request) : answer;
    }

    private Response lookFor(Request request) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Response answer = render(root.resolve(request.pathSegments()), request);
            if (answer != null) return answer;
        }
        LOG.warn("cannot be opened, or changes faster than it can be read: {}", request.path());
        return UNSETTLED;
    }

    /** The answer, or null if the file has changed since it was found. */
    private @Nullable Response render(Resolution resolution, Request request) throws IOException {
        if (resolution instanceof FileFound file) return send(file, request.headers());
        cache.forget(request.path());
        if (resolution instanceof SlashMissing directory) return redirect(directory, request);
        if (resolution instanceof Refusal refusal) return Response.error(refusal.status());
        throw new AssertionError(resolution);
    }

    private @Nullable Response send(FileFound file, Headers request) throws IOException {
        Representation known = cache.renewed(file);
        Response answer = known == null ? null : known.answer(request);
        if (answer != null) return answer;

        Representation loaded = loader.load(file);
        if (loaded == null) return null;
        answer = loaded.answer(request); // before the cache, which may let go of it at once
        cache.put(loaded);
        return answer;
    }

    private static Response redirect(SlashMissing directory, Request request) {
        String query = request.query().map(text -> '?' + QUERY.escape(text)).orElse("");
        return Response.error(Status.MOVED_PERMANENTLY).withHeader("Location", directory.uriPath() + query);
    }

    /** A handler in the making. Not for several threads. */
    public static final class Builder {
        private final Path root;
        private List<String> index = List.of("index.html");
        private MediaTypes mediaTypes = MediaTypes.standard();
        private int inMemoryLimit = 64 * 1024;
        private long cacheBytes = 64L * 1024 * 1024;
        private int maxOpenFiles = 1000;
        private Disk disk = Disk.LOCAL;
        private InstantSource clock = InstantSource.system();

        private Builder(Path root) {
            this.root = root;
        }

        /**
         * Names the files that answer for their directory. Default: {@code index.html}.
         *
         * @param names in order of preference: the first that exists answers; none at all switches that off
         * @return this builder
         */
        public Builder index(String... names) {
            this.index = List.of(names);
            return this;
        }

        /**
         * Sets what tells the {@code Content-Type} of a file. Default: {@link MediaTypes#standard}.
         *
         * @param mediaTypes used in place of the default
         * @return this builder
         */
        public Builder mediaTypes(MediaTypes mediaTypes) {
            this.mediaTypes = mediaTypes;
            return this;
        }

        /**
         * Sets the size up to which a file is read into memory; bigger ones are sent from the open file. Default: 64 KiB.
         *
         * @param bytes the size, at least 0
         * @return this builder
         */
        public Builder inMemoryLimit(int bytes) {
            this.inMemoryLimit = bytes;
            return this;
        }

        /**
         * Sets how much memory may be spent on what is kept between requests. Default: 64 MiB.
         *
         * @param bytes the size of all that is kept; 0 keeps nothing
         * @return this builder
         */
        public Builder cacheBytes(long bytes) {
            this.cacheBytes = bytes;
            return this;
        }

        /**
         * Sets how many files may be kept open between requests. Default: 1000.
         *
         * @param files the number when nothing is kept in memory, at least 1: an open file counts as its share of
         *     {@link #cacheBytes}
         * @return this builder
         */
        public Builder maxOpenFiles(int files) {
            this.maxOpenFiles = files;
            return this;
        }

        /** Asks another disk than this machine's, for tests. */
        Builder disk(Disk disk) {
            this.disk = disk;
            return this;
        }

        /** Goes by another clock than this machine's, for tests. */
        Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Makes the handler.
         *
         * @return the handler, to be closed
         * @throws IllegalArgumentException if the root is no directory, or a number is out of range
         */
        public FileHandler build() {
            if (!Files.isDirectory(root)) throw new IllegalArgumentException("not a directory: " + root);
            requireAtLeast("inMemoryLimit", inMemoryLimit, 0);
            requireAtLeast("cacheBytes", cacheBytes, 0);
            requireAtLeast("maxOpenFiles", maxOpenFiles, 1);
            return new FileHandler(
                    new DocumentRoot(root, index, disk),
                    new FileLoader(disk, mediaTypes, inMemoryLimit, clock),
                    new FileCache(cacheBytes, maxOpenFiles, clock));
        }

        private static void requireAtLeast(String name, long value, long least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must not be less than " + least + ": " + value);
            }
        }
    }
}
