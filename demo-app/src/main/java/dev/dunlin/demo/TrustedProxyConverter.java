package dev.dunlin.demo;

import dev.dunlin.http.TrustedProxies;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Proxies as {@link TrustedProxies} names them. */
final class TrustedProxyConverter implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        try {
            TrustedProxies.of(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
