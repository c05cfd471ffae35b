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
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the class path as a directory of a file system: of the disk, or of the archive that it lies in.
 *
 * @param path of the directory
 * @param archive is closed with this; null if there is none
 */
record ResourceTree(Path path, @Nullable FileSystem archive) implements Closeable {
    /**
     * Finds a directory.
     *
     * @param directory such as {@code public}, without a slash at either end
     * @throws IllegalArgumentException if there is none, or it lies in something that is neither a directory nor a jar
     * @throws IOException if the archive cannot be read
     */
    static ResourceTree open(ClassLoader loader, String directory) throws IOException {
        URL url = loader.getResource(directory);
        if (url == null) throw new IllegalArgumentException("not on the class path: " + directory);
        try {
            if (url.getProtocol().equals("file")) return new ResourceTree(Path.of(url.toURI()), null);
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

    @Override
    public void close() throws IOException {
        if (archive != null) archive.close();
    }
}
