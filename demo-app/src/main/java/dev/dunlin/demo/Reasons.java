package dev.dunlin.demo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says for people why a file cannot be used; the messages of file system exceptions are often the mere path. */
final class Reasons {
    private Reasons() {}

    static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) return "it does not exist";
        if (failure instanceof NotDirectoryException) return "it is not a directory";
        if (failure instanceof AccessDeniedException) return "permission denied";
        if (failure instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
