package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Request;
import dev.dunlin.http.files.ListingOrder.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingOrderTest {
    private static final List<ListingEntry> ENTRIES = List.of(
            directory("old", 1),
            file("beta", 7, 5),
            file("Alpha", 300, 4),
            directory("New", 9),
            file("alpha", 300, 6),
            file("gamma", 20, 2),
            file("10", 7, 5));

    @ParameterizedTest
    @CsvSource({
        "'', New old 10 Alpha alpha beta gamma",
        "sort=name&order=asc, New old 10 Alpha alpha beta gamma",
        "sort=name&order=desc, old New gamma beta alpha Alpha 10",
        "sort=size&order=asc, New old 10 beta gamma Alpha alpha",
        "sort=size&order=desc, New old Alpha alpha gamma 10 beta",
        "sort=modified&order=asc, old New gamma Alpha 10 beta alpha",
        "sort=modified&order=desc, New old alpha 10 beta Alpha gamma"
    })
    void directoriesComeFirstThenTheColumnCountsThenTheName(String query, String names) {
        assertThat(sortedNames(ENTRIES, query)).isEqualTo(names);
        List<ListingEntry> reversed = new ArrayList<>(ENTRIES);
        Collections.reverse(reversed);
        assertThat(sortedNames(reversed, query)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=colour",
                "sort=",
                "sort",
                "sort=NAME",
                "order=down",
                "order=DESC",
                "x=y",
                "&&",
                "=",
                "%zz",
                "sort=size&a=%ff"
            })
    void whatIsNotUnderstoodIsIgnored(String query) {
        assertThat(order(query)).isEqualTo(ListingOrder.DEFAULT);
    }

    @Test
    void eachPartOfTheQueryStandsByItself() {
        assertThat(order("order=desc")).isEqualTo(new ListingOrder(Column.NAME, true));
        assertThat(order("sort=size")).isEqualTo(new ListingOrder(Column.SIZE, false));
        assertThat(order("sort=size&order=x")).isEqualTo(new ListingOrder(Column.SIZE, false));
        assertThat(order("sort=x&order=desc")).isEqualTo(new ListingOrder(Column.NAME, true));
        assertThat(order("sort=s%69ze&sort=name&x=1")).isEqualTo(new ListingOrder(Column.SIZE, false));
    }

    @Test
    void withoutAQueryTheOrderIsTheDefault() {
        assertThat(ListingOrder.of(Request.builder("GET", "/dir/").build())).isEqualTo(ListingOrder.DEFAULT);
    }

    @Test
    void aColumnIsTurnedRoundIfItCountsAlreadyAndBeginsAscendingOtherwise() {
        ListingOrder bySize = new ListingOrder(Column.SIZE, false);

        assertThat(bySize.turnedTo(Column.SIZE)).isEqualTo(new ListingOrder(Column.SIZE, true));
        assertThat(bySize.turnedTo(Column.SIZE).turnedTo(Column.SIZE)).isEqualTo(bySize);
        assertThat(bySize.turnedTo(Column.SIZE).turnedTo(Column.NAME)).isEqualTo(ListingOrder.DEFAULT);
    }

    @Test
    void theQueryOfAnOrderAsksForIt() {
        for (Column column : Column.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                ListingOrder order = new ListingOrder(column, descending);
                assertThat(order(order.toQuery().substring(1))).isEqualTo(order);
            }
        }
        assertThat(ListingOrder.DEFAULT.toQuery()).isEqualTo("?sort=name&order=asc");
    }

    @Test
    void aTruncatedListingStaysAsItIs() {
        assertThat(entries(Listing.of(ENTRIES, true), order("sort=size"))).isEqualTo(ENTRIES);
    }

    private static String sortedNames(List<ListingEntry> entries, String query) {
        List<ListingEntry> sorted = entries(Listing.of(entries, false), order(query));
        return String.join(" ", sorted.stream().map(ListingEntry::name).toList());
    }

    private static List<ListingEntry> entries(Listing listing, ListingOrder order) {
        return IntStream.range(0, listing.size())
                .mapToObj(i -> listing.entry(order, i))
                .toList();
    }

    private static ListingOrder order(String query) {
        return ListingOrder.of(Request.builder("GET", "/dir/?" + query).build());
    }

    private static ListingEntry directory(String name, int modified) {
        return new ListingEntry(name, true, 0, Instant.ofEpochSecond(modified));
    }

    private static ListingEntry file(String name, long size, int modified) {
        return new ListingEntry(name, false, size, Instant.ofEpochSecond(modified));
    }
}
