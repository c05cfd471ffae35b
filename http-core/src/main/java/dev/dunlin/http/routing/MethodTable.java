package dev.dunlin.http.routing;

import dev.dunlin.http.Handler;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of one pattern, by method. */
final class MethodTable {
    private final Map<String, Route> byMethod = new HashMap<>();
    private @Nullable Route any;

    /**
     * Adds a route under its method.
     *
     * @throws IllegalArgumentException if that method has a route already
     */
    void add(Route route) {
        String method = route.method();
        Route before;
        if (method == null) {
            before = any;
            any = route;
        } else {
            before = byMethod.put(method, route);
        }
        if (before != null) throw conflict(before.pattern(), route);
    }

    /** HEAD follows GET; and what has methods, but lets nobody answer OPTIONS, answers it so. */
    void complete(Handler options) {
        Route get = byMethod.get("GET");
        if (get != null) byMethod.putIfAbsent("HEAD", get);
        if (any == null && !byMethod.isEmpty()) {
            PathPattern pattern = byMethod.values().iterator().next().pattern();
            byMethod.putIfAbsent("OPTIONS", new Route("OPTIONS", pattern, options));
        }
    }

    /**
     * Returns the route for a method, or null.
     *
     * @param orAny whether the one for all methods counts
     */
    @Nullable
    Route find(String method, boolean orAny) {
        Route route = byMethod.get(method);
        return route == null && orAny ? any : route;
    }

    /** Returns whether there is a route for a single method. */
    boolean hasMethods() {
        return !byMethod.isEmpty();
    }

    /** The methods that have a route of their own. */
    Set<String> methods() {
        return byMethod.keySet();
    }

    private static IllegalArgumentException conflict(PathPattern before, Route route) {
        String method = route.method() == null ? "any method of " : route.method() + " ";
        String routed = method + route.pattern() + " is routed twice";
        boolean spelledAlike = before.text().equals(route.pattern().text());
        return new IllegalArgumentException(spelledAlike ? routed : routed + ": it is the same as " + before);
    }
}
