package dev.dunlin.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths of directories. Whether there is one shows later; see {@link SiteOptions#checked}. */
final class DirectoryConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        // Java takes it for the working directory, which nobody means to publish by an empty variable in a script.
        if (value.isEmpty()) throw new TypeConversionException("'' is not a directory");
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + value + "' cannot be the name of a directory here");
        }
    }
}
