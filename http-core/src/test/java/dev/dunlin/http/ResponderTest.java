package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponderTest {
    private final List<Response> answers = new ArrayList<>();
    private final Responder responder = answers::add;

    @Test
    void anHttpExceptionIsAnsweredWithItsStatus() {
        responder.fail(new HttpException(404, "no /etc/secret here"));
        assertThat(answers).singleElement().returns(404, Response::status);
        assertThat(answers.get(0).headers()).isEqualTo(Response.error(404).headers());
        assertThat(ResponseTest.text(answers.get(0))).contains("404 Not Found").doesNotContain("secret");
    }

    @Test
    void anyOtherFailureIsAnInternalServerErrorWithoutDetails() {
        try (LogCapture log = new LogCapture(Handler.class)) {
            responder.fail(new IllegalStateException("password=hunter2"));
            assertThat(log.events(Level.ERROR)).hasSize(1);
        }
        assertThat(answers).singleElement().returns(500, Response::status);
        assertThat(ResponseTest.text(answers.get(0))).doesNotContain("hunter2", "IllegalState");
    }

    @Test
    void failingAnswersWithTheRespondersOwnErrorAnswer() {
        Response custom = Response.of(418);
        Responder responder = new Responder() {
            @Override
            public void respond(Response response) {
                answers.add(response);
            }

            @Override
            public Response errorAnswer(Throwable cause) {
                return custom;
            }
        };
        responder.fail(new IllegalStateException());
        responder.map(answer -> answer).fail(new IllegalStateException());
        assertThat(answers).containsExactly(custom, custom);
    }

    @Test
    void mapChangesAnswersOnTheirWay() {
        responder.map(answer -> answer.withHeader("A", "1")).respond(Response.of(204));
        assertThat(answers).singleElement().extracting(Response::headers).isEqualTo(Headers.of("A", "1"));
    }

    @Test
    void theMapNearestToTheHandlerChangesFirst() {
        responder
                .map(answer -> answer.withAddedHeader("Seen-By", "outer"))
                .map(answer -> answer.withAddedHeader("Seen-By", "inner"))
                .respond(Response.of(204));
        assertThat(answers.get(0).headers().all("Seen-By")).containsExactly("inner", "outer");
    }

    @Test
    void mapChangesErrorsToo() {
        responder.map(answer -> answer.withHeader("A", "1")).fail(new HttpException(404));
        assertThat(answers).singleElement().returns(404, Response::status);
        assertThat(answers.get(0).headers().first("A")).contains("1");
    }

    @Test
    void aMapThatThrowsClosesTheAnswerOnceAndPassesNothingOn() {
        Body body = mock(Body.class);
        Responder target = mock(Responder.class);
        IllegalArgumentException thrown = new IllegalArgumentException();
        Responder mapped = new MappedResponder(target, answer -> {
            throw thrown;
        });
        assertThatThrownBy(() -> mapped.respond(Response.of(200).withBody(body)))
                .isSameAs(thrown);
        verify(body, times(1)).close();
        verifyNoInteractions(target);
    }

    @Test
    void aMapThatGivesNothingIsOneThatThrows() {
        Body body = mock(Body.class);
        Responder mapped = responder.map(answer -> null);
        assertThatThrownBy(() -> mapped.respond(Response.of(200).withBody(body)))
                .isInstanceOf(NullPointerException.class);
        verify(body, times(1)).close();
        assertThat(answers).isEmpty();
    }

    @Test
    void aFailureIsAnsweredThoughTheMapFailsWhateverWay() {
        responder.map(answer -> null).fail(new HttpException(404));
        responder
                .map(answer -> {
                    throw new AssertionError();
                })
                .fail(new HttpException(404));
        assertThat(answers).extracting(Response::status).containsExactly(500, 500);
    }

    @Test
    void aMapThatThrowsUnderAnotherOneClosesTheAnswerOnce() {
        Body body = mock(Body.class);
        Responder mapped = responder
                .map(answer -> {
                    throw new IllegalArgumentException();
                })
                .map(answer -> answer.withHeader("A", "1"));
        assertThatThrownBy(() -> mapped.respond(Response.of(200).withBody(body)))
                .isInstanceOf(IllegalArgumentException.class);
        verify(body, times(1)).close();
        assertThat(answers).isEmpty();
    }

    @Test
    void aRefusalOfTheTargetIsNotClosedTwice() {
        Body body = mock(Body.class);
        Responder answered = response -> {
            response.body().close();
            throw new IllegalStateException("answered before");
        };
        assertThatThrownBy(() ->
                        answered.map(answer -> answer).respond(Response.of(200).withBody(body)))
                .isInstanceOf(IllegalStateException.class);
        verify(body, times(1)).close();
    }

    @Test
    void mapClosesNothingOnItsWay() {
        Body body = mock(Body.class);
        responder.map(answer -> answer.withStatus(201)).respond(Response.of(200).withBody(body));
        verify(body, never()).close();
    }

    @Test
    void aMappedRespondersErrorAnswerIsNotMappedYet() {
        Responder target = mock(Responder.class);
        HttpException cause = new HttpException(404);
        Response error = Response.error(404);
        when(target.errorAnswer(cause)).thenReturn(error);
        Responder mapped = new MappedResponder(target, answer -> answer.withHeader("A", "1"));
        assertThat(mapped.errorAnswer(cause)).isSameAs(error);
    }
}
