package dev.dunlin.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of bytes within bounds, written {@code 8192} or {@code 8k}, {@code 10m}, {@code 2g}. */
abstract class BoundedSize implements ITypeConverter<Long> {
    /** No more digits than keep clear of an overflow, whatever the unit. */
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([kKmMgG]?)");

    /** The least memory budget of a server, in bytes. */
    static final long LEAST_MEMORY = 64 * 1024;

    private final long least;
    private final long most;

    private BoundedSize(long least, long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public final Long convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not a size such as 8192, 8k, 10m or 2g");
        }
        long size = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
        if (size >= least && size <= most) return size;
        throw new TypeConversionException("'" + value + "' is not between " + least + " and " + most + " bytes");
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k", "K" -> 10;
            case "m", "M" -> 20;
            case "g", "G" -> 30;
            default -> 0;
        };
    }

    /** The size of a request line. */
    static final class RequestLine extends BoundedSize {
        RequestLine() {
            super(16, 1 << 20);
        }
    }

    /** The size of the fields of a head. */
    static final class FieldBytes extends BoundedSize {
        FieldBytes() {
            super(16, 1 << 24);
        }
    }

    /** The size of a log that is worth a file. */
    static final class Log extends BoundedSize {
        Log() {
            super(1024, Long.MAX_VALUE);
        }
    }

    /** The memory of connections. */
    static final class MemoryBudget extends BoundedSize {
        MemoryBudget() {
            super(LEAST_MEMORY, Long.MAX_VALUE);
        }
    }

    /** Any size. */
    static final class Any extends BoundedSize {
        Any() {
            super(0, Long.MAX_VALUE);
        }
    }
}
