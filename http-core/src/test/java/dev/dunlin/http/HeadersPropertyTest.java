package dev.dunlin.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Headers.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers do what a list of fields does, whatever is done to them. */
class HeadersPropertyTest {
    private static final String[] NAMES = {"a", "Ab", "aBc", "x-Y", "Set-Cookie", "~^`|", "0"};
    private static final String VALUE_CHARACTERS = "abc XYZ\t,;\"\\=\u0080\u00e9\u00ff";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void headersBehaveAsAListOfFields(long seed) {
        Random random = new Random(seed);
        Headers headers = Headers.empty();
        List<Field> model = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            String name = name(random);
            String value = value(random);
            switch (random.nextInt(4)) {
                case 0 -> {
                    headers = headers.with(name, value);
                    model.removeIf(field -> field.name().equalsIgnoreCase(name));
                    model.add(new Field(name, value));
                }
                case 1, 2 -> {
                    headers = headers.withAdded(name, value);
                    model.add(new Field(name, value));
                }
                default -> {
                    headers = headers.without(name);
                    model.removeIf(field -> field.name().equalsIgnoreCase(name));
                }
            }
            assertSame(headers, model, name(random));
            if (step % 10 == 0) headers = receivedAgain(headers, random);
        }
    }

    private static void assertSame(Headers headers, List<Field> model, String name) {
        assertThat(headers).containsExactlyElementsOf(model);
        assertThat(headers.size()).isEqualTo(model.size());
        assertThat(headers.isEmpty()).isEqualTo(model.isEmpty());
        List<String> values = model.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
        assertThat(headers.all(name)).isEqualTo(values);
        assertThat(headers.first(name)).isEqualTo(values.stream().findFirst());
        assertThat(headers.contains(name)).isEqualTo(!values.isEmpty());
        assertThat(HeadersTest.encoded(headers))
                .isEqualTo(model.stream()
                        .map(field -> field.name() + ": " + field.value() + "\r\n")
                        .collect(joining()));
        assertThat(headers).isEqualTo(Headers.of(model)).hasSameHashCodeAs(Headers.of(model));
    }

    /** The same fields, as a parser would hand them over. */
    private static Headers receivedAgain(Headers headers, Random random) {
        if (headers.isEmpty()) return headers;
        String before = "x".repeat(random.nextInt(20));
        return HeadersTest.received(before, HeadersTest.encoded(headers), "\r\n" + before);
    }

    private static String name(Random random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
    }

    private static String value(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            value.append(VALUE_CHARACTERS.charAt(random.nextInt(VALUE_CHARACTERS.length())));
        }
        return Tokens.trimBlanks(value.toString());
    }
}
