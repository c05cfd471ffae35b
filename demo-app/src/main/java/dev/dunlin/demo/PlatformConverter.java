package dev.dunlin.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Platforms by their names, {@code linux} and {@code macos}. */
final class PlatformConverter implements ITypeConverter<Platform> {
    @Override
    public Platform convert(String value) {
        for (Platform platform : Platform.values()) {
            if (platform.toString().equals(value)) return platform;
        }
        throw new TypeConversionException("'" + value + "' is neither linux nor macos");
    }
}
