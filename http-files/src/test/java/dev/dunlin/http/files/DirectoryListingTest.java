package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryListingTest {
    private static final TreePath PLACE = new TreePath(List.of("dir"), true);
    private static final String[] JSON = {"Accept", "application/json"};

    @RegisterExtension
    private final Site site = new Site();

    private DirectoryListing listing;

    @BeforeEach
    void makeSite() throws IOException {
        Files.createDirectory(site.root.resolve("dir"));
        listing = new DirectoryListing(site.root.toRealPath(), site.disk);
    }

    @Test
    void theAnswerIsAPageThatMayDoNothing() throws IOException {
        site.file("dir/file.txt", "content");

        Response answer = answer("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(content(answer)).contains("<base href=\"/dir/\">", "href=\"./file.txt\"");
        assertThat(answer.headers())
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
    }

    @Test
    void programsAreAnsweredInJson() throws IOException {
        site.file("dir/file.txt", "content");

        Response answer = answer("", JSON);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).get("path").getAsString()).isEqualTo("/dir/");
        assertThat(names(answer)).containsExactly("file.txt");
        assertThat(answer.headers())
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
        for (int i = 0; i < 10_000; i++) Files.createFile(site.root.resolve("dir/file" + i));
        assertThat(json(answer("", JSON)).get("truncated").getAsBoolean()).isFalse();
        assertThat(names(answer("", JSON))).hasSize(10_000).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);

        Files.createFile(site.root.resolve("dir/one-more"));

        assertThat(json(answer("", JSON)).get("truncated").getAsBoolean()).isTrue();
        assertThat(names(answer("", JSON))).hasSize(10_000);
        assertThat(content(answer(""))).contains("only the first 10,000 of a larger directory, unsorted");
    }

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

    private Response answer(String query, String... fields) throws IOException {
        Request request = Request.builder("GET", "/dir/" + query)
                .headers(Headers.of(fields))
                .build();
        return listing.answer(request, site.root.toRealPath().resolve("dir"), PLACE);
    }

    private static JsonObject json(Response answer) {
        return JsonParser.parseString(content(answer)).getAsJsonObject();
    }

    private static List<String> names(Response answer) {
        return StreamSupport.stream(json(answer).getAsJsonArray("entries").spliterator(), false)
                .map(entry -> entry.getAsJsonObject().get("name").getAsString())
                .toList();
    }
}
