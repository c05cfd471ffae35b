package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {
    private static final String[] PARTS = {
        "/",
        "//",
        ".",
        "..",
        "a",
        "%",
        "%41",
        "%zz",
        "%e2%82",
        "{",
        "}",
        "|",
        "\"",
        "<",
        ">",
        "\\",
        "^",
        "`",
        "[",
        "]",
        "?",
        "&",
        "=",
        ":",
        "@",
        ";",
        ",",
        "+",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\uff11",
        "*",
        "'",
        "http://"
    };
    private static final String[] AUTHORITIES = {
        "a",
        "a:80",
        "a:",
        ":80",
        "[::1]",
        "[::1]:8080",
        "[::1",
        "a_b",
        "a.",
        "-a-",
        "1.2.3.4",
        "a%zz",
        "a:b:c",
        "{a}",
        "\u00e9",
        "[x]"
    };

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ' ',
            value = {
                "/ /",
                "* *",
                "/a/b?c=d /a/b?c=d",
                "/a? /a?",
                "/a%20b?%41 /a%20b?%41",
                "/{id}|\"<\\^`>[] /%7Bid%7D%7C%22%3C%5C%5E%60%3E%5B%5D",
                "/?a[]={\"x\":1}|2 /?a[]=%7B%22x%22:1%7D%7C2",
                "/?100%&a=%z /?100%25&a=%25z",
                "/\u00e9?\u20ac /%C3%A9?%E2%82%AC",
                "//host/path /.//host/path",
                "//a:b:c/? /.//a:b:c/?",
                "http://a/b?c http://a/b?c",
                "HTTPS://a:8443 HTTPS://a:8443/",
                "http://a?b http://a/?b",
                "http://[::1]:80/{} http://[::1]:80/%7B%7D",
                "http://a//b http://a//b",
            })
    void holdsTheTargetWithWhatMayNotStandInAUriEncoded(String target, String uri) {
        assertThat(Request.builder("GET", target).build().uri()).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//host/path?q", "/{\u00e9}/%41?a=%", "http://a/b"})
    void leavesWhatWasReceivedAsItWas(String target) {
        Request request = Request.builder("GET", target).build();
        request.uri();

        assertThat(request.target()).isEqualTo(target);
        assertThat(request.uri().getHost()).isEqualTo(target.startsWith("http") ? "a" : null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isValidForWhateverTargetIsAccepted(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = randomTarget(random);
            RequestTarget target;
            try {
                target = RequestTarget.parse(text);
            } catch (HttpException refused) {
                continue;
            }
            accepted++;
            URI uri = TargetUri.of(target);
            assertThat(URI.create(uri.toString())).as("seed %s: %s", seed, text).isEqualTo(uri);
            assertThat(uri.toASCIIString()).as("seed %s: %s", seed, text).isEqualTo(uri.toString());
            assertThat(uri.getRawQuery() != null)
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(target.query().isPresent());
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    private static String randomTarget(Random random) {
        StringBuilder target = new StringBuilder("/");
        if (random.nextInt(3) == 0) target.insert(0, "http://" + AUTHORITIES[random.nextInt(AUTHORITIES.length)]);
        for (int i = random.nextInt(12); i > 0; i--) {
            target.append(random.nextInt(6) == 0 ? (char) (0x21 + random.nextInt(0xD7FF - 0x21)) : "")
                    .append(PARTS[random.nextInt(PARTS.length)]);
        }
        return target.toString();
    }
}
