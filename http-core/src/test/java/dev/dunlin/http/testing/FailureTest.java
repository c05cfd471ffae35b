package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who runs a server learns what its application does wrong, with the request, once; and nothing of what clients do. */
@Timeout(180)
class FailureTest {
    private static final String GET = "GET /page?x=1 HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String POST = "POST /up HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n";
    private static final IllegalStateException BUG = new IllegalStateException("bug");

    private final LogCapture log = new LogCapture("dev.dunlin");
    private final List<ExchangeReport> reports = new ArrayList<>();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        log.close();
        threads.shutdownNow();
    }

    private TestConnection open(Handler handler) {
        return TestConnection.builder(handler).listener(reports::add).open();
    }

    private ExchangeReport report() {
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private List<ILoggingEvent> warnings() {
        return Stream.concat(log.events(Level.WARN).stream(), log.events(Level.ERROR).stream())
                .toList();
    }

    @SuppressWarnings("InfiniteRecursion") // what is tested
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    static Stream<Handler> failing() {
        Filter mapping = next -> (request, responder) ->
                next.handle(request, responder.map(response -> response.withHeader("X-Seen", "yes")));
        Handler throwing = (request, responder) -> {
            throw BUG;
        };
        Handler failing = (request, responder) -> responder.fail(new CompletionException(BUG));
        return Stream.of(
                throwing,
                failing,
                throwing.guarded(),
                throwing.on(Runnable::run),
                throwing.fallback(404, throwing),
                mapping.apply(failing),
                mapping.apply(throwing.guarded()),
                mapping.apply(throwing));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void whatAHandlerFailsWithIsReportedAndLoggedWithTheRequest(Handler handler) {
        assertThat(open(handler).exchange(GET)).startsWith("HTTP/1.1 500 ");

        assertThat(report().failure()).isSameAs(BUG);
        assertThat(report().response().status()).isEqualTo(500);
        assertThat(warnings()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).isEqualTo("handler failed: GET /page?x=1");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("bug");
        });
    }

    @Test
    void anErrorThatAHandlerMeansIsNoFailureUnlessItIsTheServers() {
        open((request, responder) -> {
                    throw new HttpException(404, "no such page");
                })
                .exchange(GET);
        open((request, responder) -> {
                    throw new HttpException(503, "no database");
                })
                .exchange(GET);

        assertThat(reports.get(0).failure()).isNull();
        assertThat(reports.get(1).failure()).hasMessage("no database");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aHandlerThatDoesNotRespondInTimeIsReportedSo() {
        open((request, responder) -> {}).send(GET).pass(Duration.ofMinutes(1));

        assertThat(report().failure()).isInstanceOf(TimeoutException.class).hasMessageContaining("PT1M");
    }

    /** Without the one that is told so by an exception, as it fails by responding, and lets that exception through. */
    static Stream<Handler> failingLate() {
        return Stream.concat(failing().limit(5), failing().skip(6));
    }

    @ParameterizedTest
    @MethodSource("failingLate")
    void whatComesAfterTheResponseIsLoggedOnceWithTheRequest(Handler handler) {
        Handler late = (request, responder) -> {
            responder.respond(Response.ok("fine"));
            handler.handle(request, responder);
        };

        assertThat(open(late).exchange(GET)).endsWith("fine");

        assertThat(report().failure()).isNull();
        assertThat(warnings()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("handler failed after its response: GET /page?x=1");
        });
    }

    @Test
    void anEndlessRecursionTakesFewLines() {
        open((request, responder) -> recurse(0)).exchange(GET);

        assertThat(report().failure()).isInstanceOf(StackOverflowError.class);
        assertThat(warnings()).singleElement().satisfies(event -> {
            assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                    .hasSize(50);
            assertThat(event.getThrowableProxy().getMessage()).contains("StackOverflowError", "left out");
        });
    }

    @Test
    void aHandlerThatFailsAsOftenAsItIsAskedDoesNotFillTheLog() {
        TestConnection client = open((request, responder) -> {
            throw BUG;
        });

        for (int i = 0; i < 1000; i++) client.exchange(GET);

        // Ten in each second that this takes; more only on a machine that needs minutes.
        assertThat(reports).hasSize(1000);
        assertThat(log.events(Level.ERROR).size()).isLessThan(1000);
    }

    static Stream<Handler> readers() {
        return Stream.of(
                (request, responder) -> request.body().bytes(9).whenComplete((content, failure) -> {
                    if (failure == null) responder.respond(Response.ok("got it"));
                    else responder.fail(failure);
                }),
                (request, responder) -> request.body().bytes(9).whenComplete((content, failure) -> {
                    if (failure != null) throw new UncheckedIOException(new IOException("upload failed", failure));
                }),
                (request, responder) -> request.body().bytes(9).whenComplete((content, failure) -> {
                    if (failure != null) responder.fail(new IllegalStateException("some consequence"));
                }),
                (request, responder) -> responder.respond(Response.of(200).withBody(request.body())),
                (request, responder) -> {
                    responder.respond(Response.of(200).withBody(Body.from(new Publisher(true, () -> {}), 100)));
                    request.body().bytes(9).whenComplete((content, failure) -> {
                        if (failure != null) responder.fail(failure);
                    });
                });
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aClientThatAbortsItsUploadIsNotWorthAWarning(Handler handler) {
        TestConnection client = open(handler).send(POST + "he");
        client.reset();

        assertThat(client.isOpen()).isFalse();
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noMoreIsOneThatEndsItEarly(Handler handler) {
        TestConnection client = open(handler).send(POST + "he").finish();

        client.received();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aReaderOnAnotherThreadMeetsTheClientsFailureWithoutAWarning() throws Exception {
        CompletableFuture<Throwable> met = new CompletableFuture<>();
        Handler upload = (request, responder) -> {
            try (InputStream content = request.body().inputStream()) {
                content.readAllBytes();
            } catch (IOException e) {
                met.complete(e);
                throw e;
            }
        };
        TestConnection client = open(upload.on(threads)).send(POST + "he");
        client.reset();

        // Somebody has to run the loop, on which the handler's wish for content arrives.
        await().until(() -> !client.isOpen() && met.isDone());
        threads.shutdown();
        assertThat(threads.awaitTermination(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(warnings()).isEmpty();
        assertThat(report().failure()).hasMessageContaining("reset");
    }

    /** Publishes one piece, and then does something bad. */
    private record Publisher(boolean isQuiet, Runnable trouble) implements Flow.Publisher<ByteBuffer> {
        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean isSecond;

                @Override
                public void request(long n) {
                    if (isQuiet) return;
                    if (isSecond) {
                        trouble.run();
                        subscriber.onError(BUG);
                    } else {
                        isSecond = true;
                        subscriber.onNext(ByteBuffer.wrap(new byte[] {'a', 'b'}));
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }

    static Stream<Body> failingBodies() {
        Runnable none = () -> {};
        Runnable throwing = () -> {
            throw BUG;
        };
        Runnable recursing = () -> recurse(0);
        return Stream.of(
                Body.from(new Publisher(false, none), 100),
                Body.from(new Publisher(false, none), Body.UNKNOWN_LENGTH),
                Body.from(new Publisher(false, throwing), 100),
                Body.from(new Publisher(false, recursing), 100),
                Body.from(
                        subscriber -> {
                            throw BUG;
                        },
                        100),
                Body.from(subscriber -> recurse(0), 100),
                Body.from(InputStream.nullInputStream(), 100, Runnable::run),
                Body.from(Body.of("abc"), 2),
                Body.from(Body.of("abc"), 4));
    }

    @ParameterizedTest
    @MethodSource("failingBodies")
    void aBodyThatFailsMidwayIsLoggedOnceWithTheRequest(Body body) {
        TestConnection client =
                open((request, responder) -> responder.respond(Response.of(200).withBody(body)));

        client.exchange(GET);

        assertThat(client.isOpen()).isFalse();
        assertThat(report().failure()).isInstanceOf(IOException.class);
        assertThat(warnings()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("response body failed: GET /page?x=1");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void aFileThatIsTooShortIsLoggedToo(int length, @TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[length - 1]);
        FileChannel channel = FileChannel.open(file);

        open((request, responder) -> responder.respond(Response.of(200).withBody(Body.file(channel, 0, length))))
                .exchange(GET);

        assertThat(warnings()).singleElement().asString().contains("response body failed: GET /page?x=1");
    }

    @Test
    void aClientThatGoesMidwayIsNotWorthAWarning() {
        TestConnection client = open((request, responder) ->
                        responder.respond(Response.of(200).withBody(Body.of(new byte[1_000_000]))))
                .takeAtMost(1000)
                .send(GET);

        client.reset();

        assertThat(client.isOpen()).isFalse();
        assertThat(report().failure()).isInstanceOf(IOException.class);
        assertThat(warnings()).isEmpty();
    }
}
