package dev.dunlin.demo;

import dev.dunlin.http.ForwardingHeaders;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of forwarding headers by their names. */
final class ForwardingHeadersConverter implements ITypeConverter<ForwardingHeaders> {
    @Override
    public ForwardingHeaders convert(String text) {
        return switch (text) {
            case "x-forwarded" -> ForwardingHeaders.X_FORWARDED;
            case "forwarded" -> ForwardingHeaders.FORWARDED;
            default -> throw new TypeConversionException("'" + text + "' is none of x-forwarded and forwarded");
        };
    }
}
