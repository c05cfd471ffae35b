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
     * @param method null for all that have no route of their own
     * @throws IllegalArgumentException if there is such a route already
     */
    void add(@Nullable String method, Route route) {
        Route before;
        if (method == null) {
            before = any;
            any = route;
        } else {
            before = byMethod.put(method, route);
        }
        if (before != null) throw conflict(method, before.pattern(), route.pattern());
    }

    /** HEAD follows GET; and what has methods, but lets nobody answer OPTIONS, answers it so. */
    void complete(Handler options) {
        Route get = byMethod.get("GET");
        if (get != null) byMethod.putIfAbsent("HEAD", get);
        if (any == null && !byMethod.isEmpty()) {
            PathPattern pattern = byMethod.values().iterator().next().pattern();
            byMethod.putIfAbsent("OPTIONS", new Route(pattern, options));
        }
    }

    @Nullable
    Route find(String method) {
        Route route = byMethod.get(method);
        return route != null ? route : any;
    }

    /** The methods that have a route of their own. */
    Set<String> methods() {
        return byMethod.keySet();
    }

    private static IllegalArgumentException conflict(@Nullable String method, PathPattern before, PathPattern pattern) {
        String routed = (method == null ? "any method of " : method + " ") + pattern + " is routed twice";
        boolean spelledAlike = before.text().equals(pattern.text());
        return new IllegalArgumentException(spelledAlike ? routed : routed + ": it is the same as " + before);
    }
}
