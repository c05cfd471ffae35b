package dev.dunlin.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dunlin.http.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Version 1: {@code PROXY TCP4 192.0.2.1 192.0.2.2 56324 443} and CRLF. {@code UNKNOWN} in place of {@code TCP4} or
 * {@code TCP6} may be followed by anything.
 */
final class TextHeader {
    private static final int LONGEST = 107;
    private static final int FIELDS = 6;
    private static final byte[] START = "PROXY ".getBytes(US_ASCII);
    private static final String UNKNOWN = "PROXY UNKNOWN";

    private TextHeader() {}

    /** How many bytes are to come at the least: for each missing field a space and a byte, and the CRLF. */
    static int leastToCome(byte[] bytes, int length) throws ProtocolException {
        if (!Arrays.equals(bytes, 0, START.length, START, 0, START.length))
            throw new ProtocolException("neither version of the PROXY protocol");
        int least = bytes[length - 1] == '\r' ? 1 : 2;
        if (bytes[length - 1] == '\n') {
            if (bytes[length - 2] == '\r') return 0;
            throw new ProtocolException("a bare LF");
        }
        if (least == 2 && isTcp(bytes)) least += 2 * (FIELDS - fields(bytes, length));
        if (length + least > LONGEST) throw new ProtocolException("more than " + LONGEST + " bytes");
        return least;
    }

    private static boolean isTcp(byte[] bytes) {
        return bytes[START.length] == 'T';
    }

    /** How many fields have begun; more than there may be are found out in the end. */
    private static int fields(byte[] bytes, int length) {
        int fields = 1;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == ' ') fields++;
        }
        return Math.min(fields, FIELDS);
    }

    static ProxyHeader parse(String header) throws ProtocolException {
        String line = header.substring(0, header.length() - 2);
        if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + " ")) return ProxyHeader.UNKNOWN;
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) throw new ProtocolException(fields.length + " fields, not " + FIELDS);
        int addressLength = switch (fields[1]) {
            case "TCP4" -> 4;
            case "TCP6" -> 16;
            default -> throw new ProtocolException("an unknown family");
        };
        return new ProxyHeader(
                new InetSocketAddress(address(fields[2], addressLength), port(fields[4])),
                new InetSocketAddress(address(fields[3], addressLength), port(fields[5])));
    }

    private static InetAddress address(String text, int length) throws ProtocolException {
        boolean isOfFamily = (text.indexOf(':') >= 0) == (length == 16);
        InetAddress address = isOfFamily ? IpLiteral.parse(text) : null;
        if (address == null) throw new ProtocolException("not an address of the family");
        return address;
    }

    private static int port(String text) throws ProtocolException {
        boolean isNumber = text.matches("0|[1-9][0-9]{0,4}");
        int port = isNumber ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) throw new ProtocolException("not a port");
        return port;
    }
}
