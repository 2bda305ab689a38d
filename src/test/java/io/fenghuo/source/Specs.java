package io.fenghuo.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** Entries of sources.yaml, and fixtures, for tests. */
public final class Specs {
    private Specs() {}

    public static SourceSpec of(String type, String url, Map<String, String> map, Map<String, Object> options) {
        return new SourceSpec(
                "s1", type, url, Duration.ofSeconds(60), null, "云朵家", null, null, map, Map.of(), options, true, null);
    }

    public static SourceSpec of(String type, String url, Map<String, String> map) {
        return of(type, url, map, Map.of());
    }

    static byte[] fixture(String name) {
        try (InputStream in = Specs.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
