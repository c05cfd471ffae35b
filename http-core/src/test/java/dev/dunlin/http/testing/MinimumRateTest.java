package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.RecordingSubscriber;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client may take its time, but not for ever: content moves at a minimum rate, and the response timeout is the handler's. */
class MinimumRateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final Handler SILENCE = (request, responder) -> {};
    private static final Handler COLLECT =
            (request, responder) -> request.body().bytes(1_000_000).whenComplete((content, failure) -> {
                if (failure == null) responder.respond(Response.ok("got " + content.length));
                else responder.fail(failure);
            });
    private static final Handler LARGE =
            (request, responder) -> responder.respond(Response.of(200).withBody(Body.of(new byte[1_000_000])));

    private final List<ExchangeReport> reports = new ArrayList<>();
    private final LogCapture log = new LogCapture("dev.dunlin");

    @AfterEach
    void releaseTheLog() {
        log.close();
    }

    private static String post(int length) {
        return "POST /up HTTP/1.1\r\nHost: test\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void anUploadThatGoesOnSteadilyMayTakeLongerThanTheResponseTimeout() {
        TestConnection client = TestConnection.to(COLLECT).send(post(300 * 300));

        for (int i = 0; i < 300; i++) client.pass(SECOND).send("x".repeat(300));

        assertThat(client.received()).startsWith("HTTP/1.1 200 ").endsWith("got 90000");
        assertThat(log.events(Level.WARN)).isEmpty();
    }

    @Test
    void anUploadSlowerThanTheMinimumRateIs408AndNoFaultOfTheHandler() {
        TestConnection client = TestConnection.to(COLLECT).send(post(90_000));

        for (int i = 0; i < 4; i++) client.pass(SECOND).send("x".repeat(200));
        assertThat(client.received()).as("within the grace").isEmpty();
        client.pass(SECOND);

        assertThat(client.received()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
        assertThat(log.events(Level.WARN)).isEmpty();
    }

    @Test
    void theMinimumRateIsAnAverage() {
        TestConnection client = TestConnection.to(COLLECT).send(post(90_000));

        for (int i = 0; i < 50; i++) client.pass(Duration.ofSeconds(4)).send("x".repeat(1000));

        assertThat(client.received()).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aDripIsFoundOutThoughItsHandlerAsksForOnePieceAtATime() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        Handler oneByOne = (request, responder) -> {
            request.body().subscribe(subscriber);
            subscriber.subscription.request(1);
        };
        TestConnection client = TestConnection.to(oneByOne).send(post(90_000));

        for (int i = 0; i < 5; i++) {
            client.pass(SECOND).send("x");
            subscriber.subscription.request(1);
            client.isOpen();
        }
        client.pass(SECOND);

        assertThat(client.received()).startsWith("HTTP/1.1 408 ");
        assertThat(subscriber.failure).isNotNull();
    }

    @Test
    void theTimeThatAHandlerDoesNotAskForContentIsNotTheClients() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        TestConnection client = TestConnection.to(
                        (request, responder) -> request.body().subscribe(subscriber))
                .send(post(90_000));

        for (int i = 0; i < 10; i++) {
            client.pass(Duration.ofSeconds(50)).send("x");
            subscriber.subscription.request(1);
        }

        assertThat(client.isOpen()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void contentThatDoesNotComeAtAllIsTheContentTimeouts() {
        TestConnection client = TestConnection.to(COLLECT).send(post(90_000));

        assertThat(client.pass(Duration.ofSeconds(29)).received()).isEmpty();
        assertThat(client.pass(SECOND).received()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void askingAgainIsNoContent() {
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        TestConnection client = TestConnection.to(
                        (request, responder) -> request.body().subscribe(subscriber))
                .send(post(90_000));

        for (int i = 0; i < 3; i++) {
            subscriber.subscription.request(1);
            client.pass(Duration.ofSeconds(10));
        }

        assertThat(client.received()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void theResponseTimeoutBeginsAnewWithTheLastContent() {
        Handler reader = (request, responder) -> request.body().subscribe(RecordingSubscriber.greedy());
        TestConnection client =
                TestConnection.builder(reader).minimumRate(0).open().send(post(2));
        client.pass(Duration.ofSeconds(20))
                .send("x")
                .pass(Duration.ofSeconds(20))
                .send("x");

        assertThat(client.pass(Duration.ofSeconds(60).minusNanos(1)).received()).isEmpty();
        assertThat(client.pass(Duration.ofNanos(1)).received()).startsWith("HTTP/1.1 500 ");
        assertThat(log.events(Level.WARN)).singleElement().asString().contains("PT1M", "POST /up");
    }

    @Test
    void aResponseTimeoutWhileTheClientIsWaitedForIs408() {
        TestConnection client = TestConnection.builder(COLLECT)
                .contentDeadline(Duration.ZERO)
                .minimumRate(0)
                .open()
                .send(post(90_000));

        client.pass(Duration.ofSeconds(60));

        assertThat(client.received()).startsWith("HTTP/1.1 408 ");
        assertThat(log.events(Level.WARN)).isEmpty();
    }

    @Test
    void aClientThatReadsMoreSlowlyThanTheMinimumRateIsAbortedAndReportedSo() {
        TestConnection client = TestConnection.builder(LARGE)
                .listener(reports::add)
                .open()
                .takeAtMost(1000)
                .send(GET);

        for (int i = 0; i < 4; i++) client.pass(SECOND).takeAtMost(200);
        assertThat(client.isOpen()).as("within the grace").isTrue();
        client.pass(SECOND);

        assertThat(client.isOpen()).isFalse();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.failure())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("slower than 240 bytes/s"));
        assertThat(log.events(Level.WARN)).isEmpty();
    }

    @Test
    void aClientThatReadsAtTheMinimumRateGetsAll() {
        TestConnection client = TestConnection.to(LARGE).takeAtMost(0).send(GET);
        int taken = 0;
        for (int i = 0; i < 250; i++)
            taken += client.pass(Duration.ofSeconds(16)).takeAtMost(4100).receivedBytes().length;

        assertThat(taken).isGreaterThan(1_000_000);
    }

    @Test
    void aClientThatReadsNothingIsTheWriteTimeouts() {
        TestConnection client = TestConnection.to(LARGE).takeAtMost(0).send(GET);

        assertThat(client.pass(Duration.ofSeconds(29)).isOpen()).isTrue();
        assertThat(client.pass(SECOND).isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void theMinimumRateCanBeChangedAndDisabled(long rate) {
        TestConnection upload =
                TestConnection.builder(COLLECT).minimumRate(rate).open().send(post(1000));
        TestConnection download = TestConnection.builder(LARGE)
                .minimumRate(rate)
                .open()
                .takeAtMost(0)
                .send(GET);

        for (int i = 0; i < 60; i++) {
            upload.pass(SECOND).send("x");
            download.pass(SECOND).takeAtMost(1);
        }

        assertThat(upload.isOpen()).isTrue();
        assertThat(upload.received()).isEmpty();
        assertThat(download.isOpen()).isTrue();
    }

    @Test
    void aHandlerCanHaveAnotherResponseTimeout() {
        TestConnection longer = TestConnection.to(SILENCE.responseTimeout(Duration.ofSeconds(90)))
                .send(GET);
        assertThat(longer.pass(Duration.ofSeconds(90).minusNanos(1)).received()).isEmpty();
        assertThat(longer.pass(Duration.ofNanos(1)).received()).startsWith("HTTP/1.1 500 ");
        assertThat(log.events(Level.WARN)).singleElement().asString().contains("PT1M30S", "GET /");

        TestConnection shorter = TestConnection.to(SILENCE.responseTimeout(Duration.ofMillis(1500)))
                .send(GET);
        assertThat(shorter.pass(Duration.ofMillis(1500).minusNanos(1)).received())
                .isEmpty();
        assertThat(shorter.pass(Duration.ofNanos(1)).received()).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void anotherResponseTimeoutBeginsAnewWithContentToo() {
        Handler reader = (request, responder) -> request.body().subscribe(RecordingSubscriber.greedy());
        TestConnection client = TestConnection.builder(reader.responseTimeout(Duration.ofSeconds(3)))
                .minimumRate(0)
                .open()
                .send(post(10));
        for (int i = 0; i < 5; i++) client.pass(Duration.ofSeconds(2)).send("xx");

        assertThat(client.pass(Duration.ofSeconds(3).minusNanos(1)).received()).isEmpty();
        assertThat(client.pass(Duration.ofNanos(1)).received()).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aHandlerCanHaveNoResponseTimeout() {
        TestConnection client =
                TestConnection.to(SILENCE.responseTimeout(Duration.ZERO)).send(GET);

        assertThat(client.pass(Duration.ofDays(1)).received()).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void theResponseTimeoutOfAHandlerPassesThroughFiltersAndToAnExecutor() {
        Filter named = next -> (request, responder) -> next.handle(request, responder.map(answer -> answer));
        Filter limits = Limits.builder().maxContent(100).build();
        Handler handler = named.then(limits)
                .apply(SILENCE.responseTimeout(Duration.ofSeconds(5)).on(Runnable::run))
                .fallback(404, SILENCE);

        assertThat(TestConnection.to(handler)
                        .send(GET)
                        .pass(Duration.ofSeconds(5))
                        .received())
                .startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aTimeoutIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SILENCE.responseTimeout(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }
}
