package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Gzip;
import dev.dunlin.http.filters.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of a response: its body is closed exactly once, and a publisher that was not sent whole is cancelled once. */
class BodyReleaseTest {
    private static final String HOST = " / HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n";
    private static final String GET = "GET" + HOST;

    private final LogCapture log = new LogCapture("dev.dunlin");

    @AfterEach
    void releaseTheLog() {
        log.close();
    }

    /** Publishes a piece that is asked for, and then nothing. */
    private static final class Upstream implements Body {
        private int subscribed;
        private int cancelled;
        private int closed;
        private final Body published = Body.from(this::publish, UNKNOWN_LENGTH);

        private void publish(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscribed++;
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean isOver;

                @Override
                public void request(long n) {
                    if (!isOver) subscriber.onNext(ByteBuffer.allocate(10_000));
                    isOver = true;
                }

                @Override
                public void cancel() {
                    cancelled++;
                }
            });
        }

        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            published.subscribe(subscriber);
        }

        @Override
        public void close() {
            closed++;
            published.close();
        }
    }

    private enum Way {
        HEAD {
            @Override
            void go(Filter filter, Response response) {
                open(filter, (request, responder) -> responder.respond(response))
                        .send("HEAD" + HOST);
            }
        },
        NOT_MODIFIED {
            @Override
            void go(Filter filter, Response response) {
                withStatus(304, filter, response);
            }
        },
        NO_CONTENT {
            @Override
            void go(Filter filter, Response response) {
                withStatus(204, filter, response);
            }
        },
        RESET_CONTENT {
            @Override
            void go(Filter filter, Response response) {
                withStatus(205, filter, response);
            }
        },
        SECOND_RESPONSE {
            @Override
            void go(Filter filter, Response response) {
                open(filter, (request, responder) -> {
                            responder.respond(Response.ok("first"));
                            responder.respond(response);
                        })
                        .send(GET);
            }
        },
        CLIENT_GONE_BEFORE {
            @Override
            void go(Filter filter, Response response) {
                AtomicReference<Responder> later = new AtomicReference<>();
                TestConnection client = open(filter, (request, responder) -> later.set(responder));
                client.send(GET + "GET").reset();
                later.get().respond(response);
                client.isOpen();
            }
        },
        CLIENT_GONE_MEANWHILE {
            @Override
            void go(Filter filter, Response response) {
                TestConnection client = open(filter, (request, responder) -> responder.respond(response));
                client.takeAtMost(20).send(GET).reset().isOpen();
            }
        },
        TOO_LATE {
            @Override
            void go(Filter filter, Response response) {
                AtomicReference<Responder> later = new AtomicReference<>();
                open(filter, (request, responder) -> later.set(responder))
                        .send(GET)
                        .pass(Duration.ofMinutes(2));
                later.get().respond(response);
            }
        },
        CONTENT_REFUSED {
            @Override
            void go(Filter filter, Response response) {
                AtomicReference<Responder> later = new AtomicReference<>();
                open(filter, (request, responder) -> {
                            later.set(responder);
                            request.body().bytes(9);
                        })
                        .send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nwhat?\r\n");
                later.get().respond(response);
            }
        },
        CHANGE_THAT_FAILS {
            @Override
            void go(Filter filter, Response response) {
                open(
                                filter,
                                (request, responder) -> responder
                                        .map(any -> {
                                            throw new IllegalStateException("bug");
                                        })
                                        .respond(response))
                        .send(GET);
            }
        },
        FALLBACK {
            @Override
            void go(Filter filter, Response response) {
                Handler missing = (request, responder) -> responder.respond(response.withStatus(404));
                open(filter, missing.fallback(404, (request, responder) -> responder.respond(Response.ok("second"))))
                        .send(GET);
            }
        },
        LIMIT_PASSED {
            @Override
            void go(Filter filter, Response response) {
                Handler handler = (request, responder) ->
                        request.body().bytes(9).whenComplete((content, failure) -> responder.respond(response));
                open(filter, Limits.builder().maxContent(3).build().apply(handler))
                        .send(
                                "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n");
            }
        },
        STOP {
            @Override
            void go(Filter filter, Response response) {
                TestConnection client = open(
                        filter,
                        (request, responder) ->
                                responder.respond(response.withHeader("Content-Type", "text/event-stream")));
                client.send(GET).stop();
                assertThat(client.isEnded()).isTrue();
            }
        };

        abstract void go(Filter filter, Response response);

        private static TestConnection open(Filter filter, Handler handler) {
            return TestConnection.to(filter.apply(handler));
        }

        private static void withStatus(int status, Filter filter, Response response) {
            Filter change = next ->
                    (request, responder) -> next.handle(request, responder.map(answer -> answer.withStatus(status)));
            open(filter, change.apply((request, responder) -> responder.respond(response)))
                    .send(GET);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closesTheBodyOnce(Way way) {
        assertReleased(way, next -> next);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closesTheBodyOnceBehindACompressor(Way way) {
        assertReleased(way, Gzip.builder().build());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closesTheBodyOnceBehindOtherFilters(Way way) {
        Filter mapping = next ->
                (request, responder) -> next.handle(request, responder.map(response -> response.withHeader("X", "y")));
        assertReleased(
                way, mapping.then(Limits.builder().deadline(Duration.ofDays(1)).build()));
    }

    private static void assertReleased(Way way, Filter filter) {
        Upstream body = new Upstream();

        way.go(filter, Response.of(200).withHeader("Content-Type", "text/plain").withBody(body));

        assertThat(body.closed).as("closed").isOne();
        assertThat(body.subscribed).as("subscribed").isOne();
        assertThat(body.cancelled).as("cancelled").isOne();
    }

    @Test
    void closesThePageOfAnErrorThatAFilterFailsToChange() {
        CountingBody page = new CountingBody("a page");
        Filter failing = next -> (request, responder) -> next.handle(request, responder.map(response -> {
            throw new IllegalStateException("bug");
        }));
        Handler handler = (request, responder) -> responder.fail(new IllegalStateException("another bug"));
        TestConnection client = TestConnection.builder(failing.apply(handler))
                .errorAnswer(status -> Response.of(status).withBody(page))
                .open();

        assertThat(client.exchange(GET)).endsWith("a page");

        assertThat(page.closed()).as("for the first error, and for the second").isEqualTo(2);
    }

    @Test
    void closesABodyThatCannotBeSubscribedTo() {
        int[] closed = new int[1];
        Body broken = new Body() {
            @Override
            public long length() {
                throw new IllegalStateException("bug");
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void close() {
                closed[0]++;
            }
        };

        TestConnection.to((request, responder) ->
                        responder.respond(Response.of(200).withBody(broken)))
                .exchange(GET);

        assertThat(closed[0]).isOne();
    }
}
