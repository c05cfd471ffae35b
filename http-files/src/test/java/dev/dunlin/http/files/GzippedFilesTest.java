package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Gzip;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files behind a filter that compresses them: a client that has one is told so, in whichever coding it has it. */
class GzippedFilesTest {
    @RegisterExtension
    private final Site site = new Site();

    @ParameterizedTest
    @ValueSource(strings = {"/kept.txt", "/large.txt"})
    void aClientThatHasTheCodedFileIsToldSo(String target) throws Exception {
        site.file("kept.txt", "text ".repeat(1000));
        site.file("large.txt", "text ".repeat(100_000));
        try (FileHandler files = site.handler()) {
            Handler handler = Gzip.builder().build().apply(files);

            Response first = get(handler, target, "Accept-Encoding", "gzip");
            String tag = field(first, "ETag");
            assertThat(tag).startsWith("W/\"");
            assertThat(content(first)).startsWith("text text");

            Response second = get(handler, target, "Accept-Encoding", "gzip", "If-None-Match", tag);
            assertThat(second.status()).isEqualTo(304);
            assertThat(field(second, "ETag")).isEqualTo(tag);
            assertThat(field(second, "Vary")).isEqualTo("Accept-Encoding");
            assertThat(second.headers().contains("Content-Encoding")).isFalse();
        }
    }

    @Test
    void aClientThatHasTheFileAsItIsIsToldSo() throws Exception {
        site.file("file.txt", "text ".repeat(1000));
        try (FileHandler files = site.handler()) {
            Handler handler = Gzip.builder().build().apply(files);

            String tag = field(get(handler, "/file.txt"), "ETag");
            assertThat(tag).startsWith("\"");

            Response second = get(handler, "/file.txt", "Accept-Encoding", "gzip", "If-None-Match", tag);
            assertThat(second.status()).isEqualTo(304);
            assertThat(field(second, "ETag")).isEqualTo(tag);
        }
    }

    private static Response get(Handler handler, String target, String... fields) throws Exception {
        List<Response> answers = new ArrayList<>();
        handler.handle(
                Request.builder("GET", target).headers(Headers.of(fields)).build(), answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static String content(Response answer) throws Exception {
        byte[] compressed = answer.body().bytes(1 << 20).toCompletableFuture().join();
        answer.body().close();
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
