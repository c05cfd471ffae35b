package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FilesSnapshot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class StatusFeedTest {
    private final StatusFeed feed = new StatusFeed(2);

    @Test
    void whoComesIsToldOfTheLastMinuteAndThenOfEachSecond() {
        for (int i = 1; i <= 100; i++) feed.publish(status(i));
        Watcher watcher = new Watcher(answer()).asks();

        assertThat(watcher.events)
                .singleElement()
                .asString()
                .contains("event: history\ndata: {\"now\":{")
                .doesNotContain("\"t\":40,")
                .contains("\"t\":41,", "\"t\":100,")
                .endsWith("\n\n");

        watcher.asks();
        feed.publish(status(101));
        assertThat(watcher.events).last().asString().contains("event: second\n", "\"t\":101,");
    }

    @Test
    void whoIsSlowMissesWhatComesMeanwhile() {
        Watcher slow = new Watcher(answer()).asks();
        for (int i = 1; i <= 1_000; i++) feed.publish(status(i));
        assertThat(slow.events).hasSize(1);

        slow.asks();
        feed.publish(status(1_001));
        feed.publish(status(1_002));
        assertThat(slow.events).hasSize(2).last().asString().contains("\"t\":1001,");
    }

    @Test
    void noMoreWatchersAreTakenOnThanThereIsRoomForUntilOneGoes() {
        Watcher first = new Watcher(answer());
        answer();

        Response refusal = answer();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.headers().first("Retry-After")).isPresent();

        first.cancel();
        assertThat(answer().status()).isEqualTo(200);
    }

    @Test
    void anAnswerThatIsNeverSentMakesRoomToo() {
        for (int i = 0; i < 10; i++) answer().body().close();

        assertThat(feed.watchers()).isZero();
    }

    @Test
    void atTheEndAllStreamsEndAndNoneBegins() {
        Watcher early = new Watcher(answer()).asks();
        Response late = answer();

        feed.close();

        assertThat(early.completed).isTrue();
        assertThat(new Watcher(late).completed).as("who was admitted before").isTrue();
        assertThat(answer().status()).isEqualTo(503);
    }

    @Test
    void theEventsOfOneWatcherAreForOneOnly() {
        Response answer = answer();
        new Watcher(answer);

        assertThatThrownBy(() -> new Watcher(answer)).isInstanceOf(IllegalStateException.class);
    }

    private Response answer() {
        List<Response> answers = new ArrayList<>();
        feed.handle(Request.builder("GET", "/events").build(), answers::add);
        return answers.get(0);
    }

    private static StatusSnapshot status(long millis) {
        Sample second = new Sample(millis, 0, 0, 0, 0, 0, List.of());
        FilesSnapshot files = new FilesSnapshot(0, 0, 0, 0, 0, 0, 0);
        return new StatusSnapshot("ready", 0, 0, List.of(), files, List.of(), List.of(), second);
    }

    private static final class Watcher implements Flow.Subscriber<ByteBuffer> {
        final List<String> events = new ArrayList<>();
        boolean completed;
        private Flow.Subscription subscription;

        Watcher(Response answer) {
            answer.body().subscribe(this);
        }

        Watcher asks() {
            subscription.request(1);
            return this;
        }

        void cancel() {
            subscription.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(ByteBuffer event) {
            events.add(StandardCharsets.UTF_8.decode(event.duplicate()).toString());
        }

        @Override
        public void onError(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
