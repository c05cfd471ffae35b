package dev.dunlin.http.routing;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern and the handler that its paths lead to.
 *
 * @param method that it is for; null for all that have no route of their own
 */
record Route(@Nullable String method, PathPattern pattern, Handler handler) {
    /**
     * Hands a request on, with the parameters that its path has by this route.
     *
     * @param segments of the request's path, which matches the pattern
     */
    void handle(Request request, List<String> segments, Responder responder) throws Exception {
        handler.handle(pattern.hasParameters() ? withParameters(request, segments) : request, responder);
    }

    private Request withParameters(Request request, List<String> segments) {
        Map<String, String> parameters = pattern.parameters(segments);
        // Those of the routes around these are kept.
        if (!request.pathParameters().isEmpty()) {
            Map<String, String> own = parameters;
            parameters = new HashMap<>(request.pathParameters());
            parameters.putAll(own);
        }
        return request.toBuilder().pathParameters(parameters).build();
    }
}
