package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes bodies that compress, and checks after the test that each of them gave its memory back, once. */
final class GzipBodies implements AfterEachCallback {
    private final List<CountingDeflater> deflaters = new CopyOnWriteArrayList<>();

    Body compressed(Body content) {
        return new GzipBody(
                content,
                () -> {
                    CountingDeflater deflater = new CountingDeflater();
                    deflaters.add(deflater);
                    return deflater;
                },
                () -> {});
    }

    /** How many bodies have taken memory. */
    int begun() {
        return deflaters.size();
    }

    /** Content that does not compress. */
    static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(deflaters).allMatch(deflater -> deflater.ended.get() == 1, "ended once");
    }

    private static final class CountingDeflater extends Deflater {
        private final AtomicInteger ended = new AtomicInteger();

        CountingDeflater() {
            super(6, true);
        }

        @Override
        public void end() {
            ended.incrementAndGet();
            super.end();
        }
    }
}
