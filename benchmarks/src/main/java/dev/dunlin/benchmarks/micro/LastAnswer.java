package dev.dunlin.benchmarks.micro;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import org.jspecify.annotations.Nullable;

/** A responder that keeps the answer, for JMH to consume, and closes its body, as a server would. */
final class LastAnswer implements Responder {
    private @Nullable Response answer;

    /** One exchange of a handler that answers before it returns. */
    Response of(Handler handler, Request request) throws Exception {
        answer = null;
        handler.handle(request, this);
        if (answer == null) throw new IllegalStateException("not answered: " + request);
        return answer;
    }

    /** {@link #of}, and a failure if the answer has another status: what would be measured is not what was meant. */
    Response of(Handler handler, Request request, int status) throws Exception {
        Response answer = of(handler, request);
        if (answer.status() != status) throw new IllegalStateException(request + " is answered with " + answer);
        return answer;
    }

    @Override
    public void respond(Response response) {
        response.body().close();
        answer = response;
    }
}
