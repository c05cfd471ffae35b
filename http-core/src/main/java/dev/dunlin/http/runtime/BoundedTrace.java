package dev.dunlin.http.runtime;

import java.io.Serial;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a failure in the log whose stack trace would take hundreds of lines, such as an endless recursion: it has the
 * first frames of that, and says how many there were. Others are logged as they are.
 */
public final class BoundedTrace extends Throwable {
    @Serial
    private static final long serialVersionUID = 1;

    /** More frames than this are too many: frameworks that call each other take half of them. */
    static final int MOST_FRAMES = 200;

    /** So many are then left. */
    static final int KEPT_FRAMES = 50;

    /** More causes than this, one behind the other, are left out, and so are more suppressed failures. */
    static final int MOST_CAUSES = 10;

    private final String description;

    private BoundedTrace(Throwable original, int depth) {
        super(original.getMessage(), causeOf(original, depth), true, true);
        StackTraceElement[] frames = original.getStackTrace();
        boolean isBounded = frames.length > MOST_FRAMES;
        setStackTrace(isBounded ? Arrays.copyOf(frames, KEPT_FRAMES) : frames);
        Throwable[] suppressed = original.getSuppressed();
        for (int i = 0; depth < MOST_CAUSES && i < Math.min(suppressed.length, MOST_CAUSES); i++)
            addSuppressed(new BoundedTrace(suppressed[i], MOST_CAUSES));
        description = isBounded
                ? original + " (" + (frames.length - KEPT_FRAMES) + " of " + frames.length + " stack frames left out)"
                : original.toString();
    }

    private static @Nullable Throwable causeOf(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth >= MOST_CAUSES ? null : new BoundedTrace(cause, depth + 1);
    }

    /** Returns what to log for a failure: the failure itself, if its trace is not too long. */
    public static Throwable of(Throwable failure) {
        return isShort(failure, 0) ? failure : new BoundedTrace(failure, 0);
    }

    private static boolean isShort(Throwable failure, int depth) {
        Throwable[] suppressed = failure.getSuppressed();
        if (depth > MOST_CAUSES || suppressed.length > MOST_CAUSES) return false;
        if (failure.getStackTrace().length > MOST_FRAMES) return false;
        for (Throwable each : suppressed) {
            if (each.getStackTrace().length > MOST_FRAMES || each.getSuppressed().length > 0) return false;
        }
        Throwable cause = failure.getCause();
        return cause == null || isShort(cause, depth + 1);
    }

    /** What it stands for, and how much of that is left out. */
    @Override
    public String getMessage() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }
}
