package dev.dunlin.http.net;

/** What is attached to a selection key: is told when its channel is ready. */
interface Selectable {
    /**
     * The channel is ready. Must not throw but for a bug, which is logged and ends what is selected.
     *
     * @param operations the ready operations, as {@link java.nio.channels.SelectionKey} numbers them
     */
    void onReady(int operations);

    /** The server is about to end: finish what has begun. */
    void stop();

    /** Something unforeseen was thrown: give up. */
    void abort(Throwable cause);
}
