package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Guards {@link Handler#fallback}. */
class FallbackResponderTest {
    private final Request request = Request.builder("GET", "/").build();
    private final List<Response> answers = new ArrayList<>();
    private final Body firstBody = mock(Body.class);
    private final Handler second = mock(Handler.class, CALLS_REAL_METHODS);

    @Test
    void theOtherHandlerIsAskedAtTheStatus() throws Exception {
        Handler first = answering(404);
        Handler other = (request, responder) -> responder.respond(Response.ok("other " + request.path()));
        first.fallback(404, other).handle(request, answers::add);
        assertThat(answers).singleElement().returns("other /", ResponseTest::text);
    }

    @Test
    void theAnswerThatIsDroppedIsClosedOnce() throws Exception {
        answering(404).fallback(404, second).handle(request, answers::add);
        verify(firstBody, times(1)).close();
    }

    @Test
    void theDroppedAnswerIsClosedBeforeTheOtherHandlerIsAsked() throws Exception {
        Handler other = (request, responder) -> {
            verify(firstBody).close();
            responder.respond(Response.of(204));
        };
        answering(404).fallback(404, other).handle(request, answers::add);
        assertThat(answers).singleElement().returns(204, Response::status);
    }

    @Test
    void otherStatusesPassUntouched() throws Exception {
        Response response = Response.of(403).withBody(firstBody);
        Handler first = (request, responder) -> responder.respond(response);
        first.fallback(404, second).handle(request, answers::add);
        assertThat(answers).singleElement().isSameAs(response);
        verify(firstBody, never()).close();
        verify(second, never()).handle(any(), any());
    }

    @Test
    void anExceptionWithTheStatusFallsBackToo() throws Exception {
        Handler other = (request, responder) -> responder.respond(Response.of(204));
        for (Exception thrown : List.of(new HttpException(404), new CompletionException(new HttpException(404)))) {
            answers.clear();
            throwing(thrown).fallback(404, other).handle(request, answers::add);
            assertThat(answers).singleElement().returns(204, Response::status);
        }
    }

    @Test
    void aFailureWithTheStatusFallsBackToo() throws Exception {
        Handler first = (request, responder) -> responder.fail(new HttpException(404));
        Handler other = (request, responder) -> responder.respond(Response.of(204));
        first.fallback(404, other).handle(request, answers::add);
        assertThat(answers).singleElement().returns(204, Response::status);
    }

    @Test
    void anExceptionWithAnotherStatusPasses() throws Exception {
        throwing(new HttpException(410)).fallback(404, second).handle(request, answers::add);
        assertThat(answers).singleElement().returns(410, Response::status);
        verify(second, never()).handle(any(), any());
    }

    @Test
    void theErrorAnswersOfTheResponderAreLookedAt() throws Exception {
        Responder responder = mock(Responder.class);
        HttpException failure = new HttpException(404);
        when(responder.errorAnswer(failure)).thenReturn(Response.error(500));
        throwing(failure).fallback(500, second).handle(request, responder);
        verify(second).handle(request, responder);
    }

    @Test
    void theOtherHandlersAnswerIsFinal() throws Exception {
        answering(404).fallback(404, answering(404)).handle(request, answers::add);
        assertThat(answers).singleElement().returns(404, Response::status);
        verify(firstBody, times(1)).close();
    }

    @Test
    void whatTheOtherHandlerThrowsFails() throws Exception {
        answering(404).fallback(404, throwing(new HttpException(409))).handle(request, answers::add);
        assertThat(answers).singleElement().returns(409, Response::status);
    }

    @Test
    void thereIsAnotherHandler() {
        assertThatNullPointerException().isThrownBy(() -> answering(404).fallback(404, null));
    }

    @Test
    void fallbacksFormAChain() throws Exception {
        Handler third = (request, responder) -> responder.respond(Response.of(204));
        answering(404).fallback(404, answering(405)).fallback(405, third).handle(request, answers::add);
        assertThat(answers).singleElement().returns(204, Response::status);
    }

    private Handler answering(int status) {
        return (request, responder) -> responder.respond(Response.of(status).withBody(firstBody));
    }

    private static Handler throwing(Exception thrown) {
        return (request, responder) -> {
            throw thrown;
        };
    }
}
