package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.files.ListingOrder.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final Instant MODIFIED = Instant.parse("2026-02-04T08:49:37.567891Z");

    @Test
    void entriesAreWhatTheyWere() {
        List<ListingEntry> entries = List.of(
                new ListingEntry("", true, 0, Instant.EPOCH),
                new ListingEntry("чернозобик", true, 0, Instant.parse("0001-01-01T00:00:00Z")),
                new ListingEntry("😀", true, 0, Instant.parse("9999-12-31T23:59:59Z")),
                new ListingEntry("a", false, 0, MODIFIED),
                new ListingEntry("b", false, Long.MAX_VALUE, MODIFIED));

        assertThat(entries(Listing.of(entries, false), ListingOrder.DEFAULT)).isEqualTo(entries);
    }

    @Test
    void whatIsReadInAnotherOrderIsTheSame() {
        List<ListingEntry> entries = new ArrayList<>(random(500, 1));
        Listing listing = Listing.of(entries, false);
        Collections.shuffle(entries, new Random(2));

        assertThat(Listing.of(entries, false).fingerprint()).isEqualTo(listing.fingerprint());
    }

    @Test
    void whatDiffersInAnythingHasAnotherFingerprint() {
        List<Listing> listings = List.of(
                Listing.of(List.of(), false),
                Listing.of(List.of(), true),
                Listing.of(List.of(new ListingEntry("ab", false, 1, MODIFIED)), false),
                Listing.of(List.of(new ListingEntry("ab", true, 1, MODIFIED)), false),
                Listing.of(List.of(new ListingEntry("ab", false, 2, MODIFIED)), false),
                Listing.of(List.of(new ListingEntry("ab", false, 1, MODIFIED.plusSeconds(1))), false),
                Listing.of(
                        List.of(new ListingEntry("a", false, 1, MODIFIED), new ListingEntry("b", false, 1, MODIFIED)),
                        false),
                Listing.of(List.of(new ListingEntry("ac", false, 1, MODIFIED)), false));

        assertThat(listings).extracting(Listing::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void anOrderIsThatOfSortedEntriesWhateverTheyAre() {
        for (long seed = 0; seed < 20; seed++) {
            List<ListingEntry> entries = random(200, seed);
            Listing listing = Listing.of(entries, false);
            for (Column column : Column.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    ListingOrder order = new ListingOrder(column, descending);
                    assertThat(entries(listing, order))
                            .as("seed %d, %s", seed, order)
                            .isSortedAccordingTo(naive(column, descending))
                            .hasSize(200);
                }
            }
        }
    }

    @Test
    void ofATruncatedListingThereIsOneOrder() {
        List<ListingEntry> entries = random(50, 3);

        assertThat(entries(Listing.of(entries, true), new ListingOrder(Column.SIZE, true)))
                .isEqualTo(entries);
    }

    @Test
    void tenThousandEntriesTakeLessThanAMegabyte() {
        List<ListingEntry> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> new ListingEntry("a-name-of-thirty-bytes-" + (1_000_000 + i), false, i, MODIFIED))
                .toList();

        assertThat(Listing.of(entries, false).bytes()).isBetween(500_000L, 1_000_000L);
    }

    private static Comparator<ListingEntry> naive(Column column, boolean descending) {
        Comparator<ListingEntry> ascending = switch (column) {
            case NAME -> ListingEntry.BY_NAME;
            case SIZE -> Comparator.comparingLong(ListingEntry::size);
            case MODIFIED -> Comparator.comparing(ListingEntry::modified);
        };
        return Comparator.comparing(ListingEntry::isDirectory)
                .reversed()
                .thenComparing(descending ? ascending.reversed() : ascending)
                .thenComparing(ListingEntry.BY_NAME);
    }

    private static List<ListingEntry> random(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    boolean isDirectory = random.nextInt(4) == 0;
                    String name = (random.nextBoolean() ? "n" : "N") + random.nextInt(1000) + "-" + i;
                    long size = isDirectory ? 0 : random.nextInt(5);
                    return new ListingEntry(name, isDirectory, size, Instant.ofEpochSecond(random.nextInt(5)));
                })
                .toList();
    }

    private static List<ListingEntry> entries(Listing listing, ListingOrder order) {
        return IntStream.range(0, listing.size())
                .mapToObj(i -> listing.entry(order, i))
                .toList();
    }
}
