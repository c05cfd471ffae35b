package dev.dunlin.http.h1;

import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.net.Deadline;
import dev.dunlin.http.net.SafeLog;
import dev.dunlin.http.wire.ProtocolException;
import dev.dunlin.http.wire.RequestHead;
import dev.dunlin.http.wire.ResponseEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How far the exchange of a connection has come: content in, answer out. On the event loop. */
final class ExchangeProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeProgress.class);

    /** Unread content up to this size is received and thrown away, so that the connection can be used again. */
    private static final int DRAINED = 64 * 1024;

    private static final int CONTINUE_LENGTH = 32;

    private static final String EVENT_STREAM = "text/event-stream";

    /** What an exchange takes by itself, in bytes, without its head's fields and its content. */
    private static final int OBJECTS = 1024;

    private final Http1Loop shared;
    private final Output output;
    private final ConnectionInfo connection;
    private final Exchange exchange;
    private final @Nullable RequestHead head;
    private final @Nullable RequestBody content;
    private final Runnable wakeUp;
    private final long start;

    private @Nullable Deadline deadline;

    /** When the time for the response began, and how much content had come by then. */
    private long timeoutStart;

    private long receivedBefore;

    /** The timeout that the deadline was set for; null for the server's. */
    private @Nullable Duration timeout;

    private @Nullable BodyWriter writer;
    private boolean persists;
    private boolean saidContinue;
    private boolean isWritten;
    private boolean isReported;

    /**
     * @param head null if it could not be parsed
     * @param content null if there is none
     * @param wakeUp called, from any thread, when content of the answer is there that was waited for
     */
    ExchangeProgress(
            Http1Loop shared,
            Output output,
            ConnectionInfo connection,
            Exchange exchange,
            @Nullable RequestHead head,
            @Nullable RequestBody content,
            Runnable wakeUp) {
        this.shared = shared;
        this.output = output;
        this.connection = connection;
        this.exchange = exchange;
        this.head = head;
        this.content = content;
        this.wakeUp = wakeUp;
        this.start = shared.loop.now();
        this.timeoutStart = start;
    }

    /** Returns the memory that the exchange takes from one turn to the next, in bytes. */
    long heldBytes() {
        long held = OBJECTS;
        if (head != null) held += head.headers().encodedLength();
        if (content != null) held += content.heldBytes();
        if (writer != null && !isWritten) held += writer.heldBytes();
        return held;
    }

    /** Tells whether content of the request is waited for. */
    boolean wantsInput() {
        return content != null && content.wantsInput();
    }

    /** Tells whether the answer goes on when the socket is writable. */
    boolean awaitsSocket() {
        return writer != null && !isWritten && writer.awaitsSocket();
    }

    /** Tells whether the answer has begun. */
    boolean isAnswering() {
        return writer != null;
    }

    /** Tells whether nothing is left to do: the answer is written, and the content received if that matters. */
    boolean isOver() {
        return isWritten && (!persists || isReceived());
    }

    /** Tells whether all of the request's content has been received. */
    boolean isReceived() {
        return content == null || content.isComplete();
    }

    /** Tells, once it is over, whether another exchange can follow. */
    boolean persists() {
        return persists;
    }

    /** Tells whether the client has not said that this is its last request: it may have sent another one by now. */
    boolean clientPersists() {
        return head != null && head.isPersistent();
    }

    /** Takes content of the request; tells whether anything has changed. */
    boolean receive(ByteBuffer input) throws IOException, ProtocolException {
        if (content == null) return false;
        // Here, and not when it was asked for: that may be in the turn of another connection, whose answer the output
        // holds.
        if (content.wasWanted()) sayContinue();
        return content.receive(input);
    }

    /**
     * Begins the answer if there is one, and writes on.
     *
     * @param moreMayFollow whether the client has sent, or may send, another request
     * @return whether the answer is now written
     */
    boolean answer(boolean moreMayFollow) throws IOException {
        Response response = exchange.response();
        if (response == null || isWritten) return false;
        if (!write(response, moreMayFollow)) return false;
        isWritten = true;
        report(response, null);
        if (content != null) content.discard();
        return true;
    }

    /** What fails here is the content, or else the connection, and then no concern of the one who runs the server. */
    private boolean write(Response response, boolean moreMayFollow) throws IOException {
        try {
            BodyWriter active = writer;
            if (active == null) {
                active = begin(response, moreMayFollow);
                writer = active;
            }
            if (active.write(output)) return true;
            return shared.isStopping() && isEventStream(response) && active.endEarly(output);
        } catch (ContentException e) {
            logBodyFailure(e);
            throw e;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A body that throws where it must not.
            shared.loop.survived(e);
            logBodyFailure(e);
            throw new ContentException("the response body failed", e);
        }
    }

    /**
     * Events are published for as long as somebody listens, whose client connects again when they end: they would use up all of
     * a server's grace. What else is published without a known length may be half of something, and must not look whole.
     */
    private static boolean isEventStream(Response response) {
        String type = response.headers().first("Content-Type").orElse("");
        return type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    private void logBodyFailure(Throwable cause) {
        if (exchange.hasContentFailed()) {
            SafeLog.debug(LOG, "response body failed with the request's: {}", exchange.request(), cause);
        } else {
            shared.failures.log(LOG, Level.WARN, "response body failed: {}", exchange.request(), cause);
        }
    }

    /** Before the content: what the client waits for that asked whether it may send it (RFC 9110 §10.1.1). */
    private void sayContinue() throws IOException {
        if (head == null || !head.expectsContinue() || saidContinue || writer != null) return;
        saidContinue = true;
        ResponseEncoder.encodeContinue(output.withRoom(CONTINUE_LENGTH));
    }

    /** Returns how much of the request's content has come. */
    long received() {
        return content == null ? 0 : content.received();
    }

    /**
     * Sets the deadline for the handler's response, unless there is one already; content that has come puts it off.
     *
     * @return whether content has come since this was called last
     */
    boolean awaitAnswer() {
        boolean hasCome = received() > receivedBefore;
        receivedBefore = received();
        if (exchange.response() != null) return hasCome;
        if (hasCome) timeoutStart = shared.loop.now();
        Duration own = exchange.responseTimeout();
        if (deadline == null) {
            deadline = new Deadline(this::expire);
        } else if (!hasCome && Objects.equals(own, timeout)) {
            return false;
        }
        timeout = own;
        set(deadline);
        return hasCome;
    }

    private void set(Deadline deadline) {
        if (timeout == null) {
            shared.exchangeDeadlines.touch(deadline, shared.loop.now());
        } else if (timeout.isZero()) {
            deadline.cancel();
        } else {
            shared.variedDeadlines.set(deadline, nanosLeft(timeout));
        }
    }

    private long nanosLeft(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout) - (shared.loop.now() - timeoutStart);
    }

    /** Somebody's code has failed while it was given content; that may be an earlier exchange's, which is over. */
    void failed(RequestBody body, Throwable cause) {
        if (body == content) exchange.fail(cause);
    }

    /** What the client sends is not understood, or too much, or too late: nothing more can be read after it. */
    void refuse(ProtocolException reason) {
        LOG.debug("answering {}: {}", reason.status(), reason.getMessage());
        persists = false;
        if (content != null) fail(content, new HttpException(reason.status(), String.valueOf(reason.getMessage())));
        exchange.answerInstead(reason.status());
    }

    /** The connection is gone. May be called again, when an answer comes after it. */
    void closed(Throwable cause) {
        if (deadline != null) deadline.cancel();
        // First, so that what a handler makes of the content's failure is known to be the client's doing.
        boolean isAbandoned = exchange.abandon();
        try {
            if (content != null) fail(content, cause);
            if (!isReported && writer != null) writer.cancel();
        } finally {
            // Whatever was thrown: what the response holds is released by nobody else.
            Response response = exchange.response();
            if (!isReported && (isAbandoned || response != null)) report(response, cause);
        }
    }

    private void fail(RequestBody content, Throwable cause) {
        exchange.contentFails(cause);
        content.fail(cause);
    }

    private BodyWriter begin(Response response, boolean moreMayFollow) throws IOException {
        if (deadline != null) deadline.cancel();
        boolean isHead = head != null && head.method().equals("HEAD");
        ResponseWriter writing = new ResponseWriter(response, isHead, head != null && head.isHttp10());
        // What is published may be made of the request's content, and would wait for it for ever; an error is not.
        if (content != null && response.status() < 400 && writing.publishes()) sayContinue();
        persists = moreMayFollow
                && head != null
                && head.isPersistent()
                && !response.closesConnection()
                && !shared.isStopping()
                && !writing.endsWithConnection()
                && isContentNoObstacle(writing);
        return writing.begin(shared.encoder(), output, persists, wakeUp);
    }

    /** Decided before the head is written, since the head says it. */
    private boolean isContentNoObstacle(ResponseWriter writing) {
        if (content == null || content.isComplete() || writing.sends(content)) return true;
        boolean mayNeverCome = head != null && head.expectsContinue() && !saidContinue;
        return !mayNeverCome && content.remaining() <= DRAINED;
    }

    private void expire() {
        if (timeout != null && deadline != null && nanosLeft(timeout) > 0) {
            set(deadline);
            return;
        }
        if (wantsInput()) {
            // The handler waits for the client, however long others allow that.
            refuse(new ProtocolException(Status.REQUEST_TIMEOUT, "no content came for too long"));
            wakeUp.run();
            return;
        }
        Duration allowed = timeout == null ? shared.config.exchangeDeadline() : timeout;
        exchange.timeOut(allowed);
        // Also where there was a response before, and its sender could not say so for want of memory.
        wakeUp.run();
        SafeLog.warn(LOG, "no response within {}: {}", allowed, exchange.request());
    }

    /** Ends the answer: its body is closed once, whatever became of it, and the listeners are told. */
    private void report(@Nullable Response response, @Nullable Throwable failure) {
        isReported = true;
        if (response != null) close(response);
        shared.exchanges.increment();
        if (shared.config.listeners().isEmpty()) return;
        ExchangeReport report = new ExchangeReport(
                connection,
                exchange.request(),
                head == null ? null : head.protocol(),
                response,
                writer == null ? 0 : writer.written(),
                Duration.ofNanos(shared.loop.exactNow() - start),
                failure == null ? exchange.failure() : failure);
        for (ExchangeListener listener : shared.config.listeners()) {
            try {
                listener.completed(report);
            } catch (Throwable e) {
                shared.loop.survived(e);
                SafeLog.error(LOG, "an exchange listener failed", e);
            }
        }
    }

    private void close(Response response) {
        try {
            response.body().close();
        } catch (Throwable e) {
            shared.loop.survived(e);
            SafeLog.error(LOG, "closing the response body failed: {}", exchange.request(), e);
        }
    }
}
