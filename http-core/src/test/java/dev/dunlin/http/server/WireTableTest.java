package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol decisions, each a row of {@code wire-table.txt}, on the wire. */
@Timeout(180)
class WireTableTest {
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]*)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|x[0-9A-F]{2})");

    @RegisterExtension
    final TestServer servers = new TestServer();

    static Stream<Arguments> rows() throws IOException {
        try (InputStream table = WireTableTest.class.getResourceAsStream("wire-table.txt")) {
            List<Arguments> rows = new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split(" *\\| ", -1)))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(80);
            return rows.stream();
        }
    }

    @ParameterizedTest(name = "RFC {0}: {1}")
    @MethodSource("rows")
    void isKept(String section, String rule, String sent, String outcome) {
        servers.start((request, responder) -> {
            if (request.path().equals("/ignore")) {
                responder.respond(Response.ok("ignored"));
                return;
            }
            request.body().bytes(1000).whenComplete((content, failure) -> {
                if (failure == null) {
                    responder.respond(Response.of(200).withBody(Body.of(content)));
                } else {
                    responder.fail(failure);
                }
            });
        });
        List<String> expected = List.of(outcome.split(" ", -1));
        RawClient client = servers.connect().send(bytes(sent));

        List<String> seen = new ArrayList<>();
        Answer answer = null;
        while (seen.size() < expected.size() - 1) {
            answer = client.read();
            seen.add(String.valueOf(answer.status()));
        }
        seen.add(answer.keepsAlive() ? "open" : "closed");

        assertThat(seen).as("%s (RFC %s)", rule, section).isEqualTo(expected);
        if (answer.keepsAlive()) {
            assertThat(client.get("/next").read().status()).isEqualTo(200);
        } else {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    private static String bytes(String written) {
        String whole = REPEATED.matcher(written)
                .replaceAll(part -> Matcher.quoteReplacement(part.group(2).repeat(Integer.parseInt(part.group(1)))));
        return ESCAPE.matcher(whole).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape.group(1))));
    }

    private static String meaning(String escape) {
        return switch (escape.charAt(0)) {
            case 'r' -> "\r";
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
        };
    }
}
