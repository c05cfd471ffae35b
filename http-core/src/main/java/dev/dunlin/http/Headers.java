package dev.dunlin.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of a message (RFC 9110 §5): ordered, multi-valued, with names that ignore case. Immutable.
 *
 * <pre>{@code
 * Headers headers = Headers.of("Content-Type", "text/plain", "Vary", "Accept-Encoding");
 * String type = headers.first("content-type").orElse("application/octet-stream");
 * }</pre>
 *
 * <p>Fields are kept as they travel, field lines in one array of bytes, and become strings only when somebody asks for
 * them. A request's headers are the very bytes received; a response's are encoded once, when they are built, and copied
 * to the socket as one piece however often the response is sent. Values are read and written as ISO-8859-1.
 */
public final class Headers implements Iterable<Headers.Field> {
    private static final Headers EMPTY = new Headers(new byte[0], new int[0]);

    /** What {@link #bounds} holds a field: where its name and its value begin and end. */
    private static final int BOUNDS = 4;

    /** What a field line has beside name and value: a colon, a space and the CRLF. */
    private static final int FRAME = 4;

    private final byte[] lines;
    private final int[] bounds;

    private Headers(byte[] lines, int[] bounds) {
        this.lines = lines;
        this.bounds = bounds;
    }

    /**
     * One field of a message.
     *
     * @param name the name as it was written; names are equal whatever their case
     * @param value the value without the blanks around it, possibly empty
     */
    public record Field(String name, String value) {}

    /** No fields at all. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Makes headers of names and values in turn.
     *
     * @throws IllegalArgumentException if their number is odd, or for the reasons of {@link #with}
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value: " + namesAndValues[namesAndValues.length - 1]);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        return of(fields);
    }

    /**
     * Makes headers of fields, in their order.
     *
     * @throws IllegalArgumentException for the reasons of {@link #with}
     */
    public static Headers of(Iterable<Field> fields) {
        List<Field> checked = new ArrayList<>();
        int length = 0;
        for (Field field : fields) {
            Field added = checked(field);
            checked.add(added);
            length += added.name().length() + added.value().length() + FRAME;
        }
        return checked.isEmpty() ? EMPTY : encoded(checked, length);
    }

    private static Headers encoded(List<Field> fields, int length) {
        ByteBuffer lines = ByteBuffer.allocate(length);
        int[] bounds = new int[fields.size() * BOUNDS];
        int count = 0;
        for (Field field : fields) {
            bounds[count++] = lines.position();
            append(lines, field.name());
            bounds[count++] = lines.position();
            append(lines, ": ");
            bounds[count++] = lines.position();
            append(lines, field.value());
            bounds[count++] = lines.position();
            append(lines, "\r\n");
        }
        return new Headers(lines.array(), bounds);
    }

    /**
     * Wraps field lines that were received, without a copy and without a check: for protocol implementations, which
     * have checked them. Both arrays belong to the headers from now on.
     *
     * @param message holds complete field lines, each with its CRLF, one right after the other; it may hold other bytes
     *     before the first and after the last
     * @param bounds four numbers a field, as indexes into {@code message}: begin and end of the name, begin and end of the
     *     value without the blanks around it
     */
    public static Headers received(byte[] message, int[] bounds) {
        return bounds.length == 0 ? EMPTY : new Headers(message, bounds);
    }

    /** The number of fields; a name that occurs twice counts twice. */
    public int size() {
        return bounds.length / BOUNDS;
    }

    /** Tells whether there is no field. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The value of the first field of this name, or empty if there is none. */
    public Optional<String> first(String name) {
        int at = indexOf(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(valueAt(at));
    }

    /** The values of all fields of this name, in order; never null. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (int at = indexOf(name, 0); at >= 0; at = indexOf(name, at + BOUNDS)) values.add(valueAt(at));
        return values;
    }

    /** Tells whether there is a field of this name. */
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /**
     * Tells whether a list-valued field, on any of its lines, has this token as a member, whatever the case (RFC 9110
     * §5.6.1): {@code headers.contains("Connection", "close")}.
     */
    public boolean contains(String name, String token) {
        for (int at = indexOf(name, 0); at >= 0; at = indexOf(name, at + BOUNDS)) {
            for (String member : Tokens.list(valueAt(at))) {
                if (member.equalsIgnoreCase(token)) return true;
            }
        }
        return false;
    }

    /**
     * These headers with one field of this name, in place of all that there were; it stands last.
     *
     * @throws IllegalArgumentException if the name is no token, or the value holds CR, LF, NUL, another control other than
     *     a tab, or a character outside ISO-8859-1
     */
    public Headers with(String name, String value) {
        List<Field> fields = fieldsWithout(name);
        fields.add(new Field(name, value));
        return of(fields);
    }

    /**
     * These headers and one field more, after those of the same name that there may be.
     *
     * @throws IllegalArgumentException for the reasons of {@link #with}
     */
    public Headers withAdded(String name, String value) {
        List<Field> fields = fields();
        fields.add(new Field(name, value));
        return of(fields);
    }

    /** These headers without any field of this name. */
    public Headers without(String name) {
        return contains(name) ? of(fieldsWithout(name)) : this;
    }

    /** The fields in order. */
    @Override
    public Iterator<Field> iterator() {
        return Collections.unmodifiableList(fields()).iterator();
    }

    /** How many bytes {@link #writeTo} writes. */
    public int encodedLength() {
        return isEmpty() ? 0 : end() - bounds[0];
    }

    /**
     * Writes the field lines as they travel (RFC 9112 §5), each with its CRLF and without the empty line after the last.
     *
     * @throws java.nio.BufferOverflowException if {@code target} has less than {@link #encodedLength} bytes left
     */
    public void writeTo(ByteBuffer target) {
        if (!isEmpty()) target.put(lines, bounds[0], encodedLength());
    }

    /** Headers are equal when they hold the same fields in the same order; the names' case does not matter. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Headers that) || size() != that.size()) return false;
        for (int at = 0; at < bounds.length; at += BOUNDS) {
            if (!nameAt(at).equalsIgnoreCase(that.nameAt(at)) || !valueAt(at).equals(that.valueAt(at))) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Field field : this) {
            hash = 31 * hash + field.name().toLowerCase(Locale.ROOT).hashCode();
            hash = 31 * hash + field.value().hashCode();
        }
        return hash;
    }

    /** The field lines, for people. */
    @Override
    public String toString() {
        return isEmpty() ? "" : text(bounds[0], end());
    }

    /** The end of the last field line: its value is followed by nothing but blanks and the CRLF. */
    private int end() {
        int end = bounds[bounds.length - 1];
        while (lines[end] != '\n') end++;
        return end + 1;
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>(size() + 1);
        for (int at = 0; at < bounds.length; at += BOUNDS) fields.add(new Field(nameAt(at), valueAt(at)));
        return fields;
    }

    private List<Field> fieldsWithout(String name) {
        List<Field> fields = fields();
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
        return fields;
    }

    private String nameAt(int at) {
        return text(bounds[at], bounds[at + 1]);
    }

    private String valueAt(int at) {
        return text(bounds[at + 2], bounds[at + 3]);
    }

    private String text(int from, int to) {
        return new String(lines, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private int indexOf(String name, int from) {
        for (int at = from; at < bounds.length; at += BOUNDS) {
            if (bounds[at + 1] - bounds[at] == name.length() && isNameAt(bounds[at], name)) return at;
        }
        return -1;
    }

    /** Two bytes that differ in the bit 0x20 alone are equal if they are letters. */
    private boolean isNameAt(int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            int difference = lines[start + i] ^ name.charAt(i);
            if (difference != 0 && (difference != 0x20 || !isLetter(lines[start + i]))) return false;
        }
        return true;
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** The field as it travels: without the blanks around its value. */
    private static Field checked(Field field) {
        if (!Tokens.isToken(field.name()))
            throw new IllegalArgumentException("not a field name: " + printable(field.name()));
        String value = Tokens.trimBlanks(field.value());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException("field " + field.name() + " must not hold the character U+"
                        + String.format("%04X", (int) c) + ": " + printable(value));
            }
        }
        return new Field(field.name(), value);
    }

    private static String printable(String text) {
        return '"' + text.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    private static void append(ByteBuffer lines, String latin1) {
        for (int i = 0; i < latin1.length(); i++) lines.put((byte) latin1.charAt(i));
    }
}
