package dev.dunlin.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths of Unix domain sockets. Whether there can be one shows when it is listened on. */
final class SocketFileConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        // To the system that is a socket without any name; a script whose variable is empty should hear of it.
        if (value.isEmpty()) throw new TypeConversionException("'' is not a file");
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + value + "' cannot be the name of a file here");
        }
    }
}
