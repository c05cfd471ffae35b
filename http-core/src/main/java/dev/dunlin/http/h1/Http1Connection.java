package dev.dunlin.http.h1;

import dev.dunlin.http.Body;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.Request;
import dev.dunlin.http.Status;
import dev.dunlin.http.TlsInfo;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.Deadline;
import dev.dunlin.http.net.Transport;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.RequestParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One HTTP/1 connection (RFC 9112 §9). One exchange at a time:
 *
 * <pre>
 *        ┌────────────────────────── the connection persists: the next request ─────────────────────────┐
 *        ▼                                                                                              │
 *   READING A HEAD ──► HANDLING ──► ANSWERING ──► the answer is written, the content is received ───────┤
 *        │                │             │                                                               │
 *        └────────────────┴─ malformed, too large, too late: answered with an error ──► ENDING ◄────────┘
 *                                                                                         │
 *                                              LINGERING ◄── the client may be sending ───┤ flushed
 *                                                  └──────────────► closed ◄──────────────┘
 * </pre>
 *
 * <p>All steps are taken in {@link #advance}, one after the other, until nothing can be done before the socket, a handler or
 * a publisher does something. These say so through {@link #resume} and never take a step themselves, so that nothing
 * recurses. Then {@link #settle} writes what was collected and says what is waited for.
 */
final class Http1Connection implements Connection, RequestBody.Source {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);

    private final Http1Loop shared;
    private final Transport transport;
    private final Output output;
    private final ConnectionInfo info;
    private final boolean isFromProxy;
    private final Deadline deadline = new ConnectionDeadline(this);
    private final Runnable wakeUp = this::resumeFromAnywhere;
    private @Nullable ClientRates rates;

    /** What was read and not taken yet: the loop's buffer while this advances, a copy of the rest afterwards. */
    private ByteBuffer input = Http1Loop.NOTHING;

    /** Kept while a head is incomplete. */
    private @Nullable RequestParser parser;

    /** How many were skipped since the last head. */
    private int emptyLines;

    private @Nullable ExchangeProgress current;
    private boolean inputEnded;
    private boolean clientMaySendOn;
    private boolean isEnding;

    /** Whether the time of rest has begun since the last exchange; empty lines do not begin it anew. */
    private boolean isRested;

    private boolean isLingering;
    private boolean isAdvancing;
    private boolean isResumed;

    /** The memory that was counted last, in bytes. */
    private long counted;

    Http1Connection(Http1Loop shared, Transport transport) {
        this.shared = shared;
        this.transport = transport;
        this.output = new Output(shared, transport);
        this.info = introduction(transport);
        this.isFromProxy = shared.config.trustedProxies().trusts(info.remote());
        shared.idleDeadlines.touch(deadline, shared.loop.now());
    }

    /** Tells handlers of a connection, by values that do not lead back to it. */
    private static ConnectionInfo introduction(Transport transport) {
        SSLSession session = transport.session();
        TlsInfo tls = session == null ? null : TlsInfo.of(session);
        return new ConnectionInfo(transport.remoteAddress(), transport.localAddress(), transport.isSecure(), tls);
    }

    @Override
    public void onReadable() throws IOException {
        if (inputEnded || input.hasRemaining()) return;
        inputEnded = shared.read(transport) < 0;
        if (isLingering) {
            if (inputEnded) transport.close(new IOException("the client has ended too"));
            return;
        }
        input = shared.input;
        advance();
    }

    @Override
    public void onWritable() throws IOException {
        output.flush();
        advance();
    }

    @Override
    public void onStopping() throws IOException {
        boolean hasSpoken = isRested;
        // What the client has sent before it can know is still answered.
        if (isIdle()) onReadable();
        // A stream of events that has nothing to send ends.
        if (current != null && current.isAnswering()) resume();
        if (!isIdle()) return;
        isEnding = hasSpoken;
        settle();
        // A client that has just connected is about to ask, and would take the end of the connection for a failure.
        if (!hasSpoken) shared.lingerDeadlines().touch(deadline, shared.loop.now());
    }

    @Override
    public void onClosed(Throwable cause) {
        deadline.cancel();
        if (rates != null) rates.end();
        input = Http1Loop.NOTHING;
        if (current != null) current.closed(cause);
    }

    @Override
    public void onLoop(Runnable task) {
        shared.onLoop(task);
    }

    @Override
    public void failed(RequestBody body, Throwable cause) {
        if (current != null) current.failed(body, cause);
    }

    @Override
    public void resume() {
        if (isResumed) return;
        isResumed = true;
        if (isAdvancing) return;
        try {
            shared.loop.execute(this::advanceAgain);
        } catch (Throwable t) {
            // Nobody would ever take it up again.
            transport.close(t);
            throw t;
        }
    }

    private void resumeFromAnywhere() {
        if (shared.loop.isCurrent()) {
            resume();
        } else {
            shared.loop.execute(wakeUp);
        }
    }

    private void advanceAgain() {
        isResumed = false;
        try {
            if (transport.isOpen()) {
                advance();
            } else if (current != null) {
                current.closed(new IOException("the connection was closed before the answer"));
            }
        } catch (IOException e) {
            transport.close(e);
        } catch (RuntimeException | Error e) {
            // The loop logs it as a bug. A part of an answer may be lost, and nothing must follow it.
            transport.close(e);
            throw e;
        }
    }

    private void advance() throws IOException {
        isAdvancing = true;
        boolean isTurnOver;
        try {
            isTurnOver = !takeSteps();
        } catch (Throwable t) {
            // What was answered before must not be lost with this, still less be sent to the loop's next connection.
            output.flush();
            throw t;
        } finally {
            isAdvancing = false;
            isResumed = false;
        }
        if (isTurnOver) resume();
        settle();
    }

    /**
     * Takes one step after the other. Returns false if there is another one before which the neighbours on the loop should
     * have their turn: what was sent in one piece may be thousands of requests.
     */
    private boolean takeSteps() throws IOException {
        long turnEnd = 0;
        boolean goOn = true;
        while (goOn && transport.isOpen() && !isEnding && !output.isBlocked()) {
            isResumed = false;
            // What a writer has done when its turn is over waits for the next one, also where more was published
            // meanwhile.
            goOn = step() || (isResumed && !awaitsSocket());
            if (current != null || !input.hasRemaining()) continue;
            long now = shared.loop.exactNow();
            if (turnEnd == 0) turnEnd = now + Http1Loop.TURN_NANOS;
            if (now - turnEnd > 0) return false;
        }
        return true;
    }

    /** Takes a step; returns false if nothing more can be done for now. */
    private boolean step() throws IOException {
        try {
            return current == null ? readHead() : exchange(current);
        } catch (ProtocolException e) {
            refuse(e);
            return true;
        } catch (RuntimeException e) {
            // What was said so far cannot be taken back.
            shared.failures.log(LOG, Level.ERROR, "a bug: an exchange with {} failed", info.remote(), e);
            throw new IOException("the answer failed", e);
        }
    }

    private boolean readHead() throws ProtocolException {
        if (!input.hasRemaining()) {
            isEnding = inputEnded;
            return false;
        }
        RequestParser active = parser == null ? shared.takeParser() : parser;
        if (parser == null) active.continueAfter(emptyLines);
        parser = active;
        RequestHead head = active.parse(input);
        emptyLines = active.emptyLines();
        if (head != null || active.isAtStart()) {
            parser = null;
            shared.giveBack(active);
        }
        if (head == null) return true;
        // The time of the next head has yet to begin, even if this turn ends in the middle of it.
        if (deadline.isIn(shared.headDeadlines)) deadline.cancel();
        handle(head);
        return true;
    }

    private void handle(RequestHead head) throws ProtocolException {
        long length = head.contentLength();
        RequestBody content = length == 0 ? null : new RequestBody(this, length, shared.config.maxContent());
        Body body = content == null ? Body.empty() : content;
        ConnectionInfo client = isFromProxy ? shared.config.trustedProxies().client(info, head.headers()) : info;
        Request request = Request.of(head.method(), head.target(), head.headers(), body, client);
        Exchange exchange = new Exchange(request, shared.config.errorAnswer(), shared.failures, wakeUp);
        current = new ExchangeProgress(shared, output, client, exchange, head, content, wakeUp);
        requireAcceptable(length);
        shared.handle(request, exchange);
    }

    private void requireAcceptable(long length) throws ProtocolException {
        if (length > shared.config.maxContent())
            throw new ProtocolException(Status.CONTENT_TOO_LARGE, "content of " + length + " bytes");
    }

    private boolean exchange(ExchangeProgress exchange) throws IOException, ProtocolException {
        boolean moved = exchange.receive(input);
        // An interrupt that a subscriber has left behind would close the file that is sent.
        Thread.interrupted();
        if (inputEnded && !input.hasRemaining() && exchange.wantsInput()) {
            throw new ProtocolException(Status.BAD_REQUEST, "the content ended early");
        }
        moved |= exchange.answer(input.hasRemaining() || !inputEnded);
        if (!exchange.isOver()) return moved;
        current = null;
        if (rates != null) rates.exchangeEnded();
        isEnding = !exchange.persists() || shared.isStopping();
        clientMaySendOn |= !exchange.isReceived() || (isEnding && exchange.clientPersists());
        isRested = false;
        return true;
    }

    private void refuse(ProtocolException reason) {
        clientMaySendOn = true;
        parser = null;
        ExchangeProgress exchange = current;
        if (exchange == null) {
            Exchange unparsed = new Exchange(null, shared.config.errorAnswer(), shared.failures, wakeUp);
            exchange = new ExchangeProgress(shared, output, info, unparsed, null, null, wakeUp);
            current = exchange;
        }
        exchange.refuse(reason);
    }

    private void settle() throws IOException {
        if (!transport.isOpen() || isLingering) return;
        // What was left because the socket took nothing goes on when it is writable, be that at once.
        boolean wasBlocked = output.isBlocked();
        output.flush();
        if (isEnding && !output.isBlocked()) {
            end();
            return;
        }
        input = shared.kept(input);
        countMemory();
        boolean awaitsSocket = wasBlocked || awaitsSocket();
        transport.await(!inputEnded && !input.hasRemaining(), awaitsSocket);
        setDeadline(awaitsSocket);
        measureRates(awaitsSocket);
    }

    /** Counts what stays in memory until the next turn. */
    private void countMemory() {
        long held = input.capacity() + output.heldBytes();
        if (parser != null) held += parser.heldBytes();
        if (current != null) held += current.heldBytes();
        if (held == counted) return;
        transport.memory().replace(counted, held);
        counted = held;
    }

    private boolean awaitsSocket() {
        return output.isBlocked() || (current != null && current.awaitsSocket());
    }

    Transport transport() {
        return transport;
    }

    /** Returns whether there was an exchange, so that this one is not a client that is about to ask for the first time. */
    boolean hasSpoken() {
        return isRested;
    }

    /** Reads what may have come unnoticed while this was idle; returns whether there was something. */
    boolean hasUnread() throws IOException {
        long exchanges = shared.exchanges();
        onReadable();
        return !isIdle() || shared.exchanges() != exchanges;
    }

    boolean isIdle() {
        return current == null && parser == null && !input.hasRemaining() && !isEnding && transport.isOpen();
    }

    private boolean isInHead() {
        return parser != null && parser.isInHead();
    }

    private void setDeadline(boolean awaitsSocket) {
        long now = shared.loop.now();
        boolean contentCame = current != null && current.awaitAnswer();
        if (awaitsSocket) {
            if (output.takeProgress() || !deadline.isIn(shared.writeDeadlines))
                shared.writeDeadlines.touch(deadline, now);
        } else if (current == null && !isInHead()) {
            if (!isRested || !deadline.isIn(shared.idleDeadlines)) shared.idleDeadlines.touch(deadline, now);
            isRested = true;
        } else if (current == null) {
            if (!deadline.isIn(shared.headDeadlines)) shared.headDeadlines.touch(deadline, now);
        } else if (current.wantsInput()) {
            if (contentCame || !deadline.isIn(shared.contentDeadlines)) shared.contentDeadlines.touch(deadline, now);
        } else if (inputEnded && current.isAnswering()) {
            // It may have gone, which only writing would tell, and content that is published may pause for ever.
            shared.idleDeadlines.touch(deadline, now);
        } else {
            deadline.cancel();
        }
    }

    /** There is nothing to measure where nobody is waited for, as in nearly all exchanges. */
    private void measureRates(boolean awaitsSocket) {
        if (rates == null) {
            if (!awaitsSocket && (current == null || !current.wantsInput())) return;
            rates = new ClientRates(
                    shared, () -> guarded(this::refuseSlowSender), () -> guarded(this::abortSlowReader));
        }
        rates.update(current, awaitsSocket, output.sent());
    }

    private void refuseSlowSender() {
        if (current == null || !current.wantsInput()) return;
        refuse(new ProtocolException(
                Status.REQUEST_TIMEOUT, "the content comes slower than " + shared.config.minimumRate() + " bytes/s"));
        advanceAgain();
    }

    private void abortSlowReader() {
        transport.close(new IOException(
                "the client reads the response slower than " + shared.config.minimumRate() + " bytes/s"));
    }

    /** What a deadline has called is called no more, so that a connection which stayed open after an error would stay for ever. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            transport.close(t);
            throw t;
        }
    }

    /** The deadline has passed; what for is plain from where the connection stands. */
    void expire() {
        boolean lateInput = current == null ? isInHead() : current.wantsInput();
        if (isLingering || awaitsSocket() || !lateInput) {
            boolean isUnread = awaitsSocket();
            IOException late = new IOException(
                    isUnread
                            ? "the client read nothing of the response for too long"
                            : "nothing happened for too long");
            // Half of an answer must not be followed by word that this was all.
            if (current == null && !isUnread) transport.end(late);
            else transport.close(late);
            return;
        }
        refuse(new ProtocolException(Status.REQUEST_TIMEOUT, "nothing came for too long"));
        advanceAgain();
    }

    /** To close while the client is sending would take the answer from it (RFC 9112 §9.6): its side is read on first. */
    private void end() throws IOException {
        boolean mustLinger = !inputEnded && (clientMaySendOn || input.hasRemaining());
        if (!mustLinger) {
            transport.end(new IOException("the last exchange is over"));
            return;
        }
        isLingering = true;
        input = Http1Loop.NOTHING;
        transport.shutdownOutput();
        transport.await(true, false);
        shared.lingerDeadlines().touch(deadline, shared.loop.now());
    }
}
