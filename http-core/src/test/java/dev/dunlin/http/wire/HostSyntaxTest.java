package dev.dunlin.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSyntaxTest {
    /** RFC 9110 §7.2, RFC 3986 §3.2.2 and §3.2.3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "A", "localhost", "example.org", "example.org.", "xn--bcher-kva.example", "127.0.0.1",
                        "999.999", "a_b",
                "a-b.~c", "!$&'()*+,;=", "%41", "a%c3%A9b", "a:", "a:0", "a:80", "a:00080", "a:65535", "127.0.0.1:8080"
            })
    void takesNamesAndIpv4Addresses(String host) {
        assertThat(isValid(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a b",
                "a ",
                " a",
                "a\t",
                "a/",
                "/a",
                "a?b",
                "a#b",
                "a\\b",
                "a@b",
                "@",
                "a\"b",
                "<a>",
                "{a}",
                "a|b",
                "a^b",
                "a`b",
                "\0",
                "a\r",
                "\u007f",
                "\u00e9",
                "%",
                "a%",
                "%4",
                "%4g",
                "%g4",
                "a%:80",
                "%%41",
                ":",
                ":80",
                "a:b",
                "a:80a",
                "a:-1",
                "a:+1",
                "a: 80",
                "a:80 ",
                "a:65536",
                "a:99999999999999999999",
                "a:4294967376",
                "a:80:80",
                "a::",
                "a::80",
                "::1",
                "2001:db8::1",
                "http://a"
            })
    void refusesEveryOtherName(String host) {
        assertThat(isValid(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::]",
                "[::1]",
                "[1::]",
                "[1:2:3:4:5:6:7:8]",
                "[2001:DB8::ff00:42:8329]",
                "[1::8]",
                "[1:2:3:4:5:6:7::]",
                "[::2:3:4:5:6:7:8]",
                "[::1.2.3.4]",
                "[::ffff:255.255.255.255]",
                "[1:2:3:4:5:6:1.2.3.4]",
                "[1::5:6:1.2.3.4]",
                "[0000:0000::0]",
                "[::1]:",
                "[::1]:80",
                "[::1]:65535",
                "[v1.a]",
                "[V1F.a:b!$]"
            })
    void takesIpv6AddressesInBrackets(String host) {
        assertThat(isValid(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "[]",
                "[]:80",
                "[::1",
                "::1]",
                "[::1]]",
                "[[::1]]",
                "[::1]a",
                "[::1]80",
                "[::1]:a",
                "[::1]:65536",
                "a[::1]",
                "[:]",
                "[:::]",
                "[1]",
                "[1:2]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:8::]",
                "[1:2:3:4::5:6:7:8]",
                "[::1::]",
                "[1::2::3]",
                "[:1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:]",
                "[::12345]",
                "[::g]",
                "[1.2.3.4]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[::01.2.3.4]",
                "[::1.2.3.4.5]",
                "[1.2.3.4::]",
                "[::1.2.3.4:5]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[::1 ]",
                "[ ::1]",
                "[a]",
                "[localhost]",
                "[v.a]",
                "[v1.]",
                "[v1]",
                "[vg.a]",
                "[v1.a/b]",
                "[\u00e9]",
                "[::\0]"
            })
    void refusesEveryOtherBracket(String host) {
        assertThat(isValid(host)).isFalse();
    }

    @Test
    void looksAtNothingOutsideItsBounds() {
        assertThat(HostSyntax.isValid(Wire.bytes("/[::1]/"), 1, 6)).isTrue();
        assertThat(HostSyntax.isValid(Wire.bytes("a%41"), 0, 3)).isFalse();
        assertThat(HostSyntax.isValid(Wire.bytes("[::1]"), 0, 4)).isFalse();
        assertThat(HostSyntax.isValid(Wire.bytes("a:80a"), 0, 4)).isTrue();
        assertThat(HostSyntax.isValid(Wire.bytes("[::1]"), 5, 5)).isTrue();
    }

    /** The greatest field that there can be must neither take long nor use up the stack. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "%41", "1:", "[1:", "[::", "[1.", "[v1.a", "[v", "[", "a:0"})
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void copesWithLongOnes(String repeated) {
        String start = repeated.startsWith("[") ? "[" : "";
        String host = start + repeated.substring(start.length()).repeat((1 << 20) / repeated.length());

        assertThat(isValid(host + "?")).isFalse();
        assertThat(isValid(host + "?]")).isFalse();
    }

    private static boolean isValid(String host) {
        byte[] bytes = Wire.bytes(host);
        return HostSyntax.isValid(bytes, 0, bytes.length);
    }
}
