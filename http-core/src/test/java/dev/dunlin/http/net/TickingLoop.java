package dev.dunlin.http.net;

import dev.dunlin.http.testing.loop.ManualLoop;
import java.time.Duration;
import java.time.Instant;

/** A loop whose clock goes on a little whenever somebody looks at it. */
final class TickingLoop implements Loop {
    final ManualLoop manual;
    long nanosPerLook;
    int looks;

    TickingLoop(Instant start) {
        this.manual = new ManualLoop(start);
    }

    @Override
    public boolean isCurrent() {
        return manual.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        manual.execute(task);
    }

    @Override
    public long now() {
        return manual.now();
    }

    @Override
    public long exactNow() {
        looks++;
        return manual.now() + looks * nanosPerLook;
    }

    @Override
    public long epochMillis() {
        return manual.epochMillis();
    }

    @Override
    public Deadlines deadlines(Duration duration) {
        return manual.deadlines(duration);
    }
}
