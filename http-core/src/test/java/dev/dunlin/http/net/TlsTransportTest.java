package dev.dunlin.http.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS over a wire that can be made as bad as need be. */
@Timeout(180)
class TlsTransportTest {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void whatIsSentArrivesInBothDirections(String protocol) {
        TlsWire wire = new TlsWire(protocol).shakeHands();
        byte[] request = content(100_000);
        byte[] answer = content(300_000);

        wire.send(request).settle().onLoop(() -> wire.inner.write(answer));

        assertThat(wire.inner.received()).isEqualTo(request);
        assertThat(wire.clientReceived()).isEqualTo(answer);
        assertThat(wire.inner.transport.isSecure()).isTrue();
        assertThat(wire.inner.transport.session().getProtocol()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void byteByByteIsEnough(String protocol) {
        TlsWire wire = new TlsWire(protocol);
        wire.mostPerRead = 1;
        wire.mostPerWrite = 1;
        byte[] content = content(2_000);

        wire.shakeHands().send(content).settle().onLoop(() -> wire.inner.write(content));

        assertThat(wire.inner.received()).isEqualTo(content);
        assertThat(wire.clientReceived()).isEqualTo(content);
    }

    @Test
    void contentCountsAsWrittenWhenItsRecordHasLeftAndNotBefore() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.serverSocketIsFull = true;

        wire.onLoop(() -> wire.inner.write(content(100)));

        assertThat(wire.inner.hasWrittenAll()).isFalse();
        assertThat(wire.awaitsWritable).isTrue();
        wire.serverSocketIsFull = false;
        wire.settle();
        assertThat(wire.inner.hasWrittenAll()).isTrue();
        assertThat(wire.awaitsWritable).isFalse();
        assertThat(wire.clientReceived()).isEqualTo(content(100));
    }

    @Test
    void fullRecordsAreMadeOfWhatIsWrittenAtOnce() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        long before = wire.sentByServer;

        wire.onLoop(() -> wire.inner.write(content(64 * 1024)));

        assertThat(wire.sentByServer - before).isBetween(64 * 1024L + 4 * 17, 64 * 1024L + 4 * 64);
    }

    @Test
    void aFileArrivesWholeThroughASocketThatTakesOddPieces() throws IOException {
        byte[] content = content(8 * 1024 * 1024);
        Path file = Files.write(directory.resolve("big"), content);
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.mostPerWrite = 100_003;

        try (FileChannel channel = FileChannel.open(file)) {
            long sent = 0;
            while (sent < content.length) {
                long from = sent;
                long[] taken = new long[1];
                long most = Math.min(512 * 1024, content.length - from);
                wire.onLoop(() -> taken[0] = wire.inner.transport.transferFrom(channel, from, most));
                assertThat(wire.closedBy).isNull();
                sent += taken[0];
                wire.onLoop(() -> wire.inner.transport.await(true, false));
            }
            assertThat(wire.awaitsWritable).isFalse();
        }

        assertThat(wire.clientReceived()).isEqualTo(content);
    }

    @Test
    void aFileThatEndsEarlySendsWhatThereIs() throws IOException {
        Path file = Files.write(directory.resolve("short"), content(10));
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        long[] sent = new long[2];

        try (FileChannel channel = FileChannel.open(file)) {
            wire.onLoop(() -> {
                sent[0] = wire.inner.transport.transferFrom(channel, 0, 100);
                sent[1] = wire.inner.transport.transferFrom(channel, 10, 90);
            });
        }

        assertThat(sent).containsExactly(10, 0);
        assertThat(wire.clientReceived()).isEqualTo(content(10));
    }

    @Test
    void whatWasReceivedButNotAskedForIsReadLater() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.inner.readsAtOnce = 1_000;
        wire.inner.readsOn = false;
        wire.send(content(50_000)).settle();
        assertThat(wire.inner.received()).hasSize(1_000);

        wire.inner.readsOn = true;
        wire.onLoop(wire.inner::await);

        assertThat(wire.inner.received()).isEqualTo(content(50_000));
    }

    @Test
    void manySmallRecordsAtOnceAreAllRead() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.inner.readsAtOnce = 10;
        for (int i = 0; i < 100; i++) wire.send(content(7));

        wire.settle();

        assertThat(wire.inner.received()).hasSize(700);
    }

    @Test
    void whatComesWithTheEndOfTheHandshakeIsReadAtOnce() throws SSLException {
        TlsWire wire = new TlsWire(TLS_1_3);
        wire.client.beginHandshake();
        wire.clientSpeaks();
        wire.settleServer().clientHears();

        wire.send(content(10)).settle();

        assertThat(wire.inner.received()).isEqualTo(content(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void anEndInOrderIsToldToTheOtherSide(String protocol) {
        TlsWire wire = new TlsWire(protocol).shakeHands();

        wire.onLoop(() -> wire.inner.transport.end(new IOException("done")));

        assertThat(wire.clientHeardTheEnd()).isTrue();
        assertThat(wire.inner.closedBy).hasMessage("done");
    }

    @Test
    void aCutIsNotToldAsTheEnd() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();

        wire.onLoop(() -> wire.inner.transport.close(new IOException("failed")));

        assertThat(wire.clientHeardTheEnd()).isFalse();
        assertThat(wire.inner.closedBy).hasMessage("failed");
    }

    @Test
    void anAnswerOfWhichAPartIsStillHereIsNotToldToBeAll() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.mostPerWrite = 50;
        wire.onLoop(() -> {
            wire.inner.write(content(1_000));
            wire.mostPerWrite = Integer.MAX_VALUE;
            wire.inner.transport.end(new IOException("too late"));
        });

        assertThat(wire.clientHeardTheEnd()).isFalse();
        assertThat(wire.closedBy).hasMessage("too late");
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void afterAHalfCloseTheClientIsStillListenedTo(String protocol) {
        TlsWire wire = new TlsWire(protocol).shakeHands();
        wire.onLoop(() -> {
            wire.inner.transport.shutdownOutput();
            wire.inner.await();
        });

        assertThat(wire.clientHeardTheEnd()).isTrue();
        assertThat(wire.serverHasShut).isTrue();
        wire.sendRaw(new byte[100_000]).settle();
        assertThat(wire.closedBy).isNull();
        wire.clientHasGone = true;
        wire.settle();
        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void aHalfCloseWaitsForASocketThatIsFull() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        wire.serverSocketIsFull = true;
        wire.onLoop(() -> {
            wire.inner.transport.shutdownOutput();
            wire.inner.await();
        });
        assertThat(wire.serverHasShut).isFalse();

        wire.serverSocketIsFull = false;
        wire.settle();

        assertThat(wire.clientHeardTheEnd()).isTrue();
        assertThat(wire.serverHasShut).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void theEndThatTheClientTellsIsTheEnd(String protocol) {
        TlsWire wire = new TlsWire(protocol).shakeHands();

        wire.send(content(10));
        wire.client.closeOutbound();
        wire.settle();

        assertThat(wire.inner.received()).isEqualTo(content(10));
        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void whatIsAskedRightBeforeTheEndCanBeAnsweredInTls12Too() {
        TlsWire wire = new TlsWire(TLS_1_2).shakeHands();
        wire.inner.onFirstContent = () -> wire.inner.write(content(20));

        wire.send(content(10));
        wire.client.closeOutbound();
        wire.settle();

        assertThat(wire.clientReceived()).isEqualTo(content(20));
        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void aConnectionThatJustEndsIsAtItsEnd() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();

        wire.clientHasGone = true;
        wire.settle();

        assertThat(wire.inner.isAtEnd).isTrue();
    }

    @Test
    void aConnectionThatEndsWithinARecordIsCutAndNotAtItsEnd() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        byte[] sealed = wire.send(content(100)).intercept();

        wire.sendRaw(Arrays.copyOf(sealed, sealed.length - 1)).settle();
        wire.clientHasGone = true;
        wire.settle();

        assertThat(wire.inner.isAtEnd).isFalse();
        assertThat(wire.inner.closedBy).isInstanceOf(EOFException.class);
    }

    @Test
    void aRecordThatWasTamperedWithEndsTheConnectionWithAnAlert() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();
        byte[] sealed = wire.send(content(100)).intercept();
        sealed[50] ^= 1;

        wire.sendRaw(sealed).settle();

        assertThat(wire.inner.received()).isEmpty();
        assertThat(wire.inner.closedBy).isInstanceOf(SSLException.class);
        assertThat(wire.clientFailure).hasMessageContaining("alert");
    }

    @Test
    void renegotiationIsRefused() throws SSLException {
        TlsWire wire = new TlsWire(TLS_1_2).shakeHands();

        wire.client.beginHandshake();
        wire.settle();

        assertThat(wire.inner.closedBy).hasMessageContaining("negotiate anew");
    }

    @Test
    void newKeysAreTakenAndAnswered() throws SSLException {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();

        // In TLS 1.3 the engine asks for new keys so.
        wire.client.beginHandshake();
        wire.settle().send(content(10)).settle().onLoop(() -> wire.inner.write(content(20)));

        assertThat(wire.inner.received()).isEqualTo(content(10));
        assertThat(wire.clientReceived()).isEqualTo(content(20));
    }

    @Test
    void plainTextIsAnsweredInPlainText() {
        TlsWire wire = new TlsWire(TLS_1_3);

        wire.sendRaw("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)).settleServer();

        assertThat(new String(wire.rawReceived(), US_ASCII)).isEqualTo("in plain text");
        assertThat(wire.serverHasShut).isTrue();
        assertThat(wire.closedBy).isNull();
        wire.loop.advance(Duration.ofSeconds(3).toNanos());
        assertThat(wire.closedBy).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 20, 21, 22, 23, (byte) 128, (byte) 255})
    void garbageIsAnsweredWithAnAlert(byte first) {
        TlsWire wire = new TlsWire(TLS_1_3);
        byte[] garbage = content(5_000);
        garbage[0] = first;
        garbage[3] = 0;

        wire.sendRaw(garbage).settleServer();

        assertThat(wire.rawReceived()).startsWith(21);
        assertThat(wire.serverHasShut).isTrue();
        wire.clientHasGone = true;
        wire.settleServer();
        assertThat(wire.closedBy).isNotNull();
    }

    @Test
    void aHandshakeThatTakesTooLongIsCutHoweverBusyItIs() {
        TlsWire wire = new TlsWire(TLS_1_3);
        wire.sendRaw((byte) 22).settleServer();
        wire.loop.advance(Duration.ofSeconds(9).toNanos());
        wire.sendRaw((byte) 3).settleServer();
        assertThat(wire.closedBy).isNull();

        wire.loop.advance(Duration.ofSeconds(1).toNanos());

        assertThat(wire.closedBy).hasMessageContaining("handshake");
    }

    @Test
    void afterTheHandshakeItsDeadlineIsForgotten() {
        TlsWire wire = new TlsWire(TLS_1_3).shakeHands();

        wire.loop.advance(Duration.ofSeconds(11).toNanos());

        assertThat(wire.closedBy).isNull();
        assertThat(wire.inner.transport.isOpen()).isTrue();
    }

    @Test
    void aClientThatGoesInItsHandshakeIsLetGo() {
        TlsWire wire = new TlsWire(TLS_1_3);
        wire.sendRaw((byte) 22, (byte) 3).settleServer();

        wire.clientHasGone = true;
        wire.settleServer();

        assertThat(wire.closedBy).isInstanceOf(EOFException.class);
    }

    @Test
    void aStopEndsConnectionsThatHaveNotBegun() throws IOException {
        TlsWire wire = new TlsWire(TLS_1_3);

        wire.server().onStopping();

        assertThat(wire.closedBy).isNotNull();
    }

    @Test
    void aHandshakeThatWasBegunBeforeAStopIsCompletedThoughNothingOfItWasReadYet() throws IOException {
        TlsWire wire = new TlsWire(TLS_1_3);
        wire.client.beginHandshake();
        wire.clientSpeaks();

        wire.onLoop(wire.server()::onStopping).settle();

        assertThat(wire.closedBy).isNull();
        assertThat(wire.inner.wasStopped).isTrue();
    }

    @Test
    void aStopInAHandshakeIsToldWhenItIsComplete() throws IOException {
        TlsWire wire = new TlsWire(TLS_1_3);
        wire.client.beginHandshake();
        wire.clientSpeaks();
        wire.mostPerRead = 1;
        wire.serverGoesOn();

        wire.server().onStopping();
        wire.settle();

        assertThat(wire.inner.wasStopped).isTrue();
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
