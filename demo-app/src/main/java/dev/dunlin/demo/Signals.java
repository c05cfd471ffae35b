package dev.dunlin.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Actions for signals of the operating system, by {@code sun.misc.Signal} of the module {@code jdk.unsupported}. It is called
 * by reflection, as each mention of it is a warning that cannot be suppressed.
 */
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
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (!method.getName().equals("handle")) return method.invoke(action, arguments);
            action.run();
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {type}, handler);
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.debug("there is no SIG{} here, or the JVM leaves it alone (-Xrs)", name, e);
        }
    }
}
