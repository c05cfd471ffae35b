package dev.dunlin.benchmarks.macro;

import java.io.Serial;

/**
 * Nothing can be measured, or what was measured is worth nothing. The message is for the user, in one line or a few.
 */
public final class MeasurementException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public MeasurementException(String message) {
        super(message);
    }

    public MeasurementException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
