package dev.dunlin.http.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A selector that fails when it is told to, and otherwise does what another one does. */
final class FailingSelector extends Selector {
    private final Selector selector;
    private final Throwable failure;
    private final AtomicInteger failures = new AtomicInteger();

    FailingSelector(Throwable failure) throws IOException {
        this.selector = Selector.open();
        this.failure = failure;
    }

    /** Fails so many times from now on. */
    void fail(int times) {
        failures.set(times);
        selector.wakeup();
    }

    /** How many times it is still to fail. */
    int toFail() {
        return failures.get();
    }

    private int failing() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) EventLoopErrorsTest.sneak(failure);
        return 0;
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return failing() + selector.selectNow(action);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
        return failing() + selector.select(action, timeout);
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return failing() + selector.select(action);
    }

    @Override
    public boolean isOpen() {
        return selector.isOpen();
    }

    @Override
    public SelectorProvider provider() {
        return selector.provider();
    }

    @Override
    public Set<SelectionKey> keys() {
        return selector.keys();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selector.selectedKeys();
    }

    @Override
    public int selectNow() throws IOException {
        return failing() + selector.selectNow();
    }

    @Override
    public int select(long timeout) throws IOException {
        return failing() + selector.select(timeout);
    }

    @Override
    public int select() throws IOException {
        return failing() + selector.select();
    }

    @Override
    public Selector wakeup() {
        selector.wakeup();
        return this;
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
