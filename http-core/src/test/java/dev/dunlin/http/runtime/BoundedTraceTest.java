package dev.dunlin.http.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BoundedTraceTest {
    private static Throwable withFrames(Throwable failure, int count) {
        StackTraceElement[] frames = new StackTraceElement[count];
        for (int i = 0; i < count; i++) frames[i] = new StackTraceElement("app.Code", "step", "Code.java", i + 1);
        failure.setStackTrace(frames);
        return failure;
    }

    private static long lines(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().lines().count();
    }

    @Test
    void aFailureWithAnUsualTraceStaysAsItIs() {
        Throwable failure = withFrames(new IOException("disk", withFrames(new IllegalStateException(), 200)), 200);
        failure.addSuppressed(withFrames(new IOException("close"), 200));

        assertThat(BoundedTrace.of(failure)).isSameAs(failure);
    }

    @Test
    void ofAnEndlessRecursionTheFirstFramesAreLeftAndItSaysHowManyAreNot() {
        Throwable bounded = BoundedTrace.of(withFrames(new StackOverflowError(), 1024));

        assertThat(bounded).hasToString("java.lang.StackOverflowError (974 of 1024 stack frames left out)");
        assertThat(bounded.getStackTrace()).hasSize(50);
        assertThat(bounded.getStackTrace()[0].getLineNumber()).isOne();
    }

    @Test
    void causesAndSuppressedFailuresAreBoundedToo() {
        Throwable failure = withFrames(new IOException("disk", withFrames(new StackOverflowError(), 1024)), 10);
        failure.addSuppressed(withFrames(new StackOverflowError(), 1024));

        Throwable bounded = BoundedTrace.of(failure);

        assertThat(bounded).hasToString("java.io.IOException: disk");
        assertThat(bounded.getStackTrace()).hasSize(10);
        assertThat(bounded.getCause().getStackTrace()).hasSize(50);
        assertThat(bounded.getSuppressed()[0].getStackTrace()).hasSize(50);
    }

    @Test
    void chainsOfCausesEndAlsoThoseThatBiteTheirTails() {
        Throwable chain = withFrames(new IOException("0"), 5);
        for (int i = 1; i < 1000; i++) chain = withFrames(new IOException("" + i, chain), 5);
        IOException first = new IOException("first");
        first.initCause(new IOException("second", first));

        assertThat(lines(BoundedTrace.of(chain))).isLessThan(100);
        assertThat(lines(BoundedTrace.of(first))).isLessThan(2000);
    }

    @Test
    void theFailureItselfIsNotChanged() {
        Throwable failure = withFrames(new StackOverflowError(), 1024);
        BoundedTrace.of(failure);

        assertThat(failure.getStackTrace()).hasSize(1024);
    }
}
