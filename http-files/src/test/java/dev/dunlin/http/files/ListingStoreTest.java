package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListingStoreTest {
    private static final Path DIR = Path.of("/dir");
    private static final FileVersion VERSION = version("a", 1);
    private static final FileVersion CHANGED = version("a", 2);
    private static final FileVersion OTHER = version("b", 1);

    /** What a listing of one short name takes. */
    private static final long ONE = listing(0).bytes();

    @RegisterExtension
    private final Site site = new Site();

    private final ListingStore store = new ListingStore(3 * ONE, site);

    @Test
    void aListingIsSharedForASecond() {
        Listing listing = listing(1);
        keep(DIR, VERSION, false, listing).close();

        site.pass(Duration.ofMillis(999));
        assertThat(store.fresh(DIR, VERSION).listing()).isSameAs(listing);
        assertThat(store.fresh(Path.of("/other"), VERSION)).isNull();

        site.pass(Duration.ofMillis(1));
        assertThat(store.fresh(DIR, VERSION)).isNull();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeAListingLast() {
        keep(DIR, VERSION, false, listing(1)).close();

        site.pass(Duration.ofHours(-1));

        assertThat(store.fresh(DIR, VERSION)).isNull();
    }

    @Test
    void thatOfASmallDirectoryOnlyWhileItIsTheSame() {
        keep(DIR, VERSION, false, listing(1)).close();

        assertThat(store.fresh(DIR, CHANGED)).isNull();
        assertThat(store.fresh(DIR, OTHER)).isNull();
        assertThat(store.isKnownAsLarge(DIR)).isFalse();
    }

    @Test
    void thatOfALargeOneAlsoIfItHasChangedMeanwhile() {
        keep(DIR, VERSION, true, listing(1)).close();

        assertThat(store.fresh(DIR, CHANGED)).isNotNull();
        assertThat(store.fresh(DIR, OTHER)).isNull();
        site.pass(Duration.ofSeconds(2));
        assertThat(store.isKnownAsLarge(DIR)).isTrue();
    }

    @Test
    void whatIsReadAgainAndIsTheSameTakesNoMoreRoom() {
        ListingStore.Lease first = keep(DIR, VERSION, false, listing(1));
        site.pass(Duration.ofSeconds(2));

        ListingStore.Lease second = keep(DIR, CHANGED, false, listing(1));

        assertThat(second.listing()).isSameAs(first.listing());
        assertThat(store.bytes()).isEqualTo(ONE);
        assertThat(store.fresh(DIR, CHANGED)).isNotNull();
    }

    @Test
    void whatIsReplacedStaysWhileItIsBeingSent() {
        ListingStore.Lease sent = keep(DIR, VERSION, false, listing(1));
        ListingStore.Lease copy = sent.copy();
        keep(DIR, CHANGED, false, listing(2)).close();
        assertThat(store.bytes()).isEqualTo(2 * ONE);

        sent.close();
        sent.close();
        assertThat(copy.listing()).isNotNull();
        assertThat(store.bytes()).isEqualTo(2 * ONE);

        copy.close();
        assertThat(store.bytes()).isEqualTo(ONE);
    }

    @Test
    void whatIsNotBeingSentMakesRoomTheOldestFirst() {
        for (int i = 0; i < 4; i++)
            keep(Path.of("/" + i), VERSION, false, listing(i)).close();

        assertThat(store.bytes()).isEqualTo(3 * ONE);
        assertThat(store.fresh(Path.of("/0"), VERSION)).isNull();
        assertThat(store.fresh(Path.of("/1"), VERSION)).isNotNull();
    }

    @Test
    void thereIsNoRoomWhileAllAreBeingSentAndForLessThanTenSeconds() {
        List<ListingStore.Lease> leases = new ArrayList<>();
        for (int i = 0; i < 3; i++) leases.add(keep(Path.of("/" + i), VERSION, false, listing(i)));
        site.pass(Duration.ofMillis(9_999));
        assertThat(keep(DIR, VERSION, false, listing(4))).isNull();
        assertThat(leases).noneMatch(lease -> lease.listing() == null);

        leases.get(1).close();

        assertThat(keep(DIR, VERSION, false, listing(4))).isNotNull();
    }

    @Test
    void whatHasBeenSentForTenSecondsMakesRoomTheReplacedFirst() {
        ListingStore.Lease current = keep(Path.of("/1"), VERSION, false, listing(1));
        ListingStore.Lease replaced = keep(DIR, VERSION, false, listing(2));
        ListingStore.Lease successor = keep(DIR, CHANGED, false, listing(3));
        site.pass(Duration.ofSeconds(10));

        ListingStore.Lease fourth = keep(Path.of("/4"), VERSION, false, listing(4));
        assertThat(replaced.listing()).isNull();
        assertThat(current.listing()).isNotNull();

        ListingStore.Lease fifth = keep(Path.of("/5"), VERSION, false, listing(5));
        assertThat(current.listing()).isNull();
        assertThat(successor.listing()).isNotNull();
        assertThat(fourth.listing()).isNotNull();
        assertThat(fifth.listing()).isNotNull();
        assertThat(store.bytes()).isEqualTo(3 * ONE);

        for (ListingStore.Lease lease : List.of(current, replaced)) lease.close();
        assertThat(store.bytes()).as("freed once").isEqualTo(3 * ONE);
    }

    @Test
    void aListingThatIsLargerThanAllTheRoomIsKeptIfItIsAlone() {
        ListingStore tiny = new ListingStore(1, site);

        assertThat(tiny.keep(DIR, VERSION, true, listing(1))).isNotNull();
        assertThat(tiny.keep(Path.of("/other"), VERSION, true, listing(2))).isNull();
    }

    @Test
    void whatNobodyAsksForIsLetGoOfAfterAMinute() {
        keep(DIR, VERSION, false, listing(1)).close();
        site.pass(Duration.ofMinutes(1));

        keep(Path.of("/other"), VERSION, false, listing(2)).close();

        assertThat(store.bytes()).isEqualTo(ONE);
    }

    @Test
    void aClosedStoreKeepsOnlyWhatIsBeingSent() {
        keep(Path.of("/other"), VERSION, false, listing(1)).close();
        ListingStore.Lease sent = keep(DIR, VERSION, false, listing(2));

        store.close();
        ListingStore.Lease later = keep(Path.of("/later"), VERSION, false, listing(3));

        assertThat(sent.listing()).isNotNull();
        assertThat(later.listing()).isNotNull();
        sent.close();
        later.close();
        assertThat(store.bytes()).isZero();
    }

    @RepeatedTest(20)
    void theBytesAreThoseOfTheListingsThatCanBeHadAndNeverTooMany(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ListingStore.Lease> leases = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            Path directory = Path.of("/" + random.nextInt(5));
            ListingStore.Lease lease = random.nextBoolean()
                    ? store.fresh(directory, VERSION)
                    : store.keep(directory, VERSION, random.nextBoolean(), listing(random.nextInt(10)));
            if (lease != null) leases.add(lease);
            if (!leases.isEmpty() && random.nextBoolean()) {
                leases.remove(random.nextInt(leases.size())).close();
            }
            if (random.nextInt(10) == 0) site.pass(Duration.ofSeconds(random.nextInt(15)));

            long leased = leases.stream()
                    .map(ListingStore.Lease::listing)
                    .filter(listing -> listing != null)
                    .distinct()
                    .count();
            assertThat(store.bytes()).isBetween(leased * ONE, 3 * ONE);
        }
        leases.forEach(ListingStore.Lease::close);
        store.close();
        assertThat(store.bytes()).isZero();
    }

    private ListingStore.Lease keep(Path directory, FileVersion version, boolean isLarge, Listing listing) {
        return store.keep(directory, version, isLarge, listing);
    }

    private static Listing listing(int number) {
        return Listing.of(List.of(new ListingEntry("file" + number, false, 1, Instant.EPOCH)), false);
    }

    private static FileVersion version(String key, long modified) {
        return new FileVersion(key, 1, FileTime.fromMillis(modified), null);
    }
}
