package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What may stand in a {@code Host} field, without a port: host names and addresses. None is looked up. */
final class HostNameConverter implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    @Override
    public String convert(String value) {
        boolean isHost = NAME.matcher(value).matches()
                || InetAddresses.isInetAddress(value)
                || InetAddresses.isUriInetAddress(value);
        if (isHost) return value;
        throw new TypeConversionException("'" + value + "' is not a host name or an address, without a port");
    }
}
