package dev.dunlin.http.files;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
 *   <li>nothing lies (see {@link Builder#findByName} for another answer), or what lies there is neither a file nor a directory, such as a pipe;
 *   <li>a name on the way begins with a dot, {@code .well-known} (RFC 8615) excepted, or a link leads to such a name;
 *   <li>a segment of the path holds an encoded slash or a backslash;
 *   <li>the path ends in a slash, but leads to a file;
 *   <li>a directory has no index ({@code index.html}, see {@link Builder#index}), unless it is listed
 *       ({@link Builder#listing});
 * </ul>
 * with 403 where dot segments or links lead out of the tree, or the file may not be read; with 400 where the path holds
 * a NUL. A directory's path without a slash at its end is redirected to the one with it. Other methods than these two
 * are answered the same on every path: OPTIONS with 204, the rest with 405.
 *
 * <p>Links are followed as long as they stay in the tree; the root may be a link itself. Where Java can hold directories
 * open ({@link java.nio.file.SecureDirectoryStream}), nobody gets out of the tree by swapping directories and links while
 * a request runs; each directory has to be readable then. Hard links and mounts are not links in this sense: whoever can
 * make them can publish what this process can read.
 *
 * <p>Files bear an {@code ETag} and {@code Last-Modified}, and all preconditions are understood (RFC 9110 §13): 304 says
 * that the client has this version, 412 that it wanted another one. Small files are kept in memory, big ones open, and
 * looked at again at most once a second; so a change shows within a second.
 *
 * <p>A compressed file that is asked for by its own name, such as {@code app.js.gz} or {@code logo.svgz}, is sent with the type
 * of what is in it and its {@code Content-Encoding}; archives ({@code .tar.gz}, {@code .tgz}) are sent as they are.
 *
 * <p>Ranges of bytes are sent with 206 (RFC 9110 §14), several as {@code multipart/byteranges}, after those that overlap
 * or adjoin were joined. 416 says that nothing of the file lies in them; an empty file is sent with 200. A {@code Range} that is malformed, of another
 * unit, or of more than 16 ranges is ignored, and so is any in a HEAD: the answer is the whole, with 200.
 *
 * <p>A file that is replaced (by renaming another one to its name) or deleted while it is sent is sent whole, as it
 * was. Of one that grows, such as a log, the announced bytes are sent. One that is shortened, or written to in place without
 * growing, aborts the connection short of the promised length, so that the client sees that it has not got the file. The file
 * is looked at before each piece; what is written between the look and the sending of this piece goes unseen.
 *
 * <p>Runs on the event loop, as it waits for nothing but the disk; {@link #on} moves it off where the disk is slow.
 * Safe for use by several threads. To be closed when the server has stopped.
 */
public final class FileHandler implements Handler, AutoCloseable {
    private static final Response OPTIONS = Response.of(Status.NO_CONTENT).withHeader("Allow", "GET, HEAD, OPTIONS");
    private static final Response METHOD_NOT_ALLOWED =
            Response.error(Status.METHOD_NOT_ALLOWED).withHeader("Allow", "GET, HEAD, OPTIONS");

    private static final Logger LOG = LoggerFactory.getLogger(FileHandler.class);

    private final FileAnswers answers;
    private final @Nullable ResourceTree resources;

    private FileHandler(FileAnswers answers, @Nullable ResourceTree resources) {
        this.answers = answers;
        this.resources = resources;
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
        return new Builder(root, null);
    }

    /**
     * Begins a handler for a directory of the class path or the module path: of a jar, of an image made by jlink, or where the
     * classes were compiled to. Of several modules of an image that have the directory, the first by name is taken.
     *
     * <pre>{@code
     * FileHandler files = FileHandler.resources(Main.class.getClassLoader(), "public").build();
     * }</pre>
     *
     * <p>Files are read into memory when they are asked for first, whatever their size, and stay there while they are in
     * use. Their validators last as long as the handler. A jar must have entries for its directories, as those of the usual tools have; one inside another
     * archive cannot be read.
     *
     * @param loader knows the directory
     * @param directory such as {@code public} or {@code com/example/site}
     * @return a builder with the defaults, to be built
     * @throws IllegalArgumentException if there is no such directory
     * @throws UncheckedIOException if the jar cannot be read
     */
    public static Builder resources(ClassLoader loader, String directory) {
        try {
            ResourceTree tree = ResourceTree.open(loader, directory);
            return new Builder(tree.path(), tree)
                    .disk(new ResourceDisk())
                    .inMemoryLimit(Integer.MAX_VALUE)
                    .cacheBytes(Long.MAX_VALUE / 2);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    /**
     * Responds before it returns; only a look-up by name that comes while the names are still being read, and the listing
     * of a large directory, get their response later, on another thread.
     *
     * @throws IOException if the disk fails, which is to be answered with 500
     */
    @Override
    public void handle(Request request, Responder responder) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD" -> answers.get(request, responder);
            case "OPTIONS" -> responder.respond(OPTIONS);
            default -> answers.respond(METHOD_NOT_ALLOWED, responder);
        }
    }

    /**
     * Makes an answer with an error status: with the page that the site has for it, if {@link Builder#errorPages} is on.
     * This handler's own errors have these pages anyhow; where there is none, they look as those of the server they run in.
     *
     * <pre>{@code
     * HttpServer.builder().handler(files).errorAnswer(files::errorAnswer).start();
     * }</pre>
     *
     * @param status from 400 to 599
     * @return the answer
     */
    public Response errorAnswer(int status) {
        return answers.error(status);
    }

    /**
     * What this handler has done from its start until now, and what it keeps. From any thread.
     *
     * @return figures that are read one after the other, so they may be of slightly different moments
     */
    public FilesSnapshot snapshot() {
        return answers.snapshot();
    }

    /**
     * Closes all files that are kept open; one that is being sent, when it was sent. What is asked for later is not
     * kept. Names are not kept any more, either.
     */
    @Override
    public void close() {
        answers.close();
        if (resources == null) return;
        try {
            resources.close();
        } catch (IOException e) {
            LOG.warn("cannot close the archive of {}", resources.path(), e);
        }
    }

    /** A handler in the making. Not for several threads. */
    public static final class Builder {
        private final Path root;
        private final @Nullable ResourceTree resources;
        private List<String> index = List.of("index.html");
        private MediaTypes mediaTypes = MediaTypes.standard();
        private int inMemoryLimit = 64 * 1024;
        private long cacheBytes = CacheSize.byDefault();
        private int maxOpenFiles = DescriptorLimit.keptOpen();
        private EntityTags entityTags = EntityTags.CHANGE_TIME;
        private FindByName findByName = FindByName.OFF;
        private NameExclusions nameExclusions = NameExclusions.NONE;
        private Duration namesRereadEvery = Duration.ofSeconds(30);
        private Duration nameVerificationInterval = Duration.ofMinutes(10);
        private boolean listing;
        private Mount mount = Mount.ROOT;
        private boolean precompressed;
        private @Nullable Function<FileInfo, String> cacheControl;
        private boolean errorPages;
        private @Nullable String fallbackPage;
        private Disk disk = Disk.LOCAL;
        private InstantSource clock = InstantSource.system();

        private Builder(Path root, @Nullable ResourceTree resources) {
            this.root = root;
            this.resources = resources;
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
         * Sets how much memory is spent on what is kept between requests, at the most. Default: a quarter of the largest
         * heap ({@link Runtime#maxMemory}), and no more than 64 MiB.
         *
         * <p>Where directories are listed, a quarter of it is for listings, and at least 1 MiB.
         *
         * @param bytes the size of all that is kept, in bytes; 0 keeps no files
         * @return this builder
         */
        public Builder cacheBytes(long bytes) {
            this.cacheBytes = bytes;
            return this;
        }

        /**
         * Sets how many files may be kept open between requests. Default: a quarter of those that this process may open, and no
         * more than 1000. Where nothing can be opened any more, some of them are closed, whatever their number.
         *
         * @param files the number when nothing is kept in memory, at least 1: an open file counts as its share of
         *     {@link #cacheBytes}
         * @return this builder
         */
        public Builder maxOpenFiles(int files) {
            this.maxOpenFiles = files;
            return this;
        }

        /**
         * Sets what the {@code ETag} of a file is made of. Default: {@link EntityTags#CHANGE_TIME}. Where replicas on several
         * machines serve the same files, it is one of the others.
         *
         * @param entityTags used in place of the default
         * @return this builder
         */
        public Builder entityTags(EntityTags entityTags) {
            this.entityTags = Objects.requireNonNull(entityTags);
            return this;
        }

        /**
         * Sets what becomes of a request for a path at which nothing lies, if files elsewhere in the tree have a path
         * that ends in the names asked for. Default: {@link FindByName#OFF}.
         *
         * <p>Only one that is alone in this is sent or redirected to; of several, up to 100 are named in a page with
         * status 300. Never found so are links, what lies under one, and names that begin with a dot or lie under one;
         * and nothing is looked for if the path ends in a slash. <strong>A file is found so by a path that says nothing of the
         * directory that it lies in.</strong> Where a reverse proxy or a filter protects directories by their paths, they have to be
         * left out, see {@link #findByNameExcludes}. All these answers, and the 404 for none, say {@code
         * Cache-Control: no-cache}.
         *
         * <p>Takes a thread that reads the names in the whole tree and keeps them in memory, about 150 bytes a file. On
         * Linux a change shows within a second; see {@link #namesRereadEvery} and {@link
         * #nameVerificationInterval} for the rest. A request that comes before
         * the names have been read waits for that, for 2 seconds at most, and is answered with 503 then.
         *
         * @param findByName used in place of the default
         * @return this builder
         */
        public Builder findByName(FindByName findByName) {
            this.findByName = findByName;
            return this;
        }

        /**
         * Sets directories whose files are not found by their names alone, nor those in directories below; by their paths they stay
         * what they are. Default: none.
         *
         * @param directories paths from the root on, such as {@code private} or {@code a/b}, in the case of the disk; they need
         *     not exist
         * @return this builder
         * @throws IllegalArgumentException if one is the root, or leads out of it
         */
        public Builder findByNameExcludes(String... directories) {
            this.nameExclusions = NameExclusions.of(List.of(directories));
            return this;
        }

        /**
         * Sets how often all names are read again where the system does not tell of changes: on others than Linux, and
         * where the limit of watched directories is reached. Default: 30 seconds.
         *
         * @param interval positive; there is half a second at least between two readings, and as long a rest as the last
         *     one took
         * @return this builder
         */
        public Builder namesRereadEvery(Duration interval) {
            this.namesRereadEvery = interval;
            return this;
        }

        /**
         * Sets how long one pass takes that compares all names with the disk in the background, where the system reports
         * changes. Passes follow one another. They find what was not reported, which no system promises never to happen:
         * on network file systems and after a mount it is normal. What they correct is counted, see {@link
         * FilesSnapshot#healedNames}. Default: 10 minutes.
         *
         * <p>The work is spread evenly over the time, at most 2000 names a second and 20 ms of each second, so that a
         * pass over more than a million names takes longer.
         *
         * @param interval 0 disables it; any other that is shorter than a second counts as one
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder nameVerificationInterval(Duration interval) {
            if (interval.isNegative()) {
                throw new IllegalArgumentException("nameVerificationInterval must not be negative: " + interval);
            }
            this.nameVerificationInterval = interval;
            return this;
        }

        /**
         * Sets whether a directory without an index is answered by a list of what lies in it, instead of with 404.
         * Default: false.
         *
         * <p>Shows 10,000 entries at the most, the first ones that the system returns, and then unsorted. A directory of
         * more than 100 names is read on a thread of the handler, at most once a second, and its list is written as the
         * client reads it. The memory of all such lists is bounded ({@link #cacheBytes}); while there is no room for one, or
         * too many directories are to be read, the response is 503 with {@code Retry-After}, and a client that has read a list
         * for more than 10 seconds may be disconnected to make room.
         *
         * <p>The list is a page, or JSON for a client that prefers {@code application/json}, and is sorted as the query
         * says: {@code ?sort=size&order=desc}, or by {@code name} or {@code modified}. Names that begin with a dot are
         * left out, and so is what is neither a file nor a directory, and links out of the tree.
         *
         * @param listing true to list
         * @return this builder
         */
        public Builder listing(boolean listing) {
            this.listing = listing;
            return this;
        }

        /**
         * Serves the tree below a path: with {@code /static}, {@code /static/a.txt} is the file {@code a.txt}, and what
         * does not begin so is answered with 404. Default: none, the tree is the whole server's.
         *
         * @param path begins with a slash and ends without one; decoded, as {@code /my files}
         * @return this builder
         * @throws IllegalArgumentException if it is no such path
         */
        public Builder prefix(String path) {
            this.mount = Mount.at(path);
            return this;
        }

        /**
         * Sets whether files that lie beside a file in a content coding are sent to clients that take it: {@code
         * page.html.br}, {@code page.html.zst} and {@code page.html.gz} for {@code page.html}. One that is older than the
         * file itself, by a second or more, is not. Such answers, and those without a coding for which there would be one, say {@code Vary:
         * Accept-Encoding}. Default: false.
         *
         * @param precompressed true to look for them
         * @return this builder
         */
        public Builder precompressed(boolean precompressed) {
            this.precompressed = precompressed;
            return this;
        }

        /**
         * Sets what is said of each file as {@code Cache-Control}. Default: nothing, which leaves it to clients to guess.
         * What is found by its bare name says {@code no-cache} in any case.
         *
         * @param cacheControl called when a file is loaded, on the thread that asks for it; {@link CacheControl} has some
         * @return this builder
         */
        public Builder cacheControl(Function<FileInfo, String> cacheControl) {
            this.cacheControl = cacheControl;
            return this;
        }

        /**
         * Sets whether the pages of the site stand in the place of the plain ones for errors: {@code 404.html} and the
         * like in its root, and {@code 50x.html} for the statuses from 500 on. The status stays what it is. Default:
         * false.
         *
         * <p>{@link #errorAnswer} has them for the errors of the server and of other handlers, too.
         *
         * @param errorPages true to use them
         * @return this builder
         */
        public Builder errorPages(boolean errorPages) {
            this.errorPages = errorPages;
            return this;
        }

        /**
         * Names the file that answers, with 200, where no page is found, for applications that find their ways in the
         * browser. Never for names with an extension: a missing picture or script stays missing. Default: none.
         *
         * @param name of a file in the root, such as {@code index.html}
         * @return this builder
         */
        public Builder fallbackPage(String name) {
            this.fallbackPage = name;
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
            CacheSize size = CacheSize.of(cacheBytes, listing);
            FileCache cache = new FileCache(size.files(), maxOpenFiles, clock);
            Disk disk = new ThriftyDisk(this.disk, cache::closeIdle);
            DocumentRoot documents = new DocumentRoot(root, index, disk, precompressed, mount);
            FileLoader loader = new FileLoader(root, disk, inMemoryLimit, new TagPolicy(entityTags), clock);
            FileSource files =
                    new FileSource(new VariantsLoader(loader, new FileFields(mediaTypes, cacheControl)), cache);
            HandlerThreads threads = new HandlerThreads();
            FileAnswers answers = new FileAnswers(
                    documents,
                    files,
                    threads,
                    clock,
                    names(documents),
                    listing ? new DirectoryListing(root, disk, size.listings(), clock, threads) : null,
                    new ErrorRenderer(errorPages ? new ErrorPages(documents, files) : null),
                    fallbackPage);
            return new FileHandler(answers, resources);
        }

        private @Nullable BareNames names(DocumentRoot documents) {
            if (findByName == FindByName.OFF) return null;
            NameIndex names = NameIndex.builder(root)
                    .disk(disk)
                    .rescanEvery(namesRereadEvery)
                    .verificationInterval(nameVerificationInterval)
                    .exclusions(nameExclusions)
                    .start();
            return new BareNames(names, documents, findByName == FindByName.REDIRECT, clock);
        }

        private static void requireAtLeast(String name, long value, long least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must not be less than " + least + ": " + value);
            }
        }
    }
}
