package dev.dunlin.demo;

import dev.dunlin.http.files.FileHandler;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Directories below the root, which need not exist. The file handler knows what is one. */
final class ExcludedDirectoryConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            FileHandler.builder(Path.of("")).findByNameExcludes(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no directory below the root");
        }
    }
}
