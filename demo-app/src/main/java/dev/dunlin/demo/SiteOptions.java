package dev.dunlin.demo;

import dev.dunlin.http.files.CacheControl;
import dev.dunlin.http.files.EntityTags;
import dev.dunlin.http.files.FileHandler;
import dev.dunlin.http.files.FindByName;
import dev.dunlin.http.files.MediaTypes;
import dev.dunlin.http.filters.Gzip;
import dev.dunlin.http.server.HttpServer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is served. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nWhat to serve%n")
final class SiteOptions {
    /**
     * Plain text cannot say in which charset it is written, and browsers do not guess UTF-8; a page can, so that nothing
     * is said for it.
     */
    private static final MediaTypes TYPES = MediaTypes.standard().with("txt", "text/plain; charset=utf-8");

    @Option(
            names = {"-r", "--root"},
            paramLabel = "DIR",
            converter = DirectoryConverter.class,
            description = "The directory to serve. Default: a small site that comes with the program.")
    @Nullable
    Path root;

    @Option(
            names = "--find-by-name",
            paramLabel = "MODE",
            defaultValue = "serve",
            converter = FindByNameConverter.class,
            description = "What to do with the only file that has the name asked for, where nothing lies at the path"
                    + " itself: serve, redirect or off. Default: ${DEFAULT-VALUE}.")
    FindByName findByName;

    @Option(
            names = "--find-by-name-exclude",
            paramLabel = "DIR",
            converter = ExcludedDirectoryConverter.class,
            description =
                    "A directory below the root whose files --find-by-name does not find, such as one that a reverse"
                            + " proxy protects by its path. May be repeated.")
    List<String> findByNameExclude = List.of();

    @Option(
            names = "--name-verification-interval",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long one background pass takes that compares the names kept for --find-by-name with the"
                    + " disk; 0 disables it. Default: ${DEFAULT-VALUE}.")
    Duration nameVerificationInterval;

    @Option(names = "--listing", description = "Lists what lies in a directory that has no index.html.")
    boolean listing;

    @Option(
            names = "--spa",
            description =
                    "index.html of the root answers where a page is missing, for applications that find their ways"
                            + " in the browser.")
    boolean spa;

    @Option(
            names = "--error-pages",
            description = "404.html, 50x.html and the like of the root stand in the place of plain pages.")
    boolean errorPages;

    @Option(
            names = "--precompressed",
            description =
                    "Files with .br, .zst or .gz behind their names are sent for those without to who takes them.")
    boolean precompressed;

    @Option(names = "--compress", description = "Compresses text for who takes gzip, on the way.")
    boolean compress;

    @Option(
            names = "--cache-control",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long browsers may keep files; those with a hash in their names, a year. Default: they are"
                            + " not told.")
    @Nullable
    Duration maxAge;

    @Option(
            names = "--etag",
            paramLabel = "KIND",
            defaultValue = "change-time",
            converter = EntityTagsConverter.class,
            description = "What the ETag of a file is made of: change-time (with size and modification time),"
                    + " modification-time (with size) or content. The last two are for replicas on several machines."
                    + " Default: ${DEFAULT-VALUE}.")
    EntityTags etag;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            converter = BoundedSize.Any.class,
            description = "Memory for what is kept between requests; 0 keeps nothing. Default: a quarter of the largest"
                    + " heap, 64m at the most.")
    @Nullable
    Long cacheSize;

    @Option(
            names = "--max-open-files",
            paramLabel = "N",
            converter = BoundedNumber.Positive.class,
            description =
                    "Files kept open between requests. Default: a quarter of those that the process may open, 1000 at"
                            + " the most.")
    @Nullable
    Integer maxOpenFiles;

    /**
     * The root, if it can be served.
     *
     * @throws StartException if it is missing, no directory, or not readable
     */
    static Path checked(Path root) throws StartException {
        try {
            if (!Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
                throw new NotDirectoryException(root.toString());
            }
            // Reading its names is one right, opening what they name another.
            if (!Files.isReadable(root) || !Files.isExecutable(root)) throw new AccessDeniedException(root.toString());
            return root;
        } catch (IOException e) {
            throw new StartException("--root: cannot serve '" + root + "': " + Reasons.of(e), e);
        }
    }

    /** Answers from this directory, as the options say. */
    FileHandler handler(Path directory) {
        FileHandler.Builder builder = FileHandler.builder(directory)
                .mediaTypes(TYPES)
                .findByName(findByName)
                .findByNameExcludes(findByNameExclude.toArray(String[]::new))
                .nameVerificationInterval(nameVerificationInterval)
                .listing(listing)
                .errorPages(errorPages)
                .precompressed(precompressed)
                .entityTags(etag);
        if (maxOpenFiles != null) builder.maxOpenFiles(maxOpenFiles);
        if (cacheSize != null) builder.cacheBytes(cacheSize);
        if (spa) builder.fallbackPage("index.html");
        if (maxAge != null) builder.cacheControl(CacheControl.immutableIfHashed(CacheControl.maxAge(maxAge)));
        return builder.build();
    }

    /** Lets a server answer by this handler, as the options say. */
    void applyTo(HttpServer.Builder builder, FileHandler files) {
        if (compress) builder.filter(Gzip.builder().build());
        builder.handler(files).errorAnswer(files::errorAnswer);
    }
}
