package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {
    private final Request request = Request.builder("GET", "/").build();
    private final List<String> calls = new ArrayList<>();
    private final List<Response> answers = new ArrayList<>();

    @Test
    void theFirstFilterSeesARequestFirstAndItsAnswerLast() throws Exception {
        Handler handler = (request, responder) -> {
            calls.add("handler");
            responder.respond(Response.of(204));
        };
        noting("a").then(noting("b")).then(noting("c")).apply(handler).handle(request, answers::add);
        assertThat(calls)
                .containsExactly("a asks", "b asks", "c asks", "handler", "c answers", "b answers", "a answers");
        assertThat(answers).hasSize(1);
    }

    @Test
    void theOrderDoesNotDependOnTheBrackets() throws Exception {
        Handler handler = (request, responder) -> responder.respond(Response.of(204));
        noting("a").then(noting("b").then(noting("c"))).apply(handler).handle(request, answers::add);
        assertThat(calls).containsExactly("a asks", "b asks", "c asks", "c answers", "b answers", "a answers");
    }

    @Test
    void filtersSeeErrorsThatTheHandlerThrows() throws Exception {
        Handler handler = (request, responder) -> {
            throw new HttpException(409);
        };
        noting("a").then(noting("b")).apply(handler).handle(request, answers::add);
        assertThat(calls).containsExactly("a asks", "b asks", "b answers", "a answers");
        assertThat(answers).singleElement().returns(409, Response::status);
    }

    @Test
    void aFilterSeesErrorsOfAGuardedHandler() throws Exception {
        Handler handler = (request, responder) -> {
            throw new HttpException(409);
        };
        noting("a").apply(handler.guarded()).handle(request, answers::add);
        assertThat(calls).containsExactly("a asks", "a answers");
        assertThat(answers).singleElement().returns(409, Response::status);
    }

    @Test
    void theOuterFilterSeesErrorsThatTheInnerThrows() throws Exception {
        Filter refusing = next -> (request, responder) -> {
            throw new HttpException(403);
        };
        noting("a")
                .then(refusing)
                .apply((request, responder) -> calls.add("handler"))
                .handle(request, answers::add);
        assertThat(calls).containsExactly("a asks", "a answers");
        assertThat(answers).singleElement().returns(403, Response::status);
    }

    @Test
    void aFilterMayAnswerByItself() throws Exception {
        Filter shortcut = next -> (request, responder) -> responder.respond(Response.of(304));
        noting("a")
                .then(shortcut)
                .then(noting("b"))
                .apply((request, responder) -> calls.add("handler"))
                .handle(request, answers::add);
        assertThat(calls).containsExactly("a asks", "a answers");
        assertThat(answers).singleElement().returns(304, Response::status);
    }

    @Test
    void aFilterMayChangeTheRequest() throws Exception {
        Filter rewriting = next -> (request, responder) ->
                next.handle(request.toBuilder().target("/new").build(), responder);
        rewriting
                .then(noting("a"))
                .apply((request, responder) -> responder.respond(Response.ok(request.path())))
                .handle(request, answers::add);
        assertThat(ResponseTest.text(answers.get(0))).isEqualTo("/new");
    }

    private Filter noting(String name) {
        return next -> (request, responder) -> {
            calls.add(name + " asks");
            next.handle(request, responder.map(answer -> {
                calls.add(name + " answers");
                return answer;
            }));
        };
    }
}
