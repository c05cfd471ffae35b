package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What records may cost: those without content, many small ones, and those that wait for a peer that takes none. */
@Timeout(180)
class TlsRecordsTest {
    private static final String TLS_1_3 = "TLSv1.3";
    private static final String TOO_MANY = "too many records without content";

    private final TlsWire wire = new TlsWire(TLS_1_3);

    @Test
    void whoAsksForNewKeysAgainAndAgainIsCut() {
        wire.shakeHands();

        wire.askForNewKeys(RecordAllowance.MOST + 1).settle();

        assertThat(wire.closedBy).hasMessage(TOO_MANY);
    }

    @Test
    void whoAsksForNewKeysBetweenContentIsNot() {
        wire.shakeHands();

        for (int i = 0; i < 3 * RecordAllowance.MOST; i++)
            wire.askForNewKeys(1).send(content(1024)).settle();

        assertThat(wire.closedBy).isNull();
        assertThat(wire.inner.received()).hasSize(3 * RecordAllowance.MOST * 1024);
    }

    @Test
    void whoAsksForNewKeysNowAndThenIsNot() {
        wire.shakeHands();

        for (int i = 0; i < 3 * RecordAllowance.MOST; i++) {
            wire.askForNewKeys(1).settle();
            wire.loop.advance(Duration.ofMillis(100).toNanos());
        }

        assertThat(wire.closedBy).isNull();
    }

    @Test
    void manySmallRecordsAreReadInSeveralTurns() {
        wire.shakeHands();
        wire.ticking.nanosPerLook = TimeSlice.NANOS;
        int[] readByThen = new int[1];
        wire.inner.onFirstContent = () -> wire.loop.execute(() -> readByThen[0] = wire.inner.received().length);

        for (int i = 0; i < 500; i++) wire.send(content(1));
        wire.settle();

        assertThat(readByThen[0]).isBetween(1, 499);
        assertThat(wire.inner.received()).hasSize(500);
    }

    @Test
    void recordsWithoutContentAreReadInSeveralTurnsToo() {
        wire.shakeHands();
        wire.ticking.nanosPerLook = TimeSlice.NANOS;

        wire.askForNewKeys(RecordAllowance.MOST / 2).send(content(10));
        wire.clientHasGone = true;
        wire.settle();

        assertThat(wire.inner.received()).isEqualTo(content(10));
        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void theEndIsTheEndAlsoWhenItComesWithMoreRecordsThanATurnHasTimeFor() {
        wire.shakeHands();
        wire.ticking.nanosPerLook = TimeSlice.NANOS;

        wire.askForNewKeys(RecordAllowance.MOST / 2);
        wire.clientHasGone = true;
        wire.settle();

        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void whoAsksForNewKeysForEverAndTakesNothingIsCut() {
        wire.shakeHands();
        wire.serverSocketIsFull = true;

        for (int i = 0; i < 10_000 && wire.closedBy == null; i++) {
            wire.askForNewKeys(1).settle();
            wire.loop.advance(Duration.ofMillis(100).toNanos());
            assertThat(wire.heldByServer()).isLessThan(200 * 1024);
        }

        assertThat(wire.closedBy).hasMessageContaining("more than it takes");
    }

    @Test
    void whatWaitsForTheSocketArrivesInItsOrder() {
        wire.shakeHands();
        byte[] content = content(300_000);
        wire.mostPerWrite = 1_000;
        wire.serverSocketIsFull = true;
        wire.onLoop(() -> wire.inner.write(content));

        for (int i = 0; i < RecordAllowance.MOST / 2; i++) wire.askForNewKeys(1).settle();
        wire.serverSocketIsFull = false;
        wire.settle();

        assertThat(wire.clientReceived()).isEqualTo(content);
        assertThat(wire.inner.hasWrittenAll()).isTrue();
    }

    @Test
    void whatIsHeldForAConnectionIsTold() {
        int idle = wire.heldByServer();
        wire.sendRaw((byte) 22).settleServer();
        int inHandshake = wire.heldByServer();
        assertThat(idle).isBetween(1_000, 3_000);
        assertThat(inHandshake).isBetween(10_000, 30_000);

        TlsWire open = new TlsWire(TLS_1_3).shakeHands();
        int atRest = open.heldByServer();
        assertThat(atRest).isBetween(5_000, 15_000);
        byte[] record = open.send(content(16_000)).intercept();
        open.sendRaw(Arrays.copyOf(record, 12_000)).settle();
        assertThat(open.heldByServer() - atRest).isEqualTo(12_000);
        open.sendRaw(Arrays.copyOfRange(record, 12_000, record.length)).settle();
        assertThat(open.heldByServer()).isEqualTo(atRest);

        open.serverSocketIsFull = true;
        open.onLoop(() -> open.inner.write(content(50_000)));
        assertThat(open.heldByServer() - atRest).isBetween(50_000, 52_000);
        open.serverSocketIsFull = false;
        open.settle();
        assertThat(open.heldByServer()).isEqualTo(atRest);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
