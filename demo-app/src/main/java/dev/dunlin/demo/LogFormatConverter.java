package dev.dunlin.demo;

import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats by their names. */
final class LogFormatConverter implements ITypeConverter<Function<Clock, LogFormat>> {
    @Override
    public Function<Clock, LogFormat> convert(String text) {
        return switch (text) {
            case "common" -> CommonLogFormat::new;
            case "combined" -> CombinedLogFormat::new;
            case "json" -> JsonLogFormat::new;
            default -> throw new TypeConversionException("'" + text + "' is none of common, combined and json");
        };
    }
}
