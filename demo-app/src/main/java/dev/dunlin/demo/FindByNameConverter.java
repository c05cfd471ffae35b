package dev.dunlin.demo;

import dev.dunlin.http.files.FindByName;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modes by their names in small letters. */
final class FindByNameConverter implements ITypeConverter<FindByName> {
    @Override
    public FindByName convert(String text) {
        for (FindByName mode : FindByName.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) return mode;
        }
        throw new TypeConversionException("'" + text + "' is none of serve, redirect and off");
    }
}
