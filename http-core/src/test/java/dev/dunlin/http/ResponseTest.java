package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    @Test
    void aBareAnswerHasNeitherFieldsNorContent() {
        Response response = Response.of(204);
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers()).isEmpty();
        assertThat(response.body().length()).isZero();
        assertThat(response.closesConnection()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 100, 101, 199, 600, 999})
    void onlyFinalStatusesAreAnswers(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.of(status))
                .withMessageContaining("" + status);
        assertThatIllegalArgumentException().isThrownBy(() -> Response.ok("").withStatus(status));
        assertThatIllegalArgumentException().isThrownBy(() -> Response.error(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 299, 418, 599})
    void everyFinalStatusIsTaken(int status) {
        assertThat(Response.of(status).status()).isEqualTo(status);
        assertThat(Response.ok("").withStatus(status).status()).isEqualTo(status);
    }

    @Test
    void textIsPlainAndUtf8() {
        Response response = Response.ok("gr\u00fc\u00df");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).isEqualTo(Headers.of("Content-Type", "text/plain; charset=utf-8"));
        assertThat(text(response)).isEqualTo("gr\u00fc\u00df");
    }

    @Test
    void pagesAreHtmlAndUtf8() {
        Response response = Response.html("<p>\u20ac");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).isEqualTo(Headers.of("Content-Type", "text/html; charset=utf-8"));
        assertThat(text(response)).isEqualTo("<p>\u20ac");
    }

    @Test
    void aRedirectNamesThePlace() {
        Response response = Response.redirect("/a%20b?c");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.headers()).isEqualTo(Headers.of("Location", "/a%20b?c"));
        assertThat(response.body().length()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/\u0416 | /%D0%96",
                "/caf\u00e9?q=\u00e9 | /caf%C3%A9?q=%C3%A9",
                "/\ud83d\udc26 | /%F0%9F%90%A6",
                "/a\"b{c}<d>^e | /a%22b%7Bc%7D%3Cd%3E%5Ee",
                "/\\\\evil.example | /%5C%5Cevil.example",
                "/%D0%96%2f?a=%20+&b=/?:@!$'()*,;- | /%D0%96%2f?a=%20+&b=/?:@!$'()*,;-",
                "/100%?a=%zz%4 | /100%25?a=%25zz%254",
                "/a?b#c#d | /a?b#c%23d",
                "/a?b=[1] | /a?b=%5B1%5D",
                "https://[::1]:8443/[x] | https://[::1]:8443/%5Bx%5D",
                "//[::1]/ | //[::1]/",
                "/a//[b] | /a//%5Bb%5D",
                "?a:b//[c] | ?a:b//%5Bc%5D",
                "../x y | ../x%20y",
                "https://birds.example/?u=http://[::1]/ | https://birds.example/?u=http://%5B::1%5D/"
            })
    void aLocationIsAUriReferenceWhateverItIsMadeOf(String sent, String location) {
        assertThat(Response.of(301).withLocation(sent).headers().first("Location"))
                .hasValue(location);
        assertThat(Response.redirect(location).headers().first("Location"))
                .as("it is not encoded twice")
                .hasValue(location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\r\nb", "/\t/evil.example", "/\u0000", "/\u007f"})
    void aLocationHoldsNoControlCharacters(String location) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.of(301).withLocation(location))
                .withMessageStartingWith("a URI reference must not hold control characters: /");
    }

    @Test
    void aRedirectCannotSmuggleFields() {
        assertThatIllegalArgumentException().isThrownBy(() -> Response.redirect("/a\r\nSet-Cookie: b=c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 404, 499, 500, 599})
    void anErrorPageSaysStatusAndPhraseAndNoMore(int status) {
        Response response = Response.error(status);
        String title = status + " " + Status.phrase(status);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).isEqualTo(Headers.of("Content-Type", "text/html; charset=utf-8"));
        assertThat(text(response).replaceAll("<[^>]*>|\n", "")).isEqualTo(title + title);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length, 5",
        "content-length, ''",
        "Transfer-Encoding, chunked",
        "TRANSFER-ENCODING, identity",
        "Connection, keep-alive",
        "connection, upgrade",
        "Connection, 'close, upgrade'",
        "Connection, ''"
    })
    void framingIsTheServers(String name, String value) {
        Response response = Response.ok("hello");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> response.withHeader(name, value))
                .withMessageContaining(name);
        assertThatIllegalArgumentException().isThrownBy(() -> response.withAddedHeader(name, value));
        Headers headers = Headers.of("A", "1", name, value);
        assertThatIllegalArgumentException().isThrownBy(() -> response.withHeaders(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "CLOSE"})
    void anAnswerMayCloseTheConnection(String close) {
        assertThat(Response.of(200).withHeader("connection", close).closesConnection())
                .isTrue();
        assertThat(Response.of(200).withAddedHeader("Connection", close).closesConnection())
                .isTrue();
        assertThat(Response.of(200).withHeaders(Headers.of("Connection", close)).closesConnection())
                .isTrue();
    }

    @Test
    void anAnswerMayThinkBetterOfClosing() {
        Response response = Response.of(200).withHeader("Connection", "close").withoutHeader("connection");
        assertThat(response.closesConnection()).isFalse();
    }

    @Test
    void fieldsAreReplacedAddedAndRemoved() {
        Response response = Response.of(200)
                .withHeader("Vary", "Accept")
                .withAddedHeader("Set-Cookie", "a=1")
                .withAddedHeader("Set-Cookie", "b=2")
                .withHeader("vary", "*")
                .withoutHeader("Host");
        assertThat(response.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().all("Vary")).containsExactly("*");
        assertThat(response.withoutHeader("set-cookie").headers()).isEqualTo(Headers.of("vary", "*"));
        assertThat(response.withHeaders(Headers.of("A", "1")).headers()).isEqualTo(Headers.of("A", "1"));
    }

    @Test
    void fieldsWithLineBreaksAreRefused() {
        Response response = Response.of(200);
        assertThatIllegalArgumentException().isThrownBy(() -> response.withHeader("A", "b\r\nContent-Length: 0"));
        assertThatIllegalArgumentException().isThrownBy(() -> response.withAddedHeader("A\r\n", "b"));
    }

    @Test
    void changesLeaveTheOriginalAlone() {
        Response original = Response.ok("hello").withHeader("A", "1");
        Headers headers = original.headers();
        Body body = original.body();
        original.withStatus(500)
                .withHeader("A", "2")
                .withAddedHeader("B", "3")
                .withoutHeader("A")
                .withHeaders(Headers.empty())
                .withBody(Body.empty());
        assertThat(original.status()).isEqualTo(200);
        assertThat(original.headers()).isSameAs(headers);
        assertThat(headers.first("A")).contains("1");
        assertThat(original.body()).isSameAs(body);
    }

    @Test
    void everyChangeKeepsTheRest() {
        Response original = Response.of(201).withHeader("A", "1").withBody(Body.of("x"));
        assertThat(original.withStatus(202).body()).isSameAs(original.body());
        assertThat(original.withStatus(202).headers()).isSameAs(original.headers());
        assertThat(original.withHeader("B", "2").status()).isEqualTo(201);
        assertThat(original.withAddedHeader("B", "2").body()).isSameAs(original.body());
        assertThat(original.withoutHeader("A").status()).isEqualTo(201);
        assertThat(original.withHeaders(Headers.empty()).body()).isSameAs(original.body());
    }

    @Test
    void anotherBodySharesTheEncodedFieldsAndClosesNothing() {
        Body first = mock(Body.class);
        Body second = mock(Body.class);
        Response original = Response.of(200).withHeader("ETag", "\"1\"").withBody(first);
        Response other = original.withBody(second);
        assertThat(other.headers()).isSameAs(original.headers());
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).isSameAs(second);
        verifyNoInteractions(first, second);
    }

    @Test
    void noBodyAtAllIsRefusedWhereItIsSet() {
        Response response = Response.of(200);
        assertThatThrownBy(() -> response.withBody(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theTextIsStatusLineAndFields() {
        assertThat(Response.of(404).withHeader("A", "1")).hasToString("404 Not Found\r\nA: 1\r\n");
    }

    static String text(Response response) {
        byte[] content = response.body().bytes(10_000).toCompletableFuture().join();
        return new String(content, StandardCharsets.UTF_8);
    }
}
