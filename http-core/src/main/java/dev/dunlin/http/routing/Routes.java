package dev.dunlin.http.routing;

import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Leads requests to handlers by path and method.
 *
 * <pre>{@code
 * Handler application = Routes.builder()
 *         .get("/birds/{name}", (request, responder) -> responder.respond(birds.find(request.pathParameter("name"))))
 *         .post("/birds", upload)
 *         .under("/static", files)
 *         .build();
 * }</pre>
 *
 * <p>A pattern is a path, without a query and decoded: {@code /my files}, not {@code /my%20files}. It begins with a slash;
 * {@code /birds} and {@code /birds/} are two. Of its segments
 * <ul>
 *   <li>{@code {name}}, a whole one, stands for any segment but an empty one, {@code .} and {@code ..}; the handler finds it
 *       by {@link Request#pathParameter}. Names are letters, digits, {@code _} and {@code -}, and begin with no digit;
 *   <li>{@code *}, the last one, stands for all that there may be: {@code /static/*} for {@code /static}, {@code /static/}
 *       and {@code /static/a/b};
 *   <li>any other is meant as it is written.
 * </ul>
 *
 * <p>Of several patterns that match, the one is taken that is more exact in the first segment in which they differ: a
 * literal beats a parameter, and a parameter beats a star. One that matches, but has no route for the method, leaves the
 * request to the next that has a route for that very method; {@link Builder#any} and {@link Builder#under} take nothing from
 * more exact patterns, or else {@code any("/*", …)} would make a 404 of each 405. In what order routes were added does not
 * matter.
 *
 * <p>HEAD goes where GET does, unless it has a route of its own; the server leaves out the content. OPTIONS is answered
 * with 204, and a method without a route with 405, both with the methods that have one in {@code Allow} (RFC 9110 §9.3.7,
 * §15.5.6). A path without a pattern is answered with 404, or by {@link Builder#fallback}.
 *
 * <p>A look-up takes as many steps as the path has segments, however many routes there are; only where literals and
 * parameters compete are both ways tried, and each place in the tree of patterns once at most. Handlers see the whole
 * path. Immutable, for any number of threads.
 */
public final class Routes implements Handler {
    private static final Response OPTIONS = Response.of(Status.NO_CONTENT);

    private final RouteNode tree;
    private final @Nullable Handler fallback;

    private Routes(RouteNode tree, @Nullable Handler fallback) {
        this.tree = tree;
        this.fallback = fallback;
    }

    /** Begins routes; there are none yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Hands the request on, on the thread that this is called on, or answers with 204, 404 or 405 by itself. */
    @Override
    public void handle(Request request, Responder responder) throws Exception {
        List<String> segments = request.pathSegments();
        String method = request.method();
        Route route = tree.find(segments, 0, new MethodChoice(method));
        if (route != null) {
            route.handle(request, segments, responder);
            return;
        }
        Set<String> methods = methods(tree, segments);
        if (!methods.isEmpty()) {
            HttpException refused = new HttpException(Status.METHOD_NOT_ALLOWED, "no route for " + request);
            responder.respond(allowing(responder.errorAnswer(refused), methods));
        } else if (fallback != null) {
            fallback.handle(request, responder);
        } else {
            responder.fail(new HttpException(Status.NOT_FOUND, "no route for " + request));
        }
    }

    private static Response allowing(Response answer, Set<String> methods) {
        return answer.withHeader("Allow", String.join(", ", methods));
    }

    /** The methods that have a route on this path, in alphabetical order. */
    private static Set<String> methods(RouteNode tree, List<String> segments) {
        Set<String> methods = new TreeSet<>();
        tree.find(segments, 0, table -> {
            methods.addAll(table.methods());
            return null;
        });
        return methods;
    }

    /** Routes in the making. Not for several threads. */
    public static final class Builder {
        private final List<Route> routes = new ArrayList<>();
        private @Nullable Handler fallback;

        private Builder() {}

        /**
         * Leads GET, and HEAD, to a handler.
         *
         * @throws IllegalArgumentException if the pattern is malformed
         */
        public Builder get(String pattern, Handler handler) {
            return method("GET", pattern, handler);
        }

        /** Leads POST to a handler; see {@link #get}. */
        public Builder post(String pattern, Handler handler) {
            return method("POST", pattern, handler);
        }

        /** Leads PUT to a handler; see {@link #get}. */
        public Builder put(String pattern, Handler handler) {
            return method("PUT", pattern, handler);
        }

        /** Leads PATCH to a handler; see {@link #get}. */
        public Builder patch(String pattern, Handler handler) {
            return method("PATCH", pattern, handler);
        }

        /** Leads DELETE to a handler; see {@link #get}. */
        public Builder delete(String pattern, Handler handler) {
            return method("DELETE", pattern, handler);
        }

        /**
         * Leads a method to a handler.
         *
         * @param method a token, such as {@code PURGE}; methods are case-sensitive
         * @throws IllegalArgumentException if that is no token, or the pattern is malformed
         */
        public Builder method(String method, String pattern, Handler handler) {
            Objects.requireNonNull(method, "method must not be null");
            Objects.requireNonNull(pattern, "pattern must not be null");
            requireHandler(handler, pattern);
            if (!Tokens.isToken(method)) throw new IllegalArgumentException("not a method: " + method);
            return add(method, pattern, handler);
        }

        /**
         * Leads all methods that have no route of their own at this pattern to a handler, OPTIONS too: it says itself
         * which of them it takes. A path for which a more exact pattern has routes, though not for the method, is not led here.
         *
         * @throws IllegalArgumentException if the pattern is malformed
         */
        public Builder any(String pattern, Handler handler) {
            return add(null, pattern, handler);
        }

        /**
         * Leads a path and all below it to a handler, whatever the method, as {@link #any} does with a star: {@code
         * under("/static", FileHandler.builder(root).prefix("/static").build())}.
         *
         * @param path a pattern, with or without a slash at its end; {@code /} is all paths
         * @throws IllegalArgumentException if it is malformed
         */
        public Builder under(String path, Handler handler) {
            Objects.requireNonNull(path, "path must not be null");
            routes.add(new Route(null, PathPattern.below(path), requireHandler(handler, path)));
            return this;
        }

        private Builder add(@Nullable String method, String pattern, Handler handler) {
            Objects.requireNonNull(pattern, "pattern must not be null");
            routes.add(new Route(method, PathPattern.parse(pattern), requireHandler(handler, pattern)));
            return this;
        }

        private static Handler requireHandler(Handler handler, String pattern) {
            return Objects.requireNonNull(handler, () -> "handler must not be null: " + pattern);
        }

        /**
         * Sets who answers where no pattern matches. Not asked when a route's own handler answers with 404; that would be
         * {@link Handler#fallback(int, Handler)}. Default: 404.
         */
        public Builder fallback(Handler handler) {
            this.fallback = Objects.requireNonNull(handler, "handler must not be null");
            return this;
        }

        /**
         * Makes the routes.
         *
         * @throws IllegalArgumentException if a method has two routes at one pattern, be it that their parameters have
         *     other names
         */
        public Routes build() {
            RouteNode tree = new RouteNode();
            for (Route route : routes) tree.at(route.pattern()).add(route);
            tree.complete((request, responder) ->
                    responder.respond(allowing(OPTIONS, methods(tree, request.pathSegments()))));
            return new Routes(tree, fallback);
        }
    }
}
