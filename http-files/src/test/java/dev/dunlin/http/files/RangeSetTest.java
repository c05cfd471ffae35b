package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.files.RangeSet.Spec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSetTest {
    // ---- what a field says

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-499     | 0-499",
                "bytes=500-      | 500-9223372036854775807",
                "bytes=-500      | -1-500",
                "bytes=-0        | -1-0",
                "bytes=0-0       | 0-0",
                "bytes=007-010   | 7-10",
                "BYTES=1-2       | 1-2",
                "Bytes=1-2       | 1-2",
                "bytes=1-2,3-4   | 1-2 3-4",
                "bytes= 1-2 , -3 | 1-2 -1-3",
                "bytes=,1-2,,3-, | 1-2 3-9223372036854775807",
                "bytes=5-6,1-2   | 5-6 1-2",
                "bytes=2147483648-4294967296              | 2147483648-4294967296",
                "bytes=9223372036854775806-               | 9223372036854775806-9223372036854775807",
                "bytes=0-99999999999999999999             | 0-9223372036854775807",
                "bytes=99999999999999999999-              | 9223372036854775807-9223372036854775807",
                "bytes=-99999999999999999999999999999999  | -1-9223372036854775807"
            })
    void readsTheThreeFormsAndListsOfThem(String value, String specs) {
        assertThat(RangeSet.parse(value))
                .hasValueSatisfying(set -> assertThat(text(set.specs())).isEqualTo(specs));
    }

    private static String text(List<Spec> specs) {
        return specs.stream().map(spec -> spec.first() + "-" + spec.last()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes= , ,",
                "bytes 0-1",
                "bytes:0-1",
                "bytes =0-1",
                " bytes=0-1",
                "byte=0-1",
                "items=0-1",
                "none=0-1",
                "=0-1",
                "0-1",
                "bytes=-",
                "bytes=--1",
                "bytes=1",
                "bytes=1-2-3",
                "bytes=1--2",
                "bytes=2-1",
                "bytes=0-1,2-1",
                "bytes=0-1;2-3",
                "bytes=0-1 2-3",
                "bytes=0 - 1",
                "bytes=0-1,x",
                "bytes=x,0-1",
                "bytes=a-b",
                "bytes=0x1-0x2",
                "bytes=+1-2",
                "bytes=1-+2",
                "bytes=1.0-2",
                "bytes=*",
                "bytes=\"0-1\"",
                "bytes=0-1/8",
                "bytes=\u0661-\u0662",
                "bytes=\u00b2-",
                "bytes==0-1"
            })
    void whatIsMalformedAtAnyPlaceOrOfAnotherUnitIsIgnored(String value) {
        assertThat(RangeSet.parse(value)).isEmpty();
    }

    @Test
    void moreThanSixteenRangesAreIgnored() {
        assertThat(RangeSet.parse(fieldOf(RangeSet.MOST))).isPresent();
        assertThat(RangeSet.parse(fieldOf(RangeSet.MOST + 1))).isEmpty();
        assertThat(RangeSet.parse(fieldOf(100_000))).isEmpty();
    }

    private static String fieldOf(int ranges) {
        return "bytes=" + "0-,".repeat(ranges);
    }

    @Test
    void emptyMembersDoNotCount() {
        assertThat(RangeSet.parse("bytes=" + ", ".repeat(100) + "0-1")).isPresent();
    }

    // ---- what there is of it in a file

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "bytes=0-9              | 10 | 0-9",
                "bytes=0-0              | 10 | 0-0",
                "bytes=9-9              | 10 | 9-9",
                "bytes=0-               | 10 | 0-9",
                "bytes=9-               | 10 | 9-9",
                "bytes=5-99             | 10 | 5-9",
                "bytes=-1               | 10 | 9-9",
                "bytes=-10              | 10 | 0-9",
                "bytes=-11              | 10 | 0-9",
                "bytes=0-99999999999999999999 | 10 | 0-9",
                "bytes=-99999999999999999999  | 10 | 0-9",
                "bytes=10-              | 10 | none",
                "bytes=10-20            | 10 | none",
                "bytes=99999999999999999999-  | 10 | none",
                "bytes=-0               | 10 | none",
                "bytes=0-               |  0 | none",
                "bytes=0-0              |  0 | none",
                "bytes=-5               |  0 | none",
                "bytes=10-,-0           | 10 | none",
                "bytes=10-,0-0,-0       | 10 | 0-0",
                "bytes=0-1,4-5          | 10 | 0-1 4-5",
                "bytes=4-5,0-1          | 10 | 4-5 0-1",
                "bytes=0-1,2-3          | 10 | 0-3",
                "bytes=2-3,0-1          | 10 | 0-3",
                "bytes=0-5,2-3          | 10 | 0-5",
                "bytes=0-0,0-0,0-0      | 10 | 0-0",
                "bytes=8-9,0-1,4-5,2-3  | 10 | 8-9 0-5",
                "bytes=4-5,8-9,0-1,5-8  | 10 | 4-9 0-1",
                "bytes=0-1,4-5,8-9,1-8  | 10 | 0-9",
                "bytes=0-0,-1           | 10 | 0-0 9-9",
                "bytes=0-0,-9           | 10 | 0-9",
                "bytes=2147483647-2147483648,-1 | 5000000000 | 2147483647-2147483648 4999999999-4999999999"
            })
    void rangesEndWithTheFileAndThoseThatTouchAreJoinedWhereTheFirstWasNamed(String value, long size, String ranges) {
        assertThat(text(value, size)).isEqualTo(ranges == null ? "" : ranges);
    }

    private static String text(String value, long size) {
        return RangeSet.parse(value).orElseThrow().within(size).stream()
                .map(range -> range.first() + "-" + range.last())
                .collect(Collectors.joining(" "));
    }

    /** Against the simplest model: a bit for each byte. */
    @RepeatedTest(20)
    void theJoinedRangesCoverExactlyTheBytesAskedForAndNoneTwice(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < 500; round++) {
            int size = random.nextInt(40);
            BitSet wanted = new BitSet();
            List<Integer> starts = new ArrayList<>();
            String field = randomField(random, size, wanted, starts);

            List<ByteRange> ranges = RangeSet.parse(field).orElseThrow().within(size);

            BitSet covered = new BitSet();
            for (ByteRange range : ranges) covered.set((int) range.first(), (int) range.last() + 1);
            assertThat(covered).as(field).isEqualTo(wanted);
            assertThat(ranges.stream().mapToLong(ByteRange::length).sum()).isEqualTo(wanted.cardinality());
            assertApart(ranges, field);
            assertInOrderOfMention(ranges, starts, field);
        }
    }

    private static String randomField(Random random, int size, BitSet wanted, List<Integer> starts) {
        StringJoiner field = new StringJoiner(random.nextBoolean() ? "," : " ,\t", "bytes=", "");
        int count = 1 + random.nextInt(RangeSet.MOST);
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(50);
            int last = first + random.nextInt(8);
            switch (random.nextInt(8)) {
                case 0 -> {
                    field.add(first + "-");
                    last = size - 1;
                }
                case 1 -> {
                    field.add("-" + first);
                    first = Math.max(size - first, 0);
                    last = size - 1;
                }
                default -> field.add(first + "-" + last);
            }
            last = Math.min(last, size - 1);
            if (first > last) continue;
            wanted.set(first, last + 1);
            starts.add(first);
        }
        return field.toString();
    }

    private static void assertApart(List<ByteRange> ranges, String field) {
        for (ByteRange one : ranges) {
            assertThat(ranges).as(field).filteredOn(other -> one.touches(other)).containsExactly(one);
        }
    }

    private static void assertInOrderOfMention(List<ByteRange> ranges, List<Integer> starts, String field) {
        List<Integer> mentions = ranges.stream()
                .map(range -> IntStream.range(0, starts.size())
                        .filter(i -> range.first() <= starts.get(i) && starts.get(i) <= range.last())
                        .findFirst()
                        .orElseThrow())
                .toList();
        assertThat(mentions).as(field).isSorted();
    }
}
