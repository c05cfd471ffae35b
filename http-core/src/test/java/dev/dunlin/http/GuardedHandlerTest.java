package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedHandlerTest {
    private final Request request = Request.builder("GET", "/").build();
    private final Responder responder = mock(Responder.class);

    @Test
    void whatIsThrownFails() throws Exception {
        for (Exception thrown : List.of(new IOException(), new IllegalStateException(), new HttpException(404))) {
            Handler handler = (request, responder) -> {
                throw thrown;
            };
            handler.guarded().handle(request, responder);
            verify(responder).fail(thrown);
        }
    }

    @Test
    void errorsFailToo() throws Exception {
        Error thrown = new StackOverflowError();
        Handler handler = (request, responder) -> {
            throw thrown;
        };
        assertThatCode(() -> handler.guarded().handle(request, responder)).doesNotThrowAnyException();
        verify(responder).fail(thrown);
    }

    @Test
    void answersPassUntouched() throws Exception {
        Response response = Response.ok("hello");
        Handler handler = (request, responder) -> responder.respond(response);
        handler.guarded().handle(request, responder);
        verify(responder).respond(response);
        verifyNoMoreInteractions(responder);
    }

    @Test
    void requestAndResponderAreHandedOnAsTheyAre() throws Exception {
        Handler handler = mock(Handler.class);
        new GuardedHandler(handler).handle(request, responder);
        verify(handler).handle(request, responder);
    }

    @Test
    void guardingTwiceIsGuardingOnce() {
        Handler guarded = ((Handler) (request, responder) -> {}).guarded();
        assertThat(guarded.guarded()).isSameAs(guarded);
    }
}
