package dev.dunlin.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of the jar with places to fill in, each marked by a name between at signs: {@code @PORT@}. */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    /** The template with this name; it lies beside this class. */
    static Template named(String name) {
        try (InputStream resource = Template.class.getResourceAsStream(name)) {
            if (resource == null) throw new FileNotFoundException(name + " is not in the jar");
            return new Template(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with these values in their places.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    String filled(Map<String, ?> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            Object value = values.get(place.group(1));
            if (value == null) throw new IllegalArgumentException("nothing to put in the place of " + place.group());
            return Matcher.quoteReplacement(value.toString());
        });
    }
}
