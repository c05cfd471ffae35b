package dev.dunlin.http.files;

import java.io.Closeable;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the class path as a directory of a file system: of the disk, of the archive that it lies in, or of the image
 * that the program runs from.
 *
 * @param path of the directory
 * @param archive is closed with this; null if there is none
 */
record ResourceTree(Path path, @Nullable FileSystem archive) implements Closeable {
    /** The protocols of URLs that are paths of file systems that are always there. */
    private static final Set<String> HAVE_PATHS = Set.of("file", "jrt");

    /**
     * Finds a directory.
     *
     * @param directory such as {@code public}, without a slash at either end
     * @throws IllegalArgumentException if there is none, or it lies in something that is neither a directory, a jar nor an
     *     image
     * @throws IOException if the archive cannot be read
     */
    static ResourceTree open(ClassLoader loader, String directory) throws IOException {
        URL url = loader.getResource(directory);
        if (url == null) return new ResourceTree(inImage(loader, directory), null);
        try {
            if (HAVE_PATHS.contains(url.getProtocol())) return new ResourceTree(Path.of(url.toURI()), null);
            if (url.openConnection() instanceof JarURLConnection jar) {
                URI file = jar.getJarFileURL().toURI();
                FileSystem archive = FileSystems.newFileSystem(Path.of(file), (ClassLoader) null);
                return new ResourceTree(archive.getPath("/" + jar.getEntryName()), archive);
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notAFile) {
            throw new IllegalArgumentException("neither in a directory nor in a jar: " + url, notAFile);
        }
        throw new IllegalArgumentException("neither in a directory nor in a jar: " + url);
    }

    /**
     * Finds a directory in the image that jlink makes of modules. Class loaders find its files only, so it is looked for in each
     * module that this class loader or one of its parents has loaded.
     */
    private static Path inImage(ClassLoader loader, String directory) {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        Set<@Nullable ClassLoader> loaders = new HashSet<>();
        loaders.add(null); // the one that loads java.base
        for (ClassLoader each = loader; each != null; each = each.getParent()) loaders.add(each);
        return ModuleLayer.boot().modules().stream()
                .filter(module -> loaders.contains(module.getClassLoader()))
                .map(Module::getName)
                .sorted()
                .map(module -> modules.resolve(module).resolve(directory))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not on the class path: " + directory));
    }

    @Override
    public void close() throws IOException {
        if (archive != null) archive.close();
    }
}
