package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found by its name while names come and go, and before they have been read. */
class FileHandlerByNameChangesTest {
    @RegisterExtension
    private final Site site = new Site()
            .with("index.html", "the root's index")
            .with("a/b/deep.txt", "deep")
            .with("one/twice.txt", "first")
            .with("two/twice.txt", "second");

    private FileHandler handler;

    private void serve() {
        handler = site.serve(builder -> builder.findByName(FindByName.SERVE));
    }

    // ---- changes

    @Test
    void aFileThatIsAddedIsFoundAndOneThatIsMovedIsFoundAtItsNewPlace() throws IOException {
        serve();
        get("/deep.txt");

        site.file("late/comer.txt", "late");
        awaitAnswer("/comer.txt", answer -> answer.status() == 200);
        Files.move(site.root.resolve("late"), site.root.resolve("a/later"));
        awaitAnswer("/comer.txt", answer -> field(answer, "Content-Location").equals("/a/later/comer.txt"));
    }

    @Test
    void aFileThatIsGoneIsNotFoundEvenBeforeTheIndexKnows() throws IOException {
        serve();
        get("/twice.txt");

        Files.delete(site.root.resolve("one/twice.txt"));
        Response answer = get("/twice.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Location")).isEqualTo("/two/twice.txt");
        Files.delete(site.root.resolve("two/twice.txt"));
        site.pass(Duration.ofSeconds(1));
        assertThat(get("/twice.txt").status()).isEqualTo(404);
    }

    @Test
    void whatWasFoundByItsNameIsNotLookedForAgainWithinASecond() throws IOException {
        serve();
        Response first = get("/deep.txt");
        site.file("deep.txt", "at the path itself");

        site.pass(Duration.ofMillis(999));
        Response again = get("/deep.txt");
        site.pass(Duration.ofMillis(1));
        Response later = get("/deep.txt");

        assertThat(again.headers()).isEqualTo(first.headers());
        assertThat(content(again)).isEqualTo("deep");
        assertThat(content(later)).isEqualTo("at the path itself");
        assertThat(later.headers().contains("Content-Location")).isFalse();
    }

    // ---- the first reading

    @Test
    void aRequestWaitsForTheNamesWithoutAThreadAndOthersAreAnsweredMeanwhile() {
        // It does not wait for long, so that a slow machine may have to try again.
        await().until(this::isAnsweredOnceTheNamesAreRead);
    }

    private boolean isAnsweredOnceTheNamesAreRead() throws Exception {
        CountDownLatch reading = holdReading();
        serve();
        CompletableFuture<Response> early = Site.ask(handler, "/deep.txt");

        assertThat(content(get("/"))).isEqualTo("the root's index");
        boolean waits = !early.isDone();
        reading.countDown();
        int status = early.get(60, TimeUnit.SECONDS).status();
        handler.close();
        return waits && status == 200;
    }

    @Test
    void whoHasWaitedIsAnsweredByAThreadOfTheHandler() throws Exception {
        CountDownLatch reading = holdReading();
        serve();
        CompletableFuture<String> thread = new CompletableFuture<>();

        handler.handle(
                Request.builder("GET", "/deep.txt").build(),
                answer -> thread.complete(Thread.currentThread().getName()));
        reading.countDown();

        assertThat(thread.get(60, TimeUnit.SECONDS)).startsWith("files-");
    }

    @Test
    void whoWaitsWhenTheHandlerIsClosedIsAskedToComeAgainAndSoIsWhoComesLater() throws Exception {
        CountDownLatch reading = holdReading();
        serve();
        CompletableFuture<Response> early = Site.ask(handler, "/deep.txt");

        handler.close();
        CompletableFuture<Response> late = Site.ask(handler, "/deep.txt");

        assertThat(early.get(60, TimeUnit.SECONDS).status()).isEqualTo(503);
        assertThat(late.get(60, TimeUnit.SECONDS).status()).isEqualTo(503);
        reading.countDown();
    }

    @Test
    void whoWaitsTooLongIsAskedToComeAgain() throws Exception {
        CountDownLatch reading = holdReading();
        serve();

        Response answer = Site.ask(handler, "/deep.txt").get(60, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(field(answer, "Retry-After")).isEqualTo("1");
        assertThat(field(answer, "Cache-Control")).isEqualTo("no-cache");
        reading.countDown();
    }

    /** Lets the index' thread, and no other, wait for the disk. */
    private CountDownLatch holdReading() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        doAnswer(call -> {
                    if (Thread.currentThread().getName().equals("name-index")) held.await();
                    return Disk.LOCAL.realPath(call.getArgument(0));
                })
                .when(site.disk)
                .realPath(any());
        return held;
    }

    private Response get(String target) {
        return Site.getByName(handler, target);
    }

    private void awaitAnswer(String target, Predicate<Response> wanted) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            site.pass(Duration.ofSeconds(1));
            return wanted.test(get(target));
        });
    }
}
