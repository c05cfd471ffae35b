package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Guards {@link Handler#on}. */
class ExecutorHandlerTest {
    private final Request request = Request.builder("GET", "/").build();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Response> answers = new ArrayList<>();

    @Test
    void theHandlerRunsOnTheExecutor() throws Exception {
        Handler handler = (request, responder) -> responder.respond(Response.ok(request.path()));
        handler.on(tasks::add).handle(request, answers::add);
        assertThat(answers).isEmpty();
        tasks.remove().run();
        assertThat(answers).singleElement().returns("/", ResponseTest::text);
        assertThat(tasks).isEmpty();
    }

    @Test
    void aRefusalIsServiceUnavailable() throws Exception {
        Executor executor = mock(Executor.class);
        doThrow(new RejectedExecutionException("full")).when(executor).execute(any());
        Handler handler = mock(Handler.class);
        new ExecutorHandler(handler, executor).handle(request, answers::add);
        assertThat(answers).singleElement().returns(503, Response::status);
        assertThat(ResponseTest.text(answers.get(0))).doesNotContain("full");
        verifyNoInteractions(handler);
    }

    @Test
    void whatIsThrownOnTheExecutorFails() throws Exception {
        for (Throwable thrown : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
            Responder responder = mock(Responder.class);
            Handler handler = (request, r) -> sneakyThrow(thrown);
            handler.on(tasks::add).handle(request, responder);
            verifyNoInteractions(responder);
            tasks.remove().run();
            verify(responder).fail(thrown);
        }
    }

    @Test
    void theStatusOfWhatIsThrownIsAnswered() throws Exception {
        Handler handler = (request, responder) -> {
            throw new HttpException(409, "taken");
        };
        handler.on(Runnable::run).handle(request, answers::add);
        assertThat(answers).singleElement().returns(409, Response::status);
    }

    @Test
    void aRejectionThatTheHandlerThrowsOnTheSpotIsTheHandlersFailure() throws Exception {
        RejectedExecutionException thrown = new RejectedExecutionException("the handler's own");
        Responder responder = mock(Responder.class);
        Handler handler = (request, r) -> {
            throw thrown;
        };
        handler.on(Runnable::run).handle(request, responder);
        verify(responder).fail(thrown);
    }

    @Test
    void whatARecordIsMadeOfIsGuardedWithoutAGuard() {
        IOException thrown = new IOException();
        Responder responder = mock(Responder.class);
        new ExecutorHandler(
                        (request, r) -> {
                            throw thrown;
                        },
                        Runnable::run)
                .handle(request, responder);
        verify(responder).fail(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
