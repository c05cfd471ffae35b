package dev.dunlin.http.files;

/**
 * What a file handler has done from its start until now, and what it keeps.
 *
 * <pre>{@code
 * FilesSnapshot now = files.snapshot();
 * double share = (double) now.hits() / (now.hits() + now.misses());
 * }</pre>
 *
 * @param hits files that were found in the cache
 * @param misses files that had to be loaded
 * @param entries files that are in the cache
 * @param bytes what their contents take in memory, and the listings of directories
 * @param openFiles how many files the cache holds open
 * @param names files that can be found by their names alone; 0 while they are read for the first time, and where nothing
 *     is looked up so
 * @param healedNames places in the tree whose names had changed without an event, which were found by comparing in the
 *     background and corrected; see {@link FileHandler.Builder#nameVerificationInterval}. On a local disk it stays 0
 *     unless something was mounted or permissions were changed.
 */
public record FilesSnapshot(
        long hits, long misses, long entries, long bytes, long openFiles, long names, long healedNames) {}
