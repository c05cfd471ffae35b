package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.WatchedKeys;
import java.io.EOFException;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a connection while a step of its handshake is computed, or waits for that. */
@Timeout(180)
class HandshakeStepsTest {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    private final ManualThreads threads = new ManualThreads();
    private final HandshakeExecutor handshakes = new HandshakeExecutor(threads, 1, 2);
    private final WatchedKeys keys = new WatchedKeys(TlsWire.CERTIFICATE);

    private TlsWire wire(String protocol) {
        return new TlsWire(protocol, handshakes, TlsWire.CERTIFICATE.serverContext());
    }

    /** A connection whose client has greeted the server, which has yet to compute its response. */
    private TlsWire greeted(String protocol) {
        return wire(protocol).shakeHands();
    }

    /** The same with a server that tells whether it was asked for its key, or fails then. */
    private TlsWire greetedWithKeys() {
        return new TlsWire(TLS_1_3, handshakes, keys.context()).shakeHands();
    }

    private void compute(TlsWire wire) {
        threads.run();
        wire.onLoop(() -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void whatAHandshakeHoldsCountsAsTheConnectionsMemory(String protocol) {
        TlsWire silent = wire(protocol);
        long atRest = silent.memory().held();
        TlsWire wire = greeted(protocol);

        assertThat(atRest).as("an engine that has done nothing").isBetween(1_500L, 4_000L);
        assertThat(wire.memory().held()).as("an engine in its handshake").isBetween(atRest + 10_000, atRest + 60_000);
        while (threads.started() > 0) compute(wire);
        wire.send(content(10)).settle();
        assertThat(wire.inner.received()).isEqualTo(content(10));
        assertThat(wire.memory().held()).as("an engine of an open connection").isBetween(atRest, atRest + 12_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void aHandshakeGoesOnWhenItsStepsAreComputed(String protocol) {
        TlsWire wire = greeted(protocol);
        assertThat(wire.handshakeCounts.waiting()).isEqualTo(1);

        while (threads.started() > 0) compute(wire);
        wire.send(content(10)).settle();

        assertThat(wire.inner.received()).isEqualTo(content(10));
        assertThat(wire.handshakeCounts.waiting()).isZero();
        assertThat(wire.handshakeCounts.discarded()).isZero();
    }

    @Test
    void whatAPeerThatHasGoneWantedIsNeverComputed() {
        TlsWire wire = greetedWithKeys();

        wire.clientHasGone = true;
        wire.settleServer();

        assertThat(wire.closedBy).isInstanceOf(EOFException.class);
        assertThat(wire.handshakeCounts.waiting()).isZero();
        compute(wire);
        assertThat(keys.timesAsked()).isZero();
        assertThat(wire.closedBy).isInstanceOf(EOFException.class);
    }

    @Test
    void whatWaitsUntilTheHandshakeIsTooLateIsNeverComputed() {
        TlsWire wire = greetedWithKeys();

        wire.loop.advance(Duration.ofSeconds(10).toNanos());
        compute(wire);

        assertThat(wire.closedBy).hasMessageContaining("no handshake in time");
        assertThat(keys.timesAsked()).isZero();
    }

    @Test
    void aPeerThatGoesWhileItsStepIsComputedIsForgottenThen() {
        TlsWire wire = greetedWithKeys();
        keys.whenAsked(() -> {
            wire.clientHasGone = true;
            wire.settleServer();
        });

        compute(wire);

        assertThat(keys.timesAsked()).isPositive();
        assertThat(wire.closedBy).isInstanceOf(EOFException.class);
        assertThat(wire.handshakeCounts.waiting()).isZero();
        assertThat(wire.sentByServer).isZero();
    }

    @Test
    void ofTooManyHandshakesTheOldestIsBrokenOff() {
        TlsWire oldest = greeted(TLS_1_3);
        TlsWire second = greeted(TLS_1_3);
        TlsWire third = greeted(TLS_1_3);

        oldest.onLoop(() -> {});

        assertThat(oldest.closedBy).hasMessage("too many handshakes wait");
        assertThat(oldest.handshakeCounts.discarded()).isEqualTo(1);
        assertThat(oldest.handshakeCounts.waiting()).isZero();
        threads.run();
        for (TlsWire wire : new TlsWire[] {second, third}) {
            wire.onLoop(() -> {}).send(content(10)).settle();
            assertThat(wire.inner.received()).isEqualTo(content(10));
        }
    }

    @Test
    void whatIsReceivedWhileAStepIsComputedIsNotLost() {
        TlsWire wire = greeted(TLS_1_2);
        // The server's flight. The client's has a step of its own, and the rest of it comes bit by bit meanwhile.
        threads.run();
        wire.mostPerRead = 1;
        wire.onLoop(() -> {});
        assertThat(wire.handshakeCounts.waiting()).isEqualTo(1);
        assertThat(wire.intercept()).isEmpty();

        compute(wire);
        wire.send(content(10)).settle();

        assertThat(wire.inner.received()).isEqualTo(content(10));
    }

    @Test
    void noMoreThanARecordIsReceivedAhead() throws SSLException {
        TlsWire wire = greeted(TLS_1_3);

        wire.sendRaw(new byte[100_000]).settleServer();

        assertThat(wire.awaitsReadable).isFalse();
        assertThat(wire.intercept()).hasSizeGreaterThan(80_000);
        assertThat(wire.closedBy).isNull();
    }

    @Test
    void aRecordThatIsLongerThanAnyIsRefusedAndNotWaitedFor() {
        TlsWire wire = wire(TLS_1_3);
        byte[] record = new byte[32_000];
        System.arraycopy(new byte[] {22, 3, 3, (byte) (31_000 >> 8), (byte) 31_000}, 0, record, 0, 5);

        wire.sendRaw(record).settleServer();

        assertThat(wire.rawReceived()).startsWith(21);
        assertThat(wire.serverHasShut).isTrue();
    }

    @Test
    void aHandshakeOfCrumbsIsRefused() {
        TlsWire wire = wire(TLS_1_2);
        int crumbs = sendCrumbs(wire, 1, 0, 64, 0, 3, 3);

        while (!wire.serverHasShut && crumbs < 1_000) crumbs += sendCrumbs(wire, 7);

        assertThat(crumbs).isEqualTo(RecordAllowance.MOST + 1);
    }

    /** Sends the bytes of a message, each in a record of its own. */
    private static int sendCrumbs(TlsWire wire, int... bytes) {
        for (int each : bytes) wire.sendRaw((byte) 22, (byte) 3, (byte) 3, (byte) 0, (byte) 1, (byte) each);
        wire.settleServer();
        return bytes.length;
    }

    @Test
    void anErrorInAStepEndsTheConnectionAndNothingElse() {
        TlsWire failing = greetedWithKeys();
        keys.whenAsked(() -> {
            throw new StackOverflowError("not a real one");
        });
        TlsWire other = greeted(TLS_1_3);

        compute(failing);
        other.onLoop(() -> {}).send(content(10)).settle();

        assertThat(failing.closedBy).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(other.inner.received()).isEqualTo(content(10));
    }

    @Test
    void whenTheServerHasEndedAHandshakeDoesToo() {
        handshakes.close();

        TlsWire wire = greeted(TLS_1_3);

        assertThat(wire.closedBy).hasMessage("the server has ended");
        assertThat(wire.handshakeCounts.waiting()).isZero();
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
