package dev.dunlin.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of both versions are read the same however they are cut into pieces, and not one byte more. */
class ProxyHeaderParserTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /** How the reading of bytes has ended, and how many of them were taken. */
    private record Outcome(String end, int taken) {}

    private static byte[] text(String text) {
        return text.replace("~", "\r\n").getBytes(ISO_8859_1);
    }

    /** Version 2, in hexadecimal digits but for the length, behind the signature. */
    private static byte[] binary(String commandAndFamily, String rest) {
        String length = HexFormat.of().toHexDigits((short) (rest.length() / 2));
        return HexFormat.of().parseHex(SIGNATURE + commandAndFamily + length + rest);
    }

    private static String path(String path) {
        byte[] bytes = new byte[108];
        System.arraycopy(text(path), 0, bytes, 0, path.length());
        return HexFormat.of().formatHex(bytes);
    }

    private static Outcome read(byte[] bytes, Random random) {
        ProxyHeaderParser parser = new ProxyHeaderParser();
        int begin = 0;
        try {
            while (begin < bytes.length) {
                int piece = Math.min(bytes.length - begin, random == null ? bytes.length : random.nextInt(20));
                ByteBuffer input = ByteBuffer.wrap(bytes, begin, piece);
                ProxyHeader header = parser.parse(input);
                begin = input.position();
                if (header != null) return new Outcome(header.source() + " " + header.destination(), begin);
            }
            return new Outcome("INCOMPLETE", begin);
        } catch (ProtocolException e) {
            return new Outcome(e.getMessage(), 0);
        }
    }

    /** As a connection does: no more than is wanted, at each point. */
    private static int readAsWanted(byte[] bytes) throws ProtocolException {
        ProxyHeaderParser parser = new ProxyHeaderParser();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        while (true) {
            assertThat(parser.wanted()).isBetween(1, input.capacity() - input.position());
            ByteBuffer piece = input.slice(input.position(), parser.wanted());
            input.position(input.position() + piece.remaining());
            if (parser.parse(piece) != null) return input.position();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443~, /192.0.2.1:56324 /198.51.100.2:443",
        "PROXY TCP4 0.0.0.0 255.255.255.255 0 65535~, /0.0.0.0:0 /255.255.255.255:65535",
        "PROXY TCP6 2001:db8::1 ::1 1 2~, /[2001:db8:0:0:0:0:0:1]:1 /[0:0:0:0:0:0:0:1]:2",
        "PROXY TCP6 :: :: 0 0~, /[0:0:0:0:0:0:0:0]:0 /[0:0:0:0:0:0:0:0]:0",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535~,"
                + " /[ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe]:65535 /[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535",
        "PROXY UNKNOWN~, null null",
        "PROXY UNKNOWN a b  c\td~, null null",
        "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535~, null null",
    })
    void textIsRead(String header, String addresses) throws ProtocolException {
        requireReadInAnyPieces(text(header), addresses);
    }

    static Stream<Object[]> binaries() {
        String ipv4 = "c0000201c6336402dc0401bb";
        String ipv6 = "20010db8000000000000000000000001" + "00000000000000000000000000000001" + "0001ffff";
        String extensions = "030004ffffffff" + "04".repeat(3000);
        String read = "/192.0.2.1:56324 /198.51.100.2:443";
        return Stream.of(new Object[][] {
            {binary("2111", ipv4), read},
            {binary("2111", ipv4 + extensions), read},
            {binary("2110", ipv4), read},
            {binary("2121", ipv6), "/[2001:db8:0:0:0:0:0:1]:1 /[0:0:0:0:0:0:0:1]:65535"},
            {binary("2121", ipv6 + extensions), "/[2001:db8:0:0:0:0:0:1]:1 /[0:0:0:0:0:0:0:1]:65535"},
            {binary("2131", path("/run/a") + path("/run/b")), "/run/a /run/b"},
            {binary("2131", path("/" + "x".repeat(107)) + path("") + extensions), "/" + "x".repeat(107) + " "},
            {binary("2100", ""), "null null"},
            {binary("2100", extensions), "null null"},
            {binary("2000", ""), "null null"},
            {binary("2011", ipv4), "null null"},
            {binary("20ff", "0102"), "null null"},
            {binary("2000", "00".repeat(32_767)), "null null"},
        });
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void bytesAreRead(byte[] header, String addresses) throws ProtocolException {
        requireReadInAnyPieces(header, addresses);
    }

    private static void requireReadInAnyPieces(byte[] header, String addresses) throws ProtocolException {
        byte[] message = new byte[header.length + REQUEST.length()];
        System.arraycopy(header, 0, message, 0, header.length);
        System.arraycopy(text(REQUEST), 0, message, header.length, REQUEST.length());
        Outcome expected = new Outcome(addresses, header.length);

        assertThat(read(message, null)).isEqualTo(expected);
        assertThat(readAsWanted(message)).isEqualTo(header.length);
        for (int seed = 0; seed < 100; seed++) {
            assertThat(read(message, new Random(seed))).as("seed %d", seed).isEqualTo(expected);
        }
        for (int length = 0; length < Math.min(header.length, 300); length++) {
            byte[] part = Arrays.copyOf(header, length);
            assertThat(read(part, null)).isEqualTo(new Outcome("INCOMPLETE", length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1~Host: a~~",
                "PROXY",
                "proxy TCP4 192.0.2.1 198.51.100.2 56324 443~",
                " PROXY TCP4 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY\tTCP4 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY  TCP4 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY TCP4  192.0.2.1 198.51.100.2 56324 443~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 ~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\n\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 80~",
                "PROXY TCP5 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY UDP4 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY UNKNOWNX~",
                "PROXY TCP4 192.0.2.01 198.51.100.2 56324 443~",
                "PROXY TCP4 192.0.2 198.51.100.2 56324 443~",
                "PROXY TCP4 localhost 198.51.100.2 56324 443~",
                "PROXY TCP4 ::1 ::1 56324 443~",
                "PROXY TCP4 ::ffff:192.0.2.1 198.51.100.2 56324 443~",
                "PROXY TCP6 192.0.2.1 198.51.100.2 56324 443~",
                "PROXY TCP6 [::1] ::1 56324 443~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 65536 443~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 0443~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 -1 443~",
                "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\n",
                "PROXY TCP4 ~~~~~~~~~~~~~~~~~~~~~~~~~",
            })
    void whatIsNoTextIsRefusedOrNeverComplete(String header) {
        requireRefusedInAnyPieces(text(header));
    }

    static Stream<byte[]> brokenBinaries() {
        return Stream.of(
                HexFormat.of().parseHex("0d0a0d0a000d0a515549540b" + "21110000"),
                HexFormat.of().parseHex("0d0a0d0a0d0a0d0a0d0a0d0a" + "21110000"),
                binary("1111", "00".repeat(12)),
                binary("3111", "00".repeat(12)),
                binary("2211", "00".repeat(12)),
                binary("2141", "00".repeat(12)),
                binary("2113", "00".repeat(12)),
                binary("2111", "00".repeat(11)),
                binary("2121", "00".repeat(35)),
                binary("2131", "00".repeat(215)));
    }

    @ParameterizedTest
    @MethodSource("brokenBinaries")
    void whatIsNotVersion2IsRefused(byte[] header) {
        assertThat(requireRefusedInAnyPieces(header)).isNotEqualTo("INCOMPLETE");
    }

    @ParameterizedTest
    @ValueSource(ints = {91, 92, 93, 200, 100_000})
    void textIsOf107BytesAtTheMost(int more) {
        String header = "PROXY UNKNOWN " + "x".repeat(more) + "~";

        assertThat(read(text(header), null).end()).isEqualTo(more == 91 ? "null null" : "more than 107 bytes");
        requireSameInAnyPieces(text(header));
    }

    private static String requireRefusedInAnyPieces(byte[] header) {
        String end = requireSameInAnyPieces(header);
        assertThat(end).doesNotContain("/");
        return end;
    }

    private static String requireSameInAnyPieces(byte[] header) {
        Outcome whole = read(header, null);
        for (int seed = 0; seed < 100; seed++) {
            assertThat(read(header, new Random(seed))).as("seed %d", seed).isEqualTo(whole);
        }
        return whole.end();
    }
}
