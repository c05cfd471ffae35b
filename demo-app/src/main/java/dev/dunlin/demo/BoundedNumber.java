package dev.dunlin.demo;

import dev.dunlin.http.server.HttpServer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers within bounds. Each bound is that of {@link HttpServer.Builder}, found out while the option can still be named. */
abstract class BoundedNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    private BoundedNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public final Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException notANumber) {
            // The same fault for the user as one out of bounds.
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from " + least + " to " + most);
    }

    /** A TCP port, or 0 for any. */
    static final class Port extends BoundedNumber {
        Port() {
            super(0, 65_535);
        }
    }

    /** A TCP port that others can be told of before it is taken. */
    static final class KnownPort extends BoundedNumber {
        KnownPort() {
            super(1, 65_535);
        }
    }

    /** A number of event loops. */
    static final class Workers extends BoundedNumber {
        Workers() {
            super(1, HttpServer.MAX_WORKERS);
        }
    }

    /** A limit to the number of event loops, or 0 for none. */
    static final class Limit extends BoundedNumber {
        Limit() {
            super(0, HttpServer.MAX_WORKERS);
        }
    }

    /** A number of whatever there must be at least one of. */
    static final class Positive extends BoundedNumber {
        Positive() {
            super(1, Integer.MAX_VALUE);
        }
    }

    /** A number of logs. */
    static final class Logs extends BoundedNumber {
        Logs() {
            super(1, LogRotation.MOST);
        }
    }

    /** A number of fields in a head. */
    static final class Fields extends BoundedNumber {
        Fields() {
            super(1, 10_000);
        }
    }
}
