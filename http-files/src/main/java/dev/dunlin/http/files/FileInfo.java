package dev.dunlin.http.files;

import java.time.Instant;

/**
 * What is known of a file that is about to be sent.
 *
 * @param name the name that it was asked for by; an index's own
 * @param path the path of its URI, percent-encoded; a directory's, if the file is its index
 * @param size in bytes
 * @param lastModified when its content was changed last
 * @param mediaType what will be its {@code Content-Type}
 */
public record FileInfo(String name, String path, long size, Instant lastModified, String mediaType) {}
