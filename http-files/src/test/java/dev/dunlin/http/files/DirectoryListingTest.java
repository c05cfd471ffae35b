package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.Resolution.DirectoryFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryListingTest {
    private static final String[] JSON = {"Accept", "application/json"};
    private static final int SMALL = 100;

    @RegisterExtension
    private final Site site = new Site();

    /** What is to be done on other threads than those of event loops. */
    private final Queue<Runnable> elsewhere = new ArrayDeque<>();

    private final List<Response> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private DirectoryListing listing;

    @BeforeEach
    void makeSite() throws IOException {
        Files.createDirectory(site.root.resolve("dir"));
        listing = listing(site.disk, 10_000_000);
    }

    private DirectoryListing listing(Disk disk, long maxBytes) throws IOException {
        return new DirectoryListing(site.root.toRealPath(), disk, maxBytes, site, elsewhere::add);
    }

    // ---- what is responded

    @Test
    void theAnswerIsAPageThatMayDoNothing() throws IOException {
        site.file("dir/file.txt", "content");

        Response answer = answer("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(content(answer)).contains("<base href=\"/dir/\">", "href=\"./file.txt\"");
        assertThat(answer.headers().without("ETag"))
                .isEqualTo(Headers.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none';"
                                + " frame-ancestors 'self'",
                        "Cache-Control",
                        "no-cache",
                        "Vary",
                        "Accept",
                        "X-Content-Type-Options",
                        "nosniff"));
        assertThat(Site.field(answer, "ETag")).startsWith("W/\"");
    }

    @Test
    void programsAreAnsweredInJson() throws IOException {
        site.file("dir/file.txt", "content");

        Response answer = answer("", JSON);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).get("path").getAsString()).isEqualTo("/dir/");
        assertThat(names(answer)).containsExactly("file.txt");
        assertThat(answer.headers().without("ETag"))
                .isEqualTo(Headers.of(
                        "Content-Type",
                        "application/json",
                        "Cache-Control",
                        "no-cache",
                        "Vary",
                        "Accept",
                        "X-Content-Type-Options",
                        "nosniff"));
    }

    @Test
    void theQueryGivesTheOrderOfBoth() throws IOException {
        site.file("dir/a", "1");
        site.file("dir/b", "333");
        site.file("dir/c", "22");

        assertThat(content(answer("?sort=size&order=desc"))).containsSubsequence(">b<", ">c<", ">a<");
        assertThat(names(answer("?sort=size&order=desc", JSON))).containsExactly("b", "c", "a");
        assertThat(names(answer("?sort=size", JSON))).containsExactly("a", "c", "b");
        assertThat(names(answer("?sort=%zz", JSON))).containsExactly("a", "b", "c");
    }

    @Test
    void aDirectoryOfTenThousandIsListedWholeAndOneMoreIsTruncated() throws IOException {
        listing = listing(Disk.LOCAL, 10_000_000);
        fill("dir", 10_000);
        assertThat(json(answer("", JSON)).get("truncated").getAsBoolean()).isFalse();
        assertThat(names(answer("", JSON))).hasSize(10_000).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);

        Files.createFile(site.root.resolve("dir/one-more"));
        site.pass(Duration.ofSeconds(1));

        assertThat(json(answer("", JSON)).get("truncated").getAsBoolean()).isTrue();
        assertThat(names(answer("", JSON))).hasSize(10_000);
        assertThat(content(answer(""))).contains("only the first 10,000 of a larger directory, unsorted");
    }

    @Test
    void whatTheClientHasAlreadyIsNotWrittenAgain() throws IOException {
        for (int count : new int[] {1, SMALL + 1}) {
            fill("dir", count);
            site.pass(Duration.ofSeconds(1));
            for (String[] accept : new String[][] {{"Accept", "text/html"}, JSON}) {
                String tag = Site.field(answer("?sort=size", accept), "ETag");

                Response again = answer("?sort=size", accept[0], accept[1], "If-None-Match", tag);

                assertThat(again.status()).isEqualTo(304);
                assertThat(again.body().length()).isZero();
                assertThat(again.headers())
                        .isEqualTo(Headers.of("Cache-Control", "no-cache", "Vary", "Accept", "ETag", tag));
            }
        }
    }

    @Test
    void whatHasChangedAndWhatIsInAnotherFormIsWritten() throws IOException {
        fill("dir", 1);
        String tag = Site.field(answer(""), "ETag");

        assertThat(answer("", "Accept", "application/json", "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
        assertThat(answer("", "If-Match", "\"other\"").status()).isEqualTo(412);
        fill("dir", 2);
        assertThat(answer("", "If-None-Match", tag).status()).isEqualTo(200);
    }

    @Test
    void aDateIsNoPreconditionAndThereAreNoRanges() throws IOException {
        fill("dir", 1);
        String past = "Thu, 05 Feb 1970 08:49:37 GMT";
        String future = "Thu, 05 Feb 2050 08:49:37 GMT";

        assertThat(answer("", "If-Unmodified-Since", past).status()).isEqualTo(200);
        assertThat(answer("", "If-Modified-Since", future).status()).isEqualTo(200);
        assertThat(answer("", "Range", "bytes=0-0").status()).isEqualTo(200);
    }

    // ---- how it is read

    @Test
    void aSmallDirectoryIsReadAtOnceAndHasALength() throws IOException {
        fill("dir", SMALL);

        respond("dir", "GET", "");

        assertThat(elsewhere).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.body().length())
                        .isEqualTo(content(answer).getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void aLargeOneIsReadElsewhere() throws IOException {
        fill("dir", 2 * SMALL);

        respond("dir", "GET", "");

        verify(site.disk, atMost(SMALL + 10)).attributes(any(OpenDirectory.class), any());
        assertThat(answers).isEmpty();
        runElsewhere();
        assertThat(names(answer("", JSON))).hasSize(2 * SMALL);
    }

    @Test
    void soIsOneOfManyNamesThatAreNotListed() throws IOException {
        for (int i = 0; i < SMALL; i++) site.file("dir/.hidden" + i, "");
        fill("dir", 1);

        respond("dir", "GET", "");

        assertThat(elsewhere).hasSize(1);
        runElsewhere();
        assertThat(names(answer("", JSON))).hasSize(1);
    }

    @Test
    void manyRequestsOfTheSameMomentShareOneReading() throws IOException {
        fill("dir", 2 * SMALL);
        for (int i = 0; i < 100; i++) respond("dir", "GET", "?sort=size");
        assertThat(elsewhere).hasSize(1);

        runElsewhere();
        respond("dir", "GET", "?sort=name");

        assertThat(answers).hasSize(101);
        assertThat(elsewhere).isEmpty();
        assertThat(listing.bytes()).isLessThan(100 * 2 * SMALL);
    }

    @Test
    void aLargeOneIsReadOnceASecondAlthoughItChangesAllTheTime() throws IOException {
        fill("dir", 2 * SMALL);
        answer("");
        site.file("dir/new", "");
        clearInvocations(site.disk);

        assertThat(names(answer("", JSON))).doesNotContain("new");
        verify(site.disk, never()).entries(any());

        site.pass(Duration.ofSeconds(1));
        assertThat(names(answer("", JSON))).contains("new");
        verify(site.disk, times(1)).entries(any());
    }

    @Test
    void aChangeOfASmallOneShowsAtOnceAndThatOfAFileInItWithinASecond() throws IOException {
        fill("dir", 1);
        answer("");
        site.file("dir/new", "");
        assertThat(names(answer("", JSON))).contains("new");

        site.file("dir/new", "longer");
        site.pass(Duration.ofSeconds(1));
        assertThat(content(answer("", JSON))).contains("\"size\":6");
    }

    @Test
    void tooManyLargeOnesAtOnceHaveToWait() throws IOException {
        for (int i = 0; i < 33; i++) fill("dir" + i, SMALL + 1);
        for (int i = 0; i < 33; i++) respond("dir" + i, "GET", "");

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Site.field(answer, "Retry-After")).isEqualTo("1");
        });
        runElsewhere();
        assertThat(answers)
                .hasSize(33)
                .filteredOn(answer -> answer.status() == 200)
                .hasSize(32);
        respond("dir32", "GET", "");
        runElsewhere();
        assertThat(answers.get(33).status()).isEqualTo(200);
    }

    // ---- how it is sent

    @Test
    void aLargeOneIsWrittenElsewhereAsItIsTaken() throws IOException {
        listing = listing(Disk.LOCAL, 10_000_000);
        fill("dir", 1_000);
        Body body = answer("").body();
        assertThat(body.length()).isEqualTo(Body.UNKNOWN_LENGTH);

        Download download = new Download(body);
        assertThat(elsewhere).isEmpty();
        for (int piece = 1; piece <= 3; piece++) {
            download.next();
            runElsewhere();
            assertThat(download.length()).isEqualTo(piece * 16 * 1024);
            assertThat(((ListingBody) body).heldBytes()).isLessThan(8 * 1024);
        }
        download.next().finish();
        runElsewhere();
        assertThat(download.text()).endsWith("</html>\n").contains("file999");
        assertThat(download.isComplete()).isTrue();
    }

    @Test
    void whatIsWrittenPieceByPieceIsWhatIsWrittenAtOnce() throws IOException {
        fill("dir", 1_000);
        Listing whole = new ListingReader(site.root, Disk.LOCAL)
                .read(site.root.toRealPath().resolve("dir"), new ListingReader.Bounds(1_000, 1_000));
        TreePath place = new TreePath(List.of("dir"), true);
        ListingOrder order = new ListingOrder(ListingOrder.Column.MODIFIED, true);

        assertThat(content(answer("?sort=modified&order=desc")))
                .isEqualTo(ListingStream.whole(whole, new ListingPage(place, order), order));
        assertThat(content(answer("?sort=modified&order=desc", JSON)))
                .isEqualTo(ListingStream.whole(whole, new ListingJson(place), order));
    }

    @Test
    void nothingOfALargeOneIsWrittenForAHead() throws IOException {
        fill("dir", SMALL + 1);
        respond("dir", "HEAD", "");
        runElsewhere();
        respond("dir", "HEAD", "");

        assertThat(elsewhere).isEmpty();
        assertThat(answers)
                .hasSize(2)
                .allMatch(answer -> answer.status() == 200 && answer.body().length() == Body.UNKNOWN_LENGTH);
    }

    @Test
    void aClientThatTakesItsTimeHasToMakeRoomForOthers() throws IOException {
        listing = listing(site.disk, 1);
        fill("dir", 300);
        fill("other", 300);
        Body slow = answer("").body();
        Download download = new Download(slow).next();
        runElsewhere();

        respond("other", "GET", "");
        runElsewhere();
        assertThat(answers.get(0).status()).as("not so soon").isEqualTo(503);
        site.pass(Duration.ofSeconds(10));
        respond("other", "GET", "");
        runElsewhere();

        assertThat(answers.get(1).status()).isEqualTo(200);
        download.next();
        runElsewhere();
        download.next();
        runElsewhere();
        assertThat(download.failure()).isInstanceOf(IOException.class);
        assertThat(download.isComplete()).isFalse();
    }

    @Test
    void whatWasSentOrRefusedIsLetGoOf() throws IOException {
        fill("dir", SMALL + 1);
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i < 3; i++) bodies.add(answer("").body());
        new Download(bodies.get(0)).next();
        listing.close();
        assertThat(listing.bytes()).isPositive();

        bodies.forEach(Body::close);
        bodies.forEach(Body::close);

        assertThat(listing.bytes()).isZero();
    }

    // ---- what goes wrong

    @Test
    void aDirectoryThatMayNotBeReadIsForbidden() throws IOException {
        doThrow(new AccessDeniedException("dir")).when(site.disk).entries(any());

        assertThat(answer("").status()).isEqualTo(403);
        assertThat(answer("", JSON).status()).isEqualTo(403);
    }

    @Test
    void aDirectoryThatIsGoneIsNotFound() throws IOException {
        doThrow(new NoSuchFileException("dir"), new NotDirectoryException("dir"))
                .when(site.disk)
                .entries(any());

        assertThat(answer("").status()).isEqualTo(404);
        assertThat(answer("").status()).isEqualTo(404);
    }

    @Test
    void aDiskThatFailsIsAnError() throws IOException {
        doThrow(new FileSystemException("dir", null, "Too many open files"))
                .when(site.disk)
                .entries(any());

        assertThatIOException().isThrownBy(() -> answer("")).withMessageContaining("Too many open files");
    }

    @Test
    void theSameIsSaidOfALargeOneThatIsReadElsewhere() throws IOException {
        fill("dir", SMALL + 1);
        for (Exception cause : List.of(
                new AccessDeniedException("dir"),
                new NoSuchFileException("dir"),
                new IOException("Input/output error"),
                new IllegalStateException("odd"))) {
            respond("dir", "GET", "");
            respond("dir", "GET", "");
            doThrow(cause).when(site.disk).entries(any());
            runElsewhere();
            doAnswer(call -> Disk.LOCAL.entries(call.getArgument(0)))
                    .when(site.disk)
                    .entries(any());
        }

        assertThat(answers).extracting(Response::status).containsExactly(403, 403, 404, 404);
        assertThat(failures).hasSize(4).allMatch(IOException.class::isInstance);
    }

    @Test
    void aDirectoryThatIsSwappedIsToBeLookedForAgain() throws IOException {
        DirectoryFound found = found("dir");
        Files.delete(site.root.resolve("dir"));
        site.link("dir", site.outside);

        assertThat(listing.respond(found, Request.builder("GET", "/dir/").build(), answers::add))
                .isFalse();
        assertThat(answers).isEmpty();
    }

    @Test
    void aLargeOneThatIsSwappedMeanwhileIsUnavailable() throws IOException {
        fill("dir", SMALL + 1);
        respond("dir", "GET", "");
        Files.move(site.root.resolve("dir"), site.outside.resolve("moved"));
        site.link("dir", site.outside.resolve("moved"));

        runElsewhere();

        assertThat(answers).extracting(Response::status).containsExactly(503);
    }

    @Test
    void whereThereAreNoThreadsNobodyWaitsForEver() throws IOException {
        listing = new DirectoryListing(site.root.toRealPath(), site.disk, 1_000_000, site, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        fill("dir", SMALL + 1);

        for (int i = 0; i < 2; i++) {
            try {
                respond("dir", "GET", "");
            } catch (OutOfMemoryError expected) {
                assertThat(answers).hasSize(i + 1).allMatch(answer -> answer.status() == 503);
            }
        }
        assertThat(answers).hasSize(2);
    }

    private void fill(String directory, int count) throws IOException {
        Files.createDirectories(site.root.resolve(directory));
        for (int i = 0; i < count; i++) {
            Path file = site.root.resolve(directory + "/file" + i);
            if (!Files.exists(file)) Files.createFile(file);
        }
    }

    private DirectoryFound found(String directory) throws IOException {
        Path path = site.root.toRealPath().resolve(directory);
        return new DirectoryFound(
                path, FileVersion.of(Disk.LOCAL.attributes(path)), new TreePath(List.of(directory), true));
    }

    private void respond(String directory, String method, String query, String... fields) throws IOException {
        Request request = Request.builder(method, "/" + directory + "/" + query)
                .headers(Headers.of(fields))
                .build();
        Responder responder = new Responder() {
            @Override
            public void respond(Response response) {
                answers.add(response);
            }

            @Override
            public void fail(Throwable cause) {
                failures.add(cause);
            }
        };
        assertThat(listing.respond(found(directory), request, responder)).isTrue();
    }

    private void runElsewhere() {
        for (Runnable task = elsewhere.poll(); task != null; task = elsewhere.poll()) task.run();
    }

    /** The answer of the directory, wherever it is made. */
    private Response answer(String query, String... fields) throws IOException {
        int before = answers.size();
        respond("dir", "GET", query, fields);
        runElsewhere();
        assertThat(answers).hasSize(before + 1);
        return answers.remove(before);
    }

    private String content(Response answer) {
        CompletableFuture<byte[]> bytes = answer.body().bytes(Integer.MAX_VALUE).toCompletableFuture();
        runElsewhere();
        answer.body().close();
        return new String(bytes.join(), StandardCharsets.UTF_8);
    }

    private JsonObject json(Response answer) {
        return JsonParser.parseString(content(answer)).getAsJsonObject();
    }

    private List<String> names(Response answer) {
        return StreamSupport.stream(json(answer).getAsJsonArray("entries").spliterator(), false)
                .map(entry -> entry.getAsJsonObject().get("name").getAsString())
                .toList();
    }
}
