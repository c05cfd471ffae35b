/**
 * Serves a directory tree over HTTP: {@link dev.dunlin.http.files.FileHandler} is what a user touches.
 *
 * <pre>{@code
 * FileHandler files = FileHandler.builder(Path.of("/srv/www"))
 *         .prefix("/static")
 *         .precompressed(true) // page.html.br, .zst or .gz in the place of page.html
 *         .cacheControl(CacheControl.immutableIfHashed(CacheControl.maxAge(Duration.ofHours(1))))
 *         .build();
 * HttpServer server = HttpServer.builder().handler(files.fallback(404, application)).start();
 * ...
 * server.stop(Duration.ofSeconds(10));
 * files.close();
 * }</pre>
 *
 * <p>A request runs through here in four steps, each of which is a value that the next one starts from, and each of
 * which can be tested by itself:
 *
 * <pre>
 * path segments ──► DocumentRoot  ──► Resolution       where the path leads: a file, a directory, nothing, a refusal
 * file found    ──► FileLoader    ──► Representation   one version of the file with its fields, ready to be sent
 * fields        ──► Preconditions ──► Outcome          the whole of it, the ranges of a RangeSet, 304 or 412
 * all of these  ──► FileAnswers   ──► Response         rendered in this one place
 * </pre>
 *
 * <p>{@code FileCache} is the short cut past the first two steps. For a path that was asked for within the last second
 * it holds the representation, so that such a request costs a look-up in a table and no system call.
 *
 * <p>Two side rooms are entered where the handler was told so. {@code BareNames} is asked when nothing lies at a path, and
 * finds files by the end of theirs in {@code NameIndex}; {@code DirectoryListing} answers for a directory without an
 * index.
 *
 * <p>What only the operating system knows is asked through {@code Disk}; no other class opens a file. {@code TreeWalk}
 * is the way into the tree that follows no link, for whatever is sent or shown. The thread of the index alone reads
 * directories by itself.
 */
@NullMarked
package dev.dunlin.http.files;

import org.jspecify.annotations.NullMarked;
