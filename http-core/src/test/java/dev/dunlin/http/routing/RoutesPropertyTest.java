package dev.dunlin.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree of routes leads where a list would, that is gone through from its most exact pattern to its least. */
class RoutesPropertyTest {
    private static final String[] METHODS = {"GET", "POST", "PUT"};

    /** So few that routes get into each other's way. */
    private static final String[] SEGMENTS = {"a", "b", "c"};

    /** Stands for all methods. */
    private static final String ALL = "*";

    private record Listed(String method, String pattern) {
        boolean isForAll() {
            return method.equals(ALL);
        }

        /** Orders patterns by their first difference: literal, parameter, star. */
        String rank() {
            return pattern.replaceAll("/\\{[^}]*}", "/\uFFF0").replaceAll("/\\*$", "/\uFFFF");
        }

        boolean matches(String path) {
            String regex = pattern.replaceAll("\\{[^}]*}", "[^/]+").replaceAll("/\\*$", "(/.*)?");
            return path.matches(regex);
        }

        Map<String, String> parameters(String path) {
            String[] names = pattern.split("/", -1);
            String[] values = path.split("/", -1);
            Map<String, String> parameters = new TreeMap<>();
            for (int i = 0; i < names.length; i++) {
                if (names[i].startsWith("{")) parameters.put(names[i].substring(1, names[i].length() - 1), values[i]);
            }
            return parameters;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aTreeLeadsWhereAListDoes(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Listed> list = randomRoutes(random);
            Routes routes = treeOf(list);
            for (int i = 0; i < 100; i++) {
                String path = randomPath(random);
                String method = METHODS[random.nextInt(METHODS.length)];
                assertThat(ask(routes, method, path))
                        .as("%s %s by %s", method, path, list)
                        .isEqualTo(naive(list, method, path));
            }
        }
    }

    private static String naive(List<Listed> list, String method, String path) {
        TreeSet<String> allowed = new TreeSet<>();
        TreeMap<String, List<Listed>> places = new TreeMap<>();
        for (Listed route : list) {
            if (!route.matches(path)) continue;
            places.computeIfAbsent(route.rank(), rank -> new ArrayList<>()).add(route);
            if (!route.isForAll()) allowed.add(route.method());
            if (route.method().equals("GET")) allowed.add("HEAD");
        }
        boolean isRefused = false;
        for (List<Listed> place : places.values()) {
            Listed all = null;
            for (Listed route : place) {
                if (route.method().equals(method)) return route.pattern() + route.parameters(path);
                if (route.isForAll()) all = route;
            }
            if (all != null && !isRefused) return all.pattern() + all.parameters(path);
            isRefused |= all == null || place.size() > 1;
        }
        if (allowed.isEmpty()) return "404";
        allowed.add("OPTIONS");
        return "405" + allowed;
    }

    private static String ask(Routes routes, String method, String path) throws Exception {
        List<Response> answers = new ArrayList<>();
        routes.handle(Request.builder(method, path).build(), answers::add);
        assertThat(answers).hasSize(1);
        Response answer = answers.get(0);
        return switch (answer.status()) {
            case 200 -> answer.headers().first("Route").orElseThrow();
            case 405 -> "405[" + answer.headers().first("Allow").orElseThrow() + "]";
            default -> String.valueOf(answer.status());
        };
    }

    private static Routes treeOf(List<Listed> list) {
        Routes.Builder builder = Routes.builder();
        for (Listed route : list) {
            Handler handler = (request, responder) -> responder.respond(
                    Response.of(200).withHeader("Route", route.pattern() + new TreeMap<>(request.pathParameters())));
            if (route.isForAll()) builder.any(route.pattern(), handler);
            else builder.method(route.method(), route.pattern(), handler);
        }
        return builder.build();
    }

    /** Up to 12 routes, no two of them alike. */
    private static List<Listed> randomRoutes(Random random) {
        Map<String, Listed> routes = new TreeMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String method = random.nextInt(5) == 0 ? ALL : METHODS[random.nextInt(METHODS.length)];
            Listed route = new Listed(method, randomPattern(random));
            routes.put(route.method() + route.rank(), route);
        }
        return List.copyOf(routes.values());
    }

    private static String randomPattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            boolean isParameter = random.nextInt(3) == 0;
            String segment = SEGMENTS[random.nextInt(SEGMENTS.length)];
            // The place in the name, as a pattern has each name once.
            pattern.append('/').append(isParameter ? "{" + segment + i + "}" : segment);
        }
        if (random.nextInt(4) == 0) pattern.append(random.nextBoolean() ? "/*" : "/");
        return pattern.toString();
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            path.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        if (random.nextInt(4) == 0) path.append('/');
        return path.toString();
    }
}
