package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "APPLICATION/JSON | JSON",
                "application/* | JSON",
                "text/html | HTML",
                "*/* | HTML",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML",
                "application/json, text/html | HTML",
                "text/html, application/json | HTML",
                "application/json;q=0.5, text/html;q=0.5 | HTML",
                "application/json, text/html;q=0.9 | JSON",
                "application/json;q=0.9, text/html | HTML",
                "application/json;q=0.501, text/html;q=0.5 | JSON",
                "application/json ; q=0.2 , text/html ; q=0.1 | JSON",
                "application/json;Q=0.2, text/html;Q=0.1 | JSON",
                "application/json, */*;q=0.5 | JSON",
                "application/json, */* | HTML",
                "*/*, text/html;q=0.5 | JSON",
                "*/*;q=0.1, text/*;q=0 | JSON",
                "text/html;q=0, */* | JSON",
                "text/html;q=0 | HTML",
                "text/*;q=0.1, text/html;q=0.9, application/json;q=0.5 | HTML",
                "application/*;q=1, application/json;q=0, text/html;q=0.1 | HTML",
                "application/json;q=0 | HTML",
                "application/json;q=0, */* | HTML",
                "application/json;q=0.000, text/html;q=0.001 | HTML",
                "application/json;charset=utf-8 | JSON",
                "application/json;charset=utf-8;q=0.1, text/html;q=0.2 | HTML",
                "application/json;odata=verbose, application/json;q=0.1, text/html;q=0.2 | HTML",
                "application/json;p=\"a,b;q=0\", text/html;q=0.5 | JSON",
                "application/ld+json | HTML",
                "image/png | HTML",
            })
    void theFormatThatIsPreferredIsChosenAndThePageIfThereIsNone(String accept, ListingFormat format) {
        assertThat(ListingFormat.preferred(Headers.of("Accept", accept))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | HTML",
                "json | HTML",
                "* | HTML",
                "*/json | HTML",
                "application/json/x | HTML",
                "application/json;q | HTML",
                "application/json;q=2 | HTML",
                "application/json;q=-1 | HTML",
                "application/json;q=0.1234 | HTML",
                "application/json;q=NaN | HTML",
                "{}, application/json | JSON",
                ",, application/json ,, | JSON",
                "text/html;q=x, application/json;q=0.1 | JSON"
            })
    void whatIsMalformedIsIgnored(String accept, ListingFormat format) {
        assertThat(ListingFormat.preferred(Headers.of("Accept", accept))).isEqualTo(format);
    }

    @Test
    void thePageIsForThoseWhoDoNotSay() {
        assertThat(ListingFormat.preferred(Headers.empty())).isEqualTo(ListingFormat.HTML);
    }

    @Test
    void severalLinesAreOneList() {
        Headers request = Headers.of("Accept", "text/html;q=0.5", "Accept", "application/json");

        assertThat(ListingFormat.preferred(request)).isEqualTo(ListingFormat.JSON);
    }
}
