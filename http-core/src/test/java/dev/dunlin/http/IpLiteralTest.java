package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read as they are written, and nothing else is taken for one: a name least of all. */
class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "1::, 1:0:0:0:0:0:0:0",
        "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "64:ff9b::192.0.2.1, 64:ff9b:0:0:0:0:c000:201",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
    })
    void anAddressIsRead(String literal, String address) {
        assertThat(IpLiteral.parse(literal)).isNotNull();
        assertThat(IpLiteral.parse(literal).getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4 ",
                " 1.2.3.4",
                "+1.2.3.4",
                "-1.2.3.4",
                "0x1.2.3.4",
                "1.2.3.4/8",
                "١.٢.٣.٤",
                "1.2.3.1000",
                ":",
                ":::",
                "1:",
                ":1",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1::2",
                "1:::2",
                "::12345",
                "::g",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.256",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "a.b:1",
                ".1:2",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::-1",
                "0000:0000:0000:0000:0000:0000:255.255.255.2550"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpLiteral.parse(text)).isNull();
    }
}
