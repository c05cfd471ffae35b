package dev.dunlin.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The time to the second as text, rendered once a second, or a few times where loops write at once. */
final class RenderedSecond {
    private final DateTimeFormatter format;
    private volatile Rendered last = new Rendered(Long.MIN_VALUE, "");

    RenderedSecond(DateTimeFormatter format, ZoneId zone) {
        this.format = format.withZone(zone);
    }

    String text(Instant instant) {
        Rendered rendered = last;
        if (rendered.epochSecond() != instant.getEpochSecond()) {
            rendered = new Rendered(instant.getEpochSecond(), format.format(instant));
            last = rendered;
        }
        return rendered.text();
    }

    private record Rendered(long epochSecond, String text) {}
}
