package dev.dunlin.http.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Threads that run when somebody says so, one after the other. */
final class ManualThreads implements Executor {
    private final Queue<Runnable> started = new ArrayDeque<>();

    @Override
    public void execute(Runnable work) {
        started.add(work);
    }

    /** Returns how many have work to do. */
    int started() {
        return started.size();
    }

    /** Lets one after the other do its work, until none has any. */
    void run() {
        for (Runnable work = started.poll(); work != null; work = started.poll()) work.run();
    }
}
