package io.fenghuo;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long any test waits for what has to come: long enough for a slow and busy machine, since nobody waits for what has come. */
public final class Patience implements BeforeAllCallback {
    /** Unless a test says otherwise. */
    public static final Duration USUAL = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
