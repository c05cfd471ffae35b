package dev.dunlin.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses and host names. Whether the address is one of this machine shows when it is listened on. */
final class AddressConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String value) {
        // Java takes an empty name for the loopback address; a script whose variable is empty should hear of it.
        if (value.isBlank()) throw new TypeConversionException("'" + value + "' is not an address");
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("'" + value + "' is not an address or a known host name");
        }
    }
}
