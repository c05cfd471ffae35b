package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.RecordingSubscriber;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class LimitsTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final List<Response> answers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Request> asked = new AtomicReference<>();
    private final AtomicReference<Responder> responder = new AtomicReference<>();

    /** Answers when the test does. */
    private final Handler waiting = (request, responder) -> {
        asked.set(request);
        this.responder.set(responder);
    };

    private final ManualBody content = new ManualBody(Body.UNKNOWN_LENGTH);

    // ---- content

    @Test
    void contentThatIsKnownToBeTooLargeIsRefusedAtOnce() {
        handle(Limits.builder().maxContent(4), post(Body.of("12345")));
        assertThat(asked).hasValue(null);
        assertStatus(413);
    }

    @Test
    void contentOfAKnownLengthIsLeftAsItIs() {
        Body body = Body.of("1234");
        handle(Limits.builder().maxContent(4), post(body));
        assertThat(asked.get().body()).isSameAs(body);
    }

    @Test
    void withoutALimitContentIsLeftAsItIs() {
        handle(Limits.builder(), post(content));
        assertThat(asked.get().body()).isSameAs(content);
    }

    @Test
    void contentUpToTheLimitPasses() {
        RecordingSubscriber subscriber = subscribe(4);
        content.publish("12");
        content.publish("34");
        content.publish("");
        content.complete();
        assertThat(subscriber.text()).isEqualTo("1234");
        assertThat(subscriber.completed).isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void contentFailsWhenTheLimitIsPassed() {
        RecordingSubscriber subscriber = subscribe(4);
        content.publish("123");
        content.publish("45");
        assertThat(subscriber.text()).isEqualTo("123");
        assertThat(subscriber.failure)
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(413));
        assertThat(content.cancelled).isEqualTo(1);
        assertStatus(413);

        content.publish("what was on its way");
        content.fail(new IOException("so was this"));
        content.complete();
        assertThat(subscriber.completed).isFalse();
    }

    @Test
    void whatTheHandlerMakesOfTheFailureIsDropped() {
        subscribe(0);
        content.publish("1");
        responder.get().fail(new IOException("the content failed"));
        assertStatus(413);
    }

    @Test
    void afterAnAnswerTheContentAloneFails() {
        RecordingSubscriber subscriber = subscribe(4);
        responder.get().respond(Response.of(202));
        content.publish("12345");
        assertThat(subscriber.failure).isInstanceOf(HttpException.class);
        assertStatus(202);
    }

    @Test
    void aFailureOfTheContentIsPassedOn() {
        RecordingSubscriber subscriber = subscribe(4);
        IOException failure = new IOException("gone");
        content.fail(failure);
        assertThat(subscriber.failure).isSameAs(failure);
        assertThat(answers).isEmpty();
    }

    @Test
    void demandAndItsEndArePassedOn() {
        handle(Limits.builder().maxContent(100), post(content));
        RecordingSubscriber subscriber = RecordingSubscriber.waiting();
        asked.get().body().subscribe(subscriber);
        assertThat(content.asked).isZero();
        subscriber.subscription.request(3);
        assertThat(content.asked).isEqualTo(3);
        subscriber.subscription.cancel();
        assertThat(content.cancelled).isEqualTo(1);
        asked.get().body().close();
        assertThat(content.closed).isEqualTo(1);
    }

    // ---- deadline

    @Test
    void anAnswerThatComesTooLateIsAnsweredFor() {
        handle(Limits.builder().deadline(SOON), post(content));
        await().untilAsserted(() -> assertStatus(503));
    }

    @Test
    void theLateAnswerIsDroppedAndClosed() {
        handle(Limits.builder().deadline(SOON), post(Body.empty()));
        await().untilAsserted(() -> assertStatus(503));
        responder.get().respond(Response.of(200).withBody(content));
        assertThat(content.closed).isEqualTo(1);
        assertStatus(503);
    }

    @Test
    void theLateFailureIsDropped() {
        handle(Limits.builder().deadline(SOON), post(Body.empty()));
        await().untilAsserted(() -> assertStatus(503));
        responder.get().fail(new IOException("late"));
        assertStatus(503);
    }

    @Test
    void aSecondAnswerIsAMistakeAllTheSame() {
        handle(Limits.builder().deadline(SOON), post(Body.empty()));
        await().untilAsserted(() -> assertStatus(503));
        responder.get().respond(Response.of(200));
        assertThatIllegalStateException()
                .isThrownBy(() -> responder.get().respond(Response.of(200).withBody(content)));
        assertThatIllegalStateException().isThrownBy(() -> responder.get().fail(new HttpException(500)));
        assertThat(content.closed).isEqualTo(1);
    }

    @Test
    void anAnswerInTimeIsTheOnlyOne() {
        handle(Limits.builder().deadline(Duration.ofDays(100_000)), post(Body.empty()));
        responder.get().respond(Response.of(200));
        assertStatus(200);
        assertThatIllegalStateException().isThrownBy(() -> responder.get().respond(Response.of(200)));
    }

    @Test
    void theTimerIsCalledOffByTheAnswer() {
        // At once, and a timer that is not so soon, lest it be first on a machine that is slow.
        Response answer = Response.of(200);
        Handler quick = (request, responder) -> responder.respond(answer);
        Duration later = Duration.ofSeconds(1);
        handle(Limits.builder().deadline(later).build().apply(quick), post(Body.empty()));
        handle(Limits.builder().deadline(later.plus(SOON)), post(Body.empty()));
        await().untilAsserted(
                        () -> assertThat(answers).extracting(Response::status).containsExactly(200, 503));
    }

    @Test
    void whatTheHandlerThrowsIsItsAnswer() {
        Handler throwing = (request, responder) -> {
            throw new HttpException(409);
        };
        handle(Limits.builder().deadline(Duration.ofDays(1)).build().apply(throwing), post(Body.empty()));
        assertStatus(409);
    }

    @Test
    void aFilterThatFailsOnTheErrorDoesNotLeaveTheClientWithoutAnAnswer() {
        Filter failing = next -> (request, responder) -> next.handle(request, responder.map(answer -> {
            throw new HttpException(502);
        }));
        handle(failing.then(Limits.builder().deadline(SOON).build()).apply(waiting), post(Body.empty()));
        await().untilAsserted(() -> assertStatus(502));
    }

    @Test
    void limitsAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.builder().maxContent(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.builder().deadline(Duration.ofNanos(-1)));
    }

    private RecordingSubscriber subscribe(long maxContent) {
        handle(Limits.builder().maxContent(maxContent), post(content));
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        asked.get().body().subscribe(subscriber);
        return subscriber;
    }

    private void handle(Limits.Builder limits, Request request) {
        handle(limits.build().apply(waiting), request);
    }

    private void handle(Handler handler, Request request) {
        try {
            handler.handle(request, answers::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Request post(Body body) {
        return Request.builder("POST", "/").body(body).build();
    }

    private void assertStatus(int status) {
        assertThat(answers).extracting(Response::status).containsExactly(status);
    }
}
