package dev.dunlin.demo;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What may stand in a {@code Server} field: words of printable ASCII. */
final class ServerNameConverter implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("[!-~]+( [!-~]+)*");

    @Override
    public String convert(String value) {
        if (FORM.matcher(value).matches()) return value;
        throw new TypeConversionException("'" + value + "' is not made of words in printable ASCII");
    }
}
