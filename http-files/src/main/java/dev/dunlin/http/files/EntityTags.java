package dev.dunlin.http.files;

/**
 * What the {@code ETag} of a file is made of, see {@link FileHandler.Builder#entityTags}.
 *
 * <p>Whatever it is, a tag is weak (RFC 9110 §8.8.1) while the file is younger than a second, as it may be changed again
 * without a trace in its times.
 */
public enum EntityTags {
    /**
     * Size, modification time and change time. The change time cannot be set by anybody, so the tag is another one whenever
     * the file was replaced or written to, also where tools set the modification time back: reproducible builds,
     * {@code cp -p}, images of containers. It differs from machine to machine, and changes with the permissions and the
     * name of a file. {@code Last-Modified} is the later of the two times.
     *
     * <p>Where the system does not tell the change time, as on Windows, it is {@link #CONTENT}.
     */
    CHANGE_TIME,

    /**
     * Size and modification time, as in nginx: the same on several machines whose files were copied together with their times.
     * A file that is replaced by one of the same size and time keeps its tag, and clients keep the old content.
     */
    MODIFICATION_TIME,

    /**
     * A hash of the content for files of up to 1 MiB: the same on several machines, whatever their times. The file is read for
     * it when it is loaded. Larger files have a weak tag of size and modification time, which is good for 304 but not for
     * continued downloads.
     */
    CONTENT
}
