package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @Test
    void aRequestHoldsWhatItWasBuiltOf() {
        Body body = Body.of("hi");
        ConnectionInfo connection =
                new ConnectionInfo(new InetSocketAddress("192.0.2.1", 1), new InetSocketAddress("192.0.2.2", 2), true);
        Request request = Request.builder("POST", "/a%2Fb/c?d=e")
                .header("Host", "h")
                .body(body)
                .connection(connection)
                .build();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/a%2Fb/c?d=e");
        assertThat(request.path()).isEqualTo("/a%2Fb/c");
        assertThat(request.pathSegments()).containsExactly("a/b", "c");
        assertThat(request.query()).contains("d=e");
        assertThat(request.headers()).isEqualTo(Headers.of("Host", "h"));
        assertThat(request.body()).isSameAs(body);
        assertThat(request.connection()).isEqualTo(connection);
        assertThat(request).hasToString("POST /a%2Fb/c?d=e");
    }

    @Test
    void allButMethodAndTargetHasADefault() {
        Request request = Request.builder("GET", "/").build();
        assertThat(request.headers()).isEmpty();
        assertThat(request.body().length()).isZero();
        assertThat(request.connection()).isEqualTo(ConnectionInfo.NONE);
        assertThat(request.query()).isEmpty();
        assertThat(request.queryParameters()).isEmpty();
        assertThat(request.cookies()).isEmpty();
    }

    @Test
    void nobodyIsAtTheEndsOfAConnectionMadeByHand() {
        assertThat(ConnectionInfo.NONE.secure()).isFalse();
        assertThat((InetSocketAddress) ConnectionInfo.NONE.remote()).matches(InetSocketAddress::isUnresolved);
        assertThat((InetSocketAddress) ConnectionInfo.NONE.local()).matches(InetSocketAddress::isUnresolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "GET ", "G T", "G\r\nT", "G\u00c9T"})
    void methodsAreTokens(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.builder(method, "/"));
    }

    @Test
    void methodsAreCaseSensitive() {
        assertThat(Request.builder("get", "/").build().method()).isEqualTo("get");
    }

    @Test
    void malformedTargetsAreBadRequests() {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> Request.builder("GET", "/a b"))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> Request.builder("GET", "/").target("/%"));
    }

    @Test
    void oneHeaderTakesThePlaceOfAllOfItsName() {
        Request request = Request.builder("GET", "/")
                .headers(Headers.of("A", "1", "a", "2", "B", "3"))
                .header("A", "4")
                .build();
        assertThat(request.headers()).isEqualTo(Headers.of("B", "3", "A", "4"));
    }

    @Test
    void aBuilderOfARequestHoldsWhatTheRequestHolds() {
        Request original = Request.builder("PUT", "/a?b")
                .header("A", "1")
                .body(Body.of("x"))
                .connection(new ConnectionInfo(ConnectionInfo.NONE.remote(), ConnectionInfo.NONE.local(), true))
                .pathParameters(Map.of("name", "knot"))
                .build();
        Request copy = original.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(original);
        assertThat(copy.body()).isSameAs(original.body());
    }

    @Test
    void aChangedCopyLeavesTheOriginalAlone() {
        Request original = Request.builder("GET", "/a").header("A", "1").build();
        Request changed = original.toBuilder().target("/b?c").header("A", "2").build();
        assertThat(changed.path()).isEqualTo("/b");
        assertThat(changed.query()).contains("c");
        assertThat(changed.headers().first("A")).contains("2");
        assertThat(original.path()).isEqualTo("/a");
        assertThat(original.headers().first("A")).contains("1");
    }

    @Test
    void aBuilderMayBeUsedOnAfterwards() {
        Request.Builder builder = Request.builder("GET", "/a");
        Request first = builder.build();
        Request second = builder.target("/b").header("A", "1").build();
        assertThat(first.path()).isEqualTo("/a");
        assertThat(first.headers()).isEmpty();
        assertThat(second.path()).isEqualTo("/b");
    }

    @Test
    void receivedPartsAreTakenAsTheyAre() {
        RequestTarget target = RequestTarget.parse("*");
        Headers headers = Headers.of("Host", "h");
        Request request = Request.of("OPTIONS", target, headers, Body.empty(), ConnectionInfo.NONE);
        assertThat(request.headers()).isSameAs(headers);
        assertThat(request.path()).isEqualTo("*");
        assertThat(request).hasToString("OPTIONS *");
    }

    @Test
    void pathParametersAreThoseOfTheRoute() {
        Request request = Request.builder("GET", "/birds/knot").build();
        assertThat(request.pathParameters()).isEmpty();
        Request routed =
                request.toBuilder().pathParameters(Map.of("name", "knot")).build();
        assertThat(routed.pathParameter("name")).isEqualTo("knot");
        assertThat(routed.pathParameters()).containsExactly(entry("name", "knot"));
    }

    @Test
    void aPathParameterThatTheRouteDoesNotHaveIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.builder("GET", "/birds").build().pathParameter("name"))
                .withMessage("no path parameter name: GET /birds");
    }

    @Test
    void queryParametersAreTheFieldsOfAForm() {
        assertThat(Request.builder("GET", "/?a=1&b+c=%26&a").build().queryParameters())
                .containsExactly(entry("a", List.of("1", "")), entry("b c", List.of("&")));
    }

    @Test
    void aMalformedQueryIsABadRequestWhenItIsRead() {
        Request request = Request.builder("GET", "/?a=%").build();
        assertThat(request.query()).contains("a=%");
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(request::queryParameters)
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void cookiesOfAllLinesKeepTheirOrder() {
        assertThat(cookies("a=1; b=2", "c=3")).containsExactly(entry("a", "1"), entry("b", "2"), entry("c", "3"));
    }

    @Test
    void ofTwoCookiesOfOneNameTheFirstCounts() {
        assertThat(cookies("a=1; a=2", "a=3")).containsExactly(entry("a", "1"));
    }

    @Test
    void namesOfCookiesAreCaseSensitive() {
        assertThat(cookies("a=1; A=2")).containsExactly(entry("a", "1"), entry("A", "2"));
    }

    @Test
    void theFirstEqualsSignEndsTheNameOfACookie() {
        assertThat(cookies("a=b=c==; d=")).containsExactly(entry("a", "b=c=="), entry("d", ""));
    }

    @Test
    void whatIsNoPairIsNoCookie() {
        assertThat(cookies("a; =b; ; =;  =c; d=1;")).containsExactly(entry("d", "1"));
    }

    private static Map<String, String> cookies(String... lines) {
        Headers headers = Headers.empty();
        for (String line : lines) headers = headers.withAdded("Cookie", line);
        return Request.builder("GET", "/").headers(headers).build().cookies();
    }
}
