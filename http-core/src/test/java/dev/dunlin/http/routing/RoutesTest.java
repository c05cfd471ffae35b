package dev.dunlin.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                    | /             | /",
                "/birds               | /birds        | /birds",
                "/birds/              | /birds/       | /birds/",
                "/birds/{name}        | /birds/knot   | /birds/{name} {name=knot}",
                "/birds/{name}/songs  | /birds/a/songs| /birds/{name}/songs {name=a}",
                "/{a}                 | /x            | /{a} {a=x}",
                "/static/*            | /static       | /static/*",
                "/static/*            | /static/      | /static/*",
                "/static/*            | /static/a/b/  | /static/*",
                "/{user}/files/*      | /u/files/a    | /{user}/files/* {user=u}",
                "/*                   | /             | /*",
                "/*                   | /a//b         | /*",
                "/my files            | /my%20files   | /my files",
                "/{a}                 | /x?a=b        | /{a} {a=x}",
                "/caf\u00e9           | /caf%C3%A9    | /caf\u00e9"
            })
    void patternsMatch(String pattern, String target, String answer) {
        assertThat(ask("GET", target, pattern)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                    | /a",
                "/birds               | /",
                "/birds               | /birds/",
                "/birds               | /Birds",
                "/birds               | /birds/knot",
                "/birds/              | /birds",
                "/birds/{name}        | /birds",
                "/birds/{name}        | /birds/",
                "/birds/{name}        | /birds/knot/",
                "/birds/{name}        | /birds/.",
                "/birds/{name}        | /birds/..",
                "/birds/{name}        | /birds/%2e%2E",
                "/{a}/songs           | //songs",
                "/static/*            | /statics",
                "/static/*            | /",
                "/a/b                 | /a%2Fb"
            })
    void otherPathsDoNotMatch(String pattern, String target) {
        assertThat(ask("GET", target, pattern)).isEqualTo("404");
    }

    @ParameterizedTest
    @CsvSource({
        "/birds/new, /birds/new",
        "/birds/old, /birds/{name}",
        "/birds/new/songs, /birds/new/*",
        "/birds/old/songs, /birds/{name}/songs",
        "/birds/new/nests, /birds/new/*",
        "/birds/old/nests, /birds/*",
        "/birds/new/eggs/3, /birds/new/*",
        "/birds, /birds/*",
        "/fish/new, /{kind}/new",
        "/fish/old, /*"
    })
    void theMoreExactPatternWins(String path, String pattern) {
        String[] patterns = {
            "/*",
            "/birds/*",
            "/{kind}/new",
            "/birds/{name}",
            "/birds/{name}/songs",
            "/birds/new/*",
            "/birds/new",
            "/birds/new/songs/{verse}"
        };
        assertThat(ask("GET", path, patterns)).startsWith(pattern);
        Collections.reverse(Arrays.asList(patterns));
        assertThat(ask("GET", path, patterns)).startsWith(pattern);
    }

    @Test
    void aWayThatEndsNowhereIsGoneBack() {
        assertThat(ask("GET", "/a/b/d", "/a/b/c", "/{x}/b/d")).isEqualTo("/{x}/b/d {x=a}");
        assertThat(ask("GET", "/a/b/d", "/a/b/c", "/a/{y}/e", "/{x}/b/{z}")).contains("x=a", "z=d");
        assertThat(ask("GET", "/a/b/c/d", "/a/b/c", "/a/*")).isEqualTo("/a/*");
    }

    @Test
    void aParameterIsDecodedOnce() {
        assertThat(ask("GET", "/birds/a%2Fb%2520c", "/birds/{name}")).isEqualTo("/birds/{name} {name=a/b%20c}");
    }

    @Test
    void aPatternWithoutTheMethodLeavesTheRequestToTheNext() throws Exception {
        Routes routes = Routes.builder()
                .get("/birds/new", answering("form"))
                .post("/birds/{name}", answering("created"))
                .put("/birds/*", answering("put"))
                .build();
        assertThat(ask(routes, "GET", "/birds/new")).isEqualTo("form");
        assertThat(ask(routes, "POST", "/birds/new")).isEqualTo("created");
        assertThat(ask(routes, "PUT", "/birds/new")).isEqualTo("put");
        assertThat(answer(routes, "DELETE", "/birds/new").headers().first("Allow"))
                .hasValue("GET, HEAD, OPTIONS, POST, PUT");
    }

    @Test
    void eachMethodHasItsRoute() throws Exception {
        Routes routes = Routes.builder()
                .get("/x", answering("got"))
                .post("/x", answering("posted"))
                .put("/x", answering("put"))
                .patch("/x", answering("patched"))
                .delete("/x", answering("deleted"))
                .method("PURGE", "/x", answering("purged"))
                .any("/x", answering("other"))
                .build();
        assertThat(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PURGE", "purge", "OPTIONS"))
                .extracting(method -> ask(routes, method, "/x"))
                .containsExactly("got", "posted", "put", "patched", "deleted", "purged", "other", "other");
    }

    @Test
    void headGoesWhereGetDoes() throws Exception {
        Routes routes = Routes.builder()
                .get("/x", (request, responder) -> responder.respond(Response.ok(request.method())))
                .any("/x", answering("other"))
                .build();
        assertThat(ask(routes, "HEAD", "/x")).isEqualTo("HEAD");
        assertThat(TestConnection.to(routes).exchange("HEAD /x HTTP/1.1\r\nHost: test\r\n\r\n"))
                .contains("Content-Length: 4\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void headCanHaveARouteOfItsOwn() throws Exception {
        Routes routes = Routes.builder()
                .get("/x", answering("get"))
                .method("HEAD", "/x", answering("head"))
                .build();
        assertThat(ask(routes, "HEAD", "/x")).isEqualTo("head");
    }

    @Test
    void optionsAreAnsweredWithTheMethods() throws Exception {
        Routes routes = Routes.builder()
                .get("/birds/{name}", answering("a bird"))
                .delete("/birds/{name}", answering("gone"))
                .under("/", answering("any"))
                .build();
        Response answer = answer(routes, "OPTIONS", "/birds/knot");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().first("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS");
        assertThat(ask(routes, "OPTIONS", "/fish")).isEqualTo("any");
    }

    @Test
    void anotherMethodIsRefusedWithTheMethods() throws Exception {
        Response answer =
                answer(Routes.builder().post("/birds", answering("made")).build(), "GET", "/birds");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().first("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void aRouteForAllMethodsMakesNo404OfA405() throws Exception {
        Routes routes = Routes.builder()
                .get("/x", answering("x"))
                .get("/birds/new", answering("form"))
                .post("/birds/{name}", answering("posted"))
                .any("/birds/{name}", answering("bird"))
                .any("/*", answering("any"))
                .build();

        assertThat(answer(routes, "POST", "/x").status()).isEqualTo(405);
        assertThat(answer(routes, "POST", "/x").headers().first("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(answer(routes, "OPTIONS", "/x").status()).isEqualTo(204);
        assertThat(answer(routes, "PUT", "/birds/new").status()).isEqualTo(405);
        assertThat(ask(routes, "POST", "/birds/new")).isEqualTo("posted");
        assertThat(ask(routes, "PUT", "/birds/knot")).isEqualTo("bird");
        assertThat(ask(routes, "POST", "/y")).isEqualTo("any");
        assertThat(ask(routes, "GET", "/x")).isEqualTo("x");
    }

    @Test
    void underTakesAPathWithASlashAtItsEndToo() throws Exception {
        Routes routes = Routes.builder().under("/static/", answering("files")).build();

        assertThat(List.of("/static", "/static/", "/static/a/b"))
                .extracting(path -> ask(routes, "GET", path))
                .containsOnly("files");
        assertThat(answer(routes, "GET", "/statics").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "", "/a//", "//", "/a/*", "/*", "/a//b", "/a/.."})
    void underComplainsOfWhatWasWritten(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.builder().under(path, answering("x")))
                .withMessageStartingWith("malformed pattern " + path + ": ");
    }

    @Test
    void aRouteWithoutAHandlerIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Routes.builder().get("/x", null))
                .withMessage("handler must not be null: /x");
    }

    @Test
    void theServersOwnPagesAreUsedForErrors() throws Exception {
        Routes routes = Routes.builder().get("/x", answering("x")).build();
        TestConnection client = TestConnection.builder(routes)
                .errorAnswer(status -> Response.ok("our page for " + status).withStatus(status))
                .open();
        assertThat(client.exchange("GET /y HTTP/1.1\r\nHost: test\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("our page for 404");
        assertThat(client.exchange("PUT /x HTTP/1.1\r\nHost: test\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .endsWith("our page for 405");
    }

    @Test
    void theFallbackAnswersWhereNoPatternMatchesAndNowhereElse() throws Exception {
        Handler missing = (request, responder) -> {
            throw new HttpException(404);
        };
        Routes routes = Routes.builder()
                .get("/x", missing)
                .fallback(answering("fallback"))
                .build();
        assertThat(ask(routes, "GET", "/y")).isEqualTo("fallback");
        assertThat(answer(routes, "POST", "/x").status()).isEqualTo(405);
        List<Response> answers = new ArrayList<>();
        routes.guarded().handle(Request.builder("GET", "/x").build(), answers::add);
        assertThat(answers).singleElement().returns(404, Response::status);
    }

    @Test
    void routesLeadToRoutes() throws Exception {
        Handler inner = Routes.builder()
                .get("/{user}/birds/{name}", RoutesTest::tell)
                .get("/{owner}/fish", RoutesTest::tell)
                .build();
        Routes outer = Routes.builder().under("/{user}", inner).build();
        assertThat(ask(outer, "GET", "/ann/birds/knot")).isEqualTo("{name=knot, user=ann}");
        assertThat(ask(outer, "GET", "/ann/fish")).isEqualTo("{owner=ann, user=ann}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "birds",
                "*",
                "//",
                "/a//b",
                "//a",
                "/a//*",
                "/*/a",
                "/**",
                "/a*",
                "/a/*.txt",
                "/{",
                "/}",
                "/{}",
                "/{a}b",
                "/a{b}",
                "/{a}{b}",
                "/{1a}",
                "/{a b}",
                "/{a:[0-9]+}",
                "/{a}/{a}",
                "/.",
                "/a/../b",
                "/a?b",
                "/a#b",
                "/a%20b"
            })
    void malformedPatternsAreRefusedByName(String pattern) {
        Routes.Builder builder = Routes.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.get(pattern, answering("x")))
                .withMessageStartingWith("malformed pattern " + pattern + ": ");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.any(pattern, answering("x")));
    }

    @Test
    void whatIsNoMethodIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.builder().method("GET /", "/", answering("x")))
                .withMessage("not a method: GET /");
    }

    @Test
    void twoRoutesOfOneMethodAndPatternAreRefusedByName() {
        assertConflict(Routes.builder().get("/a", answering("1")).get("/a", answering("2")), "GET /a is routed twice");
        assertConflict(
                Routes.builder().put("/{a}/x", answering("1")).put("/{b}/x", answering("2")),
                "PUT /{b}/x is routed twice: it is the same as /{a}/x");
        assertConflict(
                Routes.builder().under("/a", answering("1")).any("/a/*", answering("2")),
                "any method of /a/* is routed twice");
    }

    @Test
    void thatWhichOnlyLooksAlikeIsNoConflict() {
        Routes.builder()
                .get("/a", answering("1"))
                .get("/a/", answering("2"))
                .get("/a/*", answering("3"))
                .get("/{a}", answering("4"))
                .post("/{b}", answering("5"))
                .any("/{c}", answering("6"))
                .build();
    }

    @Test
    void aBuilderCanBeUsedAgainWithoutAChangeToWhatItHasMade() throws Exception {
        Routes.Builder builder = Routes.builder().get("/a", answering("a"));
        Routes first = builder.build();
        Routes second = builder.get("/b", answering("b")).build();
        assertThat(answer(first, "GET", "/b").status()).isEqualTo(404);
        assertThat(ask(second, "GET", "/b")).isEqualTo("b");
    }

    private static void assertConflict(Routes.Builder builder, String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
    }

    /** Which of the patterns a request is led by, with the parameters, if there are any; or the status. */
    private static String ask(String method, String target, String... patterns) {
        Routes.Builder builder = Routes.builder();
        for (String pattern : patterns) {
            builder.any(
                    pattern,
                    (request, responder) -> responder.respond(Response.ok(
                            request.pathParameters().isEmpty() ? pattern : pattern + " " + request.pathParameters())));
        }
        return ask(builder.build(), method, target);
    }

    private static String ask(Routes routes, String method, String target) {
        Response answer = answer(routes, method, target);
        return answer.status() == 200 ? text(answer) : String.valueOf(answer.status());
    }

    private static Response answer(Routes routes, String method, String target) {
        List<Response> answers = new ArrayList<>();
        try {
            routes.handle(Request.builder(method, target).build(), answers::add);
        } catch (Exception e) {
            throw new AssertionError(method + " " + target, e);
        }
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static void tell(Request request, Responder responder) {
        responder.respond(Response.ok(new TreeMap<>(request.pathParameters()).toString()));
    }

    private static Handler answering(String text) {
        return (request, responder) -> responder.respond(Response.ok(text));
    }

    private static String text(Response answer) {
        return new String(answer.body().bytes(1000).toCompletableFuture().join(), StandardCharsets.UTF_8);
    }
}
