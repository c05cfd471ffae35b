package dev.dunlin.http.routing;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first route for a method. A route for all methods counts only as long as no more exact pattern has routes: what
 * that one has no route for is refused, and not left to whoever takes anything. For one look-up.
 */
final class MethodChoice implements Function<MethodTable, @Nullable Route> {
    private final String method;
    private boolean isRefused;

    MethodChoice(String method) {
        this.method = method;
    }

    @Override
    public @Nullable Route apply(MethodTable table) {
        Route route = table.find(method, !isRefused);
        isRefused |= route == null && table.hasMethods();
        return route;
    }
}
