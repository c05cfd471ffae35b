package dev.dunlin.demo;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import com.google.common.base.CharMatcher;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * When an access log is set aside for a new one, by logback: at a size, then {@code FILE.1} is the last one before, {@code
 * FILE.2} the one before that; or at midnight, then {@code FILE.2026-02-05} is that day's.
 *
 * @param bytes the size, looked at once a second; 0 for each midnight
 * @param keep how many are kept beside the one that is written
 */
record LogRotation(long bytes, int keep) {
    /** So many can be kept. */
    static final int MOST = 1000;

    /** What has a meaning of its own to logback in the name of a file; a backslash, that of a slash, as on Windows. */
    private static final String SPECIAL = File.separatorChar == '\\' ? "%" : "%\\";

    /**
     * An appender to a file, not started.
     *
     * @param opened given each stream that it opens, and returns it
     * @throws IllegalArgumentException if the file has a name that logback cannot rotate
     */
    FileAppender<String> appender(Path file, Context context, UnaryOperator<OutputStream> opened) {
        String name = file.toString();
        if (CharMatcher.anyOf(SPECIAL).matchesAnyOf(name)) {
            throw new IllegalArgumentException(
                    "a file with a percent sign or a backslash in its name cannot be rotated");
        }
        RollingFileAppender<String> appender = new RollingFileAppender<>() {
            @Override
            public void setOutputStream(OutputStream stream) {
                super.setOutputStream(opened.apply(stream));
            }
        };
        appender.setContext(context);
        appender.setFile(name);
        if (bytes > 0) rotateBySize(appender, name);
        else rotateByDay(appender, name);
        return appender;
    }

    private void rotateBySize(RollingFileAppender<String> appender, String name) {
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy() {
            @Override
            protected int getMaxWindowSize() {
                return MOST;
            }
        };
        names.setMinIndex(1);
        names.setMaxIndex(keep);
        start(names, appender, name + ".%i");
        SizeBasedTriggeringPolicy<String> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(appender.getContext());
        size.setMaxFileSize(new FileSize(bytes));
        size.setCheckIncrement(Duration.buildBySeconds(1));
        size.start();
        appender.setTriggeringPolicy(size);
    }

    private void rotateByDay(RollingFileAppender<String> appender, String name) {
        TimeBasedRollingPolicy<String> days = new TimeBasedRollingPolicy<>();
        days.setMaxHistory(keep);
        start(days, appender, name + ".%d{yyyy-MM-dd}");
    }

    private static void start(RollingPolicyBase policy, RollingFileAppender<String> appender, String pattern) {
        policy.setContext(appender.getContext());
        policy.setParent(appender);
        policy.setFileNamePattern(pattern);
        policy.start();
        appender.setRollingPolicy(policy);
    }
}
