package dev.dunlin.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Actions for signals of the operating system. */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * Runs an action for each signal of this name from now on, in the place of what the JVM does. A signal that was ignored
     * when the JVM was started, such as SIGHUP by {@code nohup}, stays ignored.
     *
     * @param name without {@code SIG}
     * @param action called on a thread of its own
     */
    static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            LOG.debug("there is no SIG{} here, or the JVM leaves it alone (-Xrs)", name, e);
        }
    }
}
