package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.field;
import static dev.dunlin.http.files.Site.get;
import static dev.dunlin.http.files.Site.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.FileBody;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is sent that asks for a part of a file (RFC 9110 §14), from memory and from an open file alike. */
class FileHandlerRangesTest {
    private static final String DIGITS = "0123456789";

    @RegisterExtension
    private final Site site = new Site().with("digits.txt", DIGITS).with("empty.txt", "");

    private final FileHandler inMemory = site.handler();
    private final FileHandler fromFile = site.serve(builder -> builder.inMemoryLimit(0));

    // ---- one range

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-4       | bytes 0-4/10 | 01234",
                "bytes=0-0       | bytes 0-0/10 | 0",
                "bytes=7-        | bytes 7-9/10 | 789",
                "bytes=9-        | bytes 9-9/10 | 9",
                "bytes=-3        | bytes 7-9/10 | 789",
                "bytes=-99       | bytes 0-9/10 | 0123456789",
                "bytes=0-        | bytes 0-9/10 | 0123456789",
                "bytes=5-99      | bytes 5-9/10 | 56789",
                "BYTES=5-6       | bytes 5-6/10 | 56",
                "bytes=5-6,6-7   | bytes 5-7/10 | 567",
                "bytes=8-9,6-7   | bytes 6-9/10 | 6789",
                "bytes=5-6,10-   | bytes 5-6/10 | 56"
            })
    void whatIsOneRangeIsSentAsOne(String range, String contentRange, String content) throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            Response answer = get(handler, "/digits.txt", "Range", range);

            assertThat(answer.status()).isEqualTo(206);
            assertThat(field(answer, "Content-Range")).isEqualTo(contentRange);
            assertThat(field(answer, "Content-Type")).isEqualTo("text/plain");
            assertThat(answer.body().length()).isEqualTo(content.length());
            assertThat(content(answer)).isEqualTo(content);
        }
    }

    @Test
    void aPartBearsTheFieldsOfTheWhole() throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            Response whole = get(handler, "/digits.txt");
            Response part = get(handler, "/digits.txt", "Range", "bytes=1-2");

            assertThat(part.headers().without("Content-Range")).isEqualTo(whole.headers());
            assertThat(field(whole, "Accept-Ranges")).isEqualTo("bytes");
            whole.body().close();
            part.body().close();
        }
    }

    @Test
    void aPartIsSentFromWhereTheWholeLies() throws IOException {
        Response ofMemory = get(inMemory, "/digits.txt", "Range", "bytes=3-5");
        assertThat(ofMemory.body()).isInstanceOf(MemoryBody.class);

        Response ofFile = get(fromFile, "/digits.txt", "Range", "bytes=3-5");
        assertThat(ofFile.body()).isInstanceOf(FileBody.class);
        assertThat(((FileBody) ofFile.body()).offset()).isEqualTo(3);
        ofFile.body().close();
    }

    // ---- several ranges

    @Test
    void severalRangesAreSentAsPartsInTheOrderOfTheirMention() throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            Response answer = get(handler, "/digits.txt", "Range", "bytes=-1, 0-1, 4-5, 2-2, 20-");

            assertThat(answer.status()).isEqualTo(206);
            assertThat(field(answer, "Content-Range")).isEmpty();
            assertThat(field(answer, "ETag")).isNotEmpty();
            long length = answer.body().length();
            String content = content(answer);
            assertThat(content).hasSize((int) length);
            assertThat(parts(answer, content))
                    .containsExactly(
                            "Content-Type: text/plain\r\nContent-Range: bytes 9-9/10\r\n\r\n9",
                            "Content-Type: text/plain\r\nContent-Range: bytes 0-2/10\r\n\r\n012",
                            "Content-Type: text/plain\r\nContent-Range: bytes 4-5/10\r\n\r\n45");
        }
    }

    /** Takes a content apart as RFC 2046 §5.1.1 says. */
    private static List<String> parts(Response answer, String content) {
        String type = field(answer, "Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String delimiter = "\r\n--" + type.substring(type.indexOf('=') + 1);
        List<String> parts = new ArrayList<>(List.of(("\r\n" + content).split(delimiter, -1)));
        assertThat(parts.remove(0)).isEmpty();
        assertThat(parts.remove(parts.size() - 1)).isEqualTo("--\r\n");
        assertThat(parts).allSatisfy(part -> assertThat(part).startsWith("\r\n"));
        return parts.stream().map(part -> part.substring(2)).toList();
    }

    @Test
    void partsHoldTheFileOpenUntilTheyWereSent() throws IOException {
        try (FileHandler bare = site.builder().inMemoryLimit(0).cacheBytes(0).build()) {
            Response sent = get(bare, "/digits.txt", "Range", "bytes=0-1,4-5");
            Response refused = get(bare, "/digits.txt", "Range", "bytes=0-1,4-5");
            assertThat(OpenFiles.below(site.root)).isEqualTo(2);

            content(sent);
            refused.body().close();

            assertThat(OpenFiles.below(site.root)).isZero();
        }
    }

    @Test
    void aFileThatWasClosedByAnInterruptionIsOpenedAgain() throws IOException {
        for (String range : List.of("bytes=0-1", "bytes=0-1,4-5")) {
            FileBody body = (FileBody) get(fromFile, "/digits.txt").body();
            body.channel().close();
            body.close();

            assertThat(content(get(fromFile, "/digits.txt", "Range", range))).contains("01");
        }
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    // ---- none

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines=0-4",
                "bytes=4-2",
                "bytes=x",
                "bytes=",
                "bytes",
                "",
                "0-4",
                "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,0-0,1-1,2-2,3-3,4-4,5-5,6-6"
            })
    void aRangeThatIsNotUnderstoodOrOneOfTooManyIsIgnored(String range) throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            assertWhole(get(handler, "/digits.txt", "Range", range));
        }
    }

    @Test
    void rangeOnSeveralLinesIsIgnored() throws IOException {
        assertWhole(get(inMemory, "/digits.txt", "Range", "bytes=0-1", "Range", "bytes=0-1"));
    }

    private static void assertWhole(Response answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Range")).isEmpty();
        assertThat(content(answer)).isEqualTo(DIGITS);
    }

    @Test
    void headIsAnsweredAsIfTheWholeWereAskedFor() throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            assertWhole(request(handler, "HEAD", "/digits.txt", "Range", "bytes=0-1"));
            assertWhole(request(handler, "HEAD", "/digits.txt", "Range", "bytes=20-"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/digits.txt, bytes=10-, 10",
        "/digits.txt, bytes=-0, 10",
        "/digits.txt, bytes=99999999999999999999-, 10"
    })
    void whereNothingLiesInTheRangeTheClientIsToldTheSize(String target, String range, long size) throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            Response answer = get(handler, target, "Range", range);

            assertThat(answer.status()).isEqualTo(416);
            assertThat(field(answer, "Content-Range")).isEqualTo("bytes */" + size);
        }
        assertThat(OpenFiles.below(site.root)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-5", "bytes=5-", "bytes=0-0,2-3", "x"})
    void anEmptyFileIsSentWholeWhateverPartOfItIsAskedFor(String range) throws IOException {
        for (FileHandler handler : List.of(inMemory, fromFile)) {
            Response answer = get(handler, "/empty.txt", "Range", range);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(field(answer, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(answer.body().length()).isZero();
        }
    }

    // ---- preconditions

    @Test
    void aRangeIsSentOnlyOfTheVersionThatTheClientHasAPartOf() throws IOException {
        Response whole = get(inMemory, "/digits.txt");
        String tag = field(whole, "ETag");
        String date = field(whole, "Last-Modified");

        for (FileHandler handler : List.of(inMemory, fromFile)) {
            for (String same : List.of(tag, date)) {
                Response part = get(handler, "/digits.txt", "Range", "bytes=5-", "If-Range", same);
                assertThat(part.status()).isEqualTo(206);
                assertThat(content(part)).isEqualTo("56789");
            }
            for (String other : List.of("\"other\"", "W/" + tag, "Tue, 03 Feb 2026 08:49:37 GMT", "no date")) {
                assertWhole(get(handler, "/digits.txt", "Range", "bytes=5-", "If-Range", other));
                assertWhole(get(handler, "/digits.txt", "Range", "bytes=20-", "If-Range", other));
            }
        }
    }

    @Test
    void aYoungFileIsNotPutTogetherOfParts() throws IOException {
        site.file("young.txt", DIGITS, Site.START);
        String weak = field(get(inMemory, "/young.txt"), "ETag");
        String date = field(get(inMemory, "/young.txt"), "Last-Modified");

        assertWhole(get(inMemory, "/young.txt", "Range", "bytes=5-", "If-Range", weak));
        assertWhole(get(inMemory, "/young.txt", "Range", "bytes=5-", "If-Range", date));

        site.pass(Duration.ofSeconds(1));
        assertThat(get(inMemory, "/young.txt", "Range", "bytes=5-", "If-Range", weak.substring(2))
                        .status())
                .isEqualTo(206);
    }

    @Test
    void preconditionsComeBeforeTheRange() throws IOException {
        String tag = field(get(inMemory, "/digits.txt"), "ETag");

        for (FileHandler handler : List.of(inMemory, fromFile)) {
            for (String range : List.of("bytes=0-1", "bytes=20-")) {
                assertThat(get(handler, "/digits.txt", "Range", range, "If-None-Match", tag)
                                .status())
                        .isEqualTo(304);
                assertThat(get(handler, "/digits.txt", "Range", range, "If-Match", "\"other\"")
                                .status())
                        .isEqualTo(412);
            }
        }
    }

    // ---- far into a big file

    /** A sparse file: what was not written takes no room and reads as zeros. */
    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 32, (1L << 40) + 7})
    void rangesReachPastTwoAndFourGibibytes(long place) throws IOException {
        site.file("sparse.bin", "");
        try (FileChannel file = FileChannel.open(
                site.root.resolve("sparse.bin"), StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap(DIGITS.getBytes(US_ASCII)), place);
        }
        long size = place + 10;

        for (String range :
                List.of("bytes=" + (place + 2) + "-" + (place + 4), "bytes=" + (place + 2) + "-", "bytes=-8")) {
            Response part = get(fromFile, "/sparse.bin", "Range", range);
            assertThat(part.status()).isEqualTo(206);
            assertThat(field(part, "Content-Range"))
                    .startsWith("bytes " + (place + 2) + "-")
                    .endsWith("/" + size);
            assertThat(content(part)).startsWith("234");
        }
        Response most = get(fromFile, "/sparse.bin", "Range", "bytes=1-");
        assertThat(most.body().length()).isEqualTo(size - 1);
        most.body().close();

        Response parts = get(fromFile, "/sparse.bin", "Range", "bytes=0-0,-1");
        assertThat(parts(parts, content(parts))).last().asString().endsWith("\r\n\r\n9");
        Response nearlyAll = get(fromFile, "/sparse.bin", "Range", "bytes=0-0,2-");
        assertThat(nearlyAll.body().length()).isGreaterThan(size);
        nearlyAll.body().close();
        assertThat(field(get(fromFile, "/sparse.bin", "Range", "bytes=" + size + "-"), "Content-Range"))
                .isEqualTo("bytes */" + size);
    }
}
