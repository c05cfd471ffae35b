package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has sent a request is told by proxies that are trusted, and by nobody else. */
class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.7");
    private static final TrustedProxies STANDARD = PROXIES.withHeaders(ForwardingHeaders.FORWARDED);

    private static InetSocketAddress address(String literal) {
        return new InetSocketAddress(IpLiteral.parse(literal), 4711);
    }

    private static ConnectionInfo from(SocketAddress peer, boolean isSecure) {
        return new ConnectionInfo(peer, address("10.9.9.9"), isSecure);
    }

    /** A client as a test writes it down: address or name, and a port unless it is 0. */
    private static String written(ConnectionInfo connection) {
        InetSocketAddress client = (InetSocketAddress) connection.remote();
        String host = client.isUnresolved()
                ? client.getHostString()
                : client.getAddress().getHostAddress();
        return client.getPort() == 0 ? host : host + " " + client.getPort();
    }

    private static String clientBehindProxy(Headers headers) {
        return written(PROXIES.client(from(address("10.0.0.1"), false), headers));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "10.0.0.0, 10.0.0.0/8, true",
        "10.255.255.255, 10.0.0.0/8, true",
        "9.255.255.255, 10.0.0.0/8, false",
        "11.0.0.0, 10.0.0.0/8, false",
        "172.16.0.1, 172.16.0.0/12, true",
        "172.31.255.255, 172.16.0.0/12, true",
        "172.32.0.0, 172.16.0.0/12, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.2, 192.0.2.1, false",
        "192.0.2.1, 192.0.2.0/31, true",
        "192.0.2.2, 192.0.2.0/31, false",
        "203.0.113.9, 0.0.0.0/0, true",
        "::1, 0.0.0.0/0, false",
        "::1, ::/0, true",
        "192.0.2.1, ::/0, false",
        "2001:db8::1, 2001:db8::/32, true",
        "2001:db9::1, 2001:db8::/32, false",
        "fdff::1, fc00::/7, true",
        "fe00::1, fc00::/7, false",
        "::ffff:10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, ::ffff:10.0.0.0/104, true",
        "11.1.2.3, ::ffff:10.0.0.0/104, false",
        "10.1.2.3, ::ffff:10.1.2.3, true",
    })
    void aRangeHasTheAddressesThatBeginAsItDoes(String address, String range, boolean isTrusted) {
        assertThat(TrustedProxies.of(range).trusts(address(address))).isEqualTo(isTrusted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0/8",
                "10.0.0.1/8", "::/129", "2001:db8::1/32", "::ffff:10.0.0.0/95", "/8", "*", "unix:", "10.0.0.0/1000"
            })
    void whatIsNoRangeIsNamed(String text) {
        assertThatThrownBy(() -> TrustedProxies.of("::1", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": " + text);
    }

    @Test
    void aPeerOnAUnixSocketIsTrustedWhereThatIsSaid() {
        ConnectionInfo connection = from(UnixDomainSocketAddress.of(""), false);
        Headers headers = Headers.of("X-Forwarded-For", "203.0.113.9");

        assertThat(PROXIES.client(connection, headers)).isSameAs(connection);
        assertThat(written(TrustedProxies.of("unix").client(connection, headers)))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void nobodyIsTrustedUnlessThatIsSaid() {
        ConnectionInfo connection = from(address("127.0.0.1"), false);

        assertThat(TrustedProxies.of(List.of())).isSameAs(TrustedProxies.none());
        assertThat(TrustedProxies.none().client(connection, Headers.of("X-Forwarded-For", "203.0.113.9")))
                .isSameAs(connection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=203.0.113.9;proto=https",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https"
            })
    void aPeerThatIsNotTrustedSpeaksForItselfOnly(String field) {
        ConnectionInfo connection = from(address("198.51.100.1"), false);
        String[] parts = field.split(": ", 2);

        assertThat(PROXIES.client(connection, Headers.of(parts[0], parts[1]))).isSameAs(connection);
    }

    @ParameterizedTest(name = "X-Forwarded-For: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "203.0.113.9                        | 203.0.113.9",
                "203.0.113.9:1234                   | 203.0.113.9 1234",
                "2001:db8::9                        | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9]                      | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9]:1234                 | 2001:db8:0:0:0:0:0:9 1234",
                "::ffff:203.0.113.9                 | 203.0.113.9",
                "198.51.100.1, 203.0.113.9          | 203.0.113.9",
                "198.51.100.1,203.0.113.9\t,10.0.0.2| 203.0.113.9",
                "203.0.113.9, 192.0.2.7, 10.0.0.2   | 203.0.113.9",
                "203.0.113.9, 2001:db8:1::5         | 203.0.113.9",
                "10.0.0.3, 10.0.0.2                 | 10.0.0.3",
                "unknown, 10.0.0.2                  | unknown",
                "203.0.113.9, nonsense, 10.0.0.2    | 10.0.0.2",
                "203.0.113.9, , 10.0.0.2, ,         | 203.0.113.9",
                "203.0.113.9, 1.2.3.4.5             | 10.0.0.1 4711",
                "203.0.113.9, 010.0.0.2             | 10.0.0.1 4711",
                "203.0.113.9, 10.0.0.2:99999        | 10.0.0.1 4711",
                "203.0.113.9, localhost             | 10.0.0.1 4711",
                "203.0.113.9, [10.0.0.2]            | 10.0.0.1 4711",
                "203.0.113.9, [2001:db8:1::5        | 10.0.0.1 4711",
                "203.0.113.9, [2001:db8:1::5]80     | 10.0.0.1 4711",
                "203.0.113.9, 10.0.0.2:             | 10.0.0.1 4711",
                "203.0.113.9, 10.0.0.2:+1           | 10.0.0.1 4711",
                "\", 203.0.113.9                    | 203.0.113.9",
            })
    void theClientIsTheFirstFromTheRightThatIsNotTrusted(String value, String client) {
        assertThat(clientBehindProxy(Headers.of("X-Forwarded-For", value))).isEqualTo(client);
    }

    @ParameterizedTest(name = "Forwarded: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.9                                      | 203.0.113.9",
                "FOR=203.0.113.9;Proto=http;by=10.0.0.1               | 203.0.113.9",
                "by=10.0.0.1 ; for=203.0.113.9;                       | 203.0.113.9",
                "for=\"203.0.113.9:1234\"                             | 203.0.113.9 1234",
                "for=203.0.113.9:1234                                 | 203.0.113.9 1234",
                "for=\"[2001:db8::9]\"                                | 2001:db8:0:0:0:0:0:9",
                "for=\"[2001:db8::9]:1234\"                           | 2001:db8:0:0:0:0:0:9 1234",
                "for=\"203.0.\\113.9\"                                | 203.0.113.9",
                "for=\"203.0.113.9:_port\"                            | 203.0.113.9",
                "for=unknown                                          | unknown",
                "for=\"_SEVKISEK.x-1\"                                | _SEVKISEK.x-1",
                "for=\"_hidden:80\"                                   | _hidden 80",
                "for=198.51.100.1, for=203.0.113.9                    | 203.0.113.9",
                "for=203.0.113.9;x=\"a,for=1.1.1.1,b\", for=10.0.0.2  | 203.0.113.9",
                "for=203.0.113.9, for=\"10.0.0.2\";x=\"\\\",\\\\\"    | 203.0.113.9",
                "for=\"198.51.100.1, for=203.0.113.9                  | 203.0.113.9",
                "x=\"\\, for=203.0.113.9                              | 203.0.113.9",
                "for=198.51.100.1;x=\", for=203.0.113.9;y=\"z\"       | 203.0.113.9",
                "for=203.0.113.9, for=\"10.0.0.2\" x                  | 10.0.0.1 4711",
                "for=203.0.113.9, for                                 | 10.0.0.1 4711",
                "for=203.0.113.9, for=                                | 10.0.0.1 4711",
                "for=203.0.113.9, =10.0.0.2                           | 10.0.0.1 4711",
                "for=203.0.113.9, for =10.0.0.2                       | 10.0.0.1 4711",
                "for=203.0.113.9, for=10.0.0.2;for=10.0.0.3           | 10.0.0.1 4711",
                "for=203.0.113.9, for=\"10.0.0.2\\\"                  | 10.0.0.1 4711",
                "for=203.0.113.9, for=\"10.0.0.2                      | 10.0.0.1 4711",
                "for=203.0.113.9, proto=https                         | 10.0.0.1 4711",
                "for=203.0.113.9, for=_                               | 10.0.0.1 4711",
                "for=203.0.113.9, for=example.org                     | 10.0.0.1 4711",
            })
    void theStandardFieldIsReadLikewise(String value, String client) {
        assertThat(written(STANDARD.client(from(address("10.0.0.1"), false), Headers.of("Forwarded", value))))
                .isEqualTo(client);
    }

    @Test
    void fieldsOfOneNameAreOneList() {
        Headers standard = Headers.of("Forwarded", "for=203.0.113.9").withAdded("Forwarded", "for=10.0.0.2");
        assertThat(written(STANDARD.client(from(address("10.0.0.1"), false), standard)))
                .isEqualTo("203.0.113.9");
        assertThat(clientBehindProxy(Headers.of("X-Forwarded-For", "198.51.100.1")
                        .withAdded("X-Forwarded-For", "203.0.113.9, 10.0.0.2")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void theFieldsThatTheProxyDoesNotSetAreTheClientsAndIgnored() {
        Headers headers = Headers.of("X-Forwarded-For", "203.0.113.1")
                .with("X-Forwarded-Proto", "https")
                .with("Forwarded", "for=203.0.113.2;proto=http");
        ConnectionInfo proxy = from(address("10.0.0.1"), false);

        assertThat(written(PROXIES.client(proxy, headers))).isEqualTo("203.0.113.1");
        assertThat(PROXIES.client(proxy, headers).secure()).isTrue();
        assertThat(written(STANDARD.client(proxy, headers))).isEqualTo("203.0.113.2");
        assertThat(STANDARD.client(proxy, headers).secure()).isFalse();
        assertThat(written(
                        PROXIES.client(proxy, headers.without("X-Forwarded-For").without("X-Forwarded-Proto"))))
                .isEqualTo("10.0.0.1 4711");
        assertThat(written(STANDARD.client(proxy, headers.without("Forwarded"))))
                .isEqualTo("10.0.0.1 4711");
    }

    @Test
    void theAddressThatWasReachedStays() {
        assertThat(PROXIES.client(from(address("10.0.0.1"), false), Headers.of("X-Forwarded-For", "203.0.113.9")))
                .isEqualTo(new ConnectionInfo(
                        new InetSocketAddress(IpLiteral.parse("203.0.113.9"), 0), address("10.9.9.9"), false));
    }

    @ParameterizedTest(name = "Forwarded: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9;proto=https                 | false | true",
                "for=203.0.113.9;proto=HTTPS                 | false | true",
                "for=203.0.113.9;proto=wss                   | false | true",
                "for=203.0.113.9;proto=http                  | true  | false",
                "for=203.0.113.9;proto=gopher                | true  | true",
                "for=203.0.113.9                             | true  | true",
                "for=203.0.113.9                             | false | false",
                "proto=https                                 | false | true",
                "for=1.1.1.1;proto=https, for=203.0.113.9    | false | false",
                "for=203.0.113.9;proto=https, for=10.0.0.2   | false | true",
                "for=203.0.113.9;proto=http, for=10.0.0.2;proto=https | false | false",
                "for=203.0.113.9;proto=https;proto=http      | false | false",
            })
    void whetherTheClientsConnectionIsEncryptedIsToldByItsProxy(String value, boolean isPeerSecure, boolean isSecure) {
        ConnectionInfo connection = from(address("10.0.0.1"), isPeerSecure);

        assertThat(STANDARD.client(connection, Headers.of("Forwarded", value)).secure())
                .isEqualTo(isSecure);
    }

    @ParameterizedTest(name = "X-Forwarded-For: {0}, X-Forwarded-Proto: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9              | https       | true",
                "203.0.113.9              | http        | false",
                "203.0.113.9, 10.0.0.2    | https       | true",
                "203.0.113.9, 10.0.0.2    | https, http | true",
                "203.0.113.9, 10.0.0.2    | http, https | false",
                "1.1.1.1, 203.0.113.9     | https, http | false",
                "                         | https       | true",
                "                         | https, http | false",
            })
    void inTheOlderFieldsSchemesAreCountedFromTheRight(String senders, String schemes, boolean isSecure) {
        Headers headers = Headers.of("X-Forwarded-Proto", schemes);
        if (senders != null) headers = headers.with("X-Forwarded-For", senders);

        assertThat(PROXIES.client(from(address("10.0.0.1"), false), headers).secure())
                .isEqualTo(isSecure);
    }
}
