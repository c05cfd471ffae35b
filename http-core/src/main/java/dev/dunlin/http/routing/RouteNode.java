package dev.dunlin.http.routing;

import dev.dunlin.http.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of routes, reached by the segments of a path. Grows while routes are built, and does not change any
 * more when the first request comes.
 */
final class RouteNode {
    private final Map<String, RouteNode> literals = new HashMap<>();
    private @Nullable RouteNode parameter;

    /** Where a path ends here, and where one goes on below that no deeper place answers for. */
    private final MethodTable here = new MethodTable();

    private final MethodTable below = new MethodTable();

    /** The table of a pattern's methods. Makes the way to it, called on the root. */
    MethodTable at(PathPattern pattern) {
        RouteNode node = this;
        for (String segment : pattern.segments()) node = node.child(segment);
        return pattern.isPrefix() ? node.below : node.here;
    }

    /** Adds what routes answer by themselves to this place and all below. */
    void complete(Handler options) {
        here.complete(options);
        below.complete(options);
        literals.values().forEach(child -> child.complete(options));
        if (parameter != null) parameter.complete(options);
    }

    /**
     * Looks for a route, in order of precedence: what a literal segment leads to, what a parameter does, the prefix. Each
     * place is passed once at most, and only those that begin as the path does.
     *
     * @param path the segments
     * @param depth how many of them have led here
     * @param choice takes a route at a place that matches, or none; then the next place is offered
     * @return the first route taken
     */
    @Nullable
    Route find(List<String> path, int depth, Function<MethodTable, @Nullable Route> choice) {
        Route found = depth == path.size() ? choice.apply(here) : findDeeper(path, depth, choice);
        return found != null ? found : choice.apply(below);
    }

    private @Nullable Route findDeeper(List<String> path, int depth, Function<MethodTable, @Nullable Route> choice) {
        String segment = path.get(depth);
        RouteNode literal = literals.get(segment);
        Route found = literal == null ? null : literal.find(path, depth + 1, choice);
        if (found != null || parameter == null || !isValue(segment)) return found;
        return parameter.find(path, depth + 1, choice);
    }

    /** A parameter is something, and nothing that leads elsewhere. */
    private static boolean isValue(String segment) {
        return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
    }

    private RouteNode child(String segment) {
        if (!segment.equals(PathPattern.ANY)) return literals.computeIfAbsent(segment, key -> new RouteNode());
        if (parameter == null) parameter = new RouteNode();
        return parameter;
    }
}
