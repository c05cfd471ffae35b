package dev.dunlin.demo;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what is to come: so long that a slow machine is no reason to fail. As an extension of all tests of
 * this module it holds for whatever they await.
 */
public final class Patience implements BeforeAllCallback {
    public static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
