package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldLinesTest {
    private static final String LINES = "Ab:\t c d \t\r\ne:\r\nF: g\r\n\r\n";
    private static final int[] BOUNDS = {0, 2, 5, 8, 12, 13, 14, 14, 16, 17, 19, 20};

    private final FieldLines lines = new FieldLines(3, LINES.length() - 2, 431);

    @Test
    void findsTheBoundsOfNamesAndValues() throws ProtocolException {
        byte[] bytes = bytes("xx" + LINES + "yy");

        assertThat(lines.scan(bytes, 2, 2, bytes.length)).isEqualTo(2 + LINES.length());

        assertThat(lines.isComplete()).isTrue();
        assertThat(lines.bounds()).containsExactly(BOUNDS);
    }

    /** A message may begin long before the bytes at hand: positions go on counting. */
    @Test
    void countsPositionsFromTheBeginningOfTheMessage() throws ProtocolException {
        lines.reset(1000);
        byte[] bytes = bytes(LINES);

        assertThat(lines.scan(bytes, -1000, 0, bytes.length)).isEqualTo(bytes.length);

        assertThat(lines.bounds())
                .containsExactly(IntStream.of(BOUNDS).map(bound -> 1000 + bound).toArray());
    }

    /** Each byte comes in an array of its own, so that to look back at any would fail: the work is linear. */
    @Test
    void looksAtEachByteOnce() throws ProtocolException {
        for (int round = 0; round < 2; round++) {
            lines.reset(0);
            byte[] bytes = bytes(LINES);
            for (int i = 0; i < bytes.length; i++) {
                assertThat(lines.isComplete()).isFalse();
                int from = i == 0 ? 0 : -i;
                assertThat(lines.scan(new byte[] {bytes[i]}, from, 0, 1)).isEqualTo(1);
            }

            assertThat(lines.isComplete()).isTrue();
            assertThat(lines.bounds()).containsExactly(BOUNDS);
        }
    }

    @Test
    void growsWithTheNumberOfFields() throws ProtocolException {
        FieldLines many = new FieldLines(1000, 10_000, 431);
        byte[] bytes = bytes("a: b\r\n".repeat(1000) + "\r\n");

        many.scan(bytes, 0, 0, bytes.length);

        assertThat(many.bounds()).hasSize(4000).endsWith(5994, 5995, 5997, 5998);
    }

    @Test
    void takesNoLineAtAll() throws ProtocolException {
        FieldLines none = new FieldLines(0, 0, 431);

        assertThat(none.scan(bytes("\r\n"), 0, 0, 2)).isEqualTo(2);

        assertThat(none.isComplete()).isTrue();
        assertThat(none.bounds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 100", "3, 21", "0, 100", "3, 0", "3, 1", "3, 10"})
    void refusesMoreThanItsLimitsWithTheStatusGiven(int maxFields, int maxBytes) {
        FieldLines limited = new FieldLines(maxFields, maxBytes, 499);
        byte[] bytes = bytes(LINES);

        ProtocolException refusal =
                catchThrowableOfType(ProtocolException.class, () -> limited.scan(bytes, 0, 0, bytes.length));

        assertThat(refusal.status()).isEqualTo(499);
    }

    @ParameterizedTest
    @CsvSource({"65, 'A'", "33, !", "126, ~", "32, 0x20", "127, 0x7f", "0, 0x00", "13, 0x0d", "-1, 0xff", "-128, 0x80"})
    void showsAByteSafelyForALog(byte b, String shown) {
        assertThat(FieldLines.shown(b)).contains(shown).doesNotContain("\r", "\0");
    }
}
