package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every built-in has in common: a conditional request, and options read in one way. */
public final class Polite {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Polite() {}

    static Request request(SourceSpec spec, String accept, Cursor cursor) {
        return request(spec, accept, cursor, url(spec));
    }

    /** The same of another page than the head; only the head is asked for conditionally. */
    static Request request(SourceSpec spec, String accept, Cursor said, String url) {
        Cursor cursor = said.next() == null ? said : Cursor.EMPTY;
        Map<String, Secret> headers = new HashMap<>();
        headers.put("Accept", Secret.of(accept));
        if (cursor.etag() != null) {
            headers.put("If-None-Match", Secret.of(cursor.etag()));
        }
        if (cursor.modified() != null) {
            headers.put("If-Modified-Since", Secret.of(cursor.modified()));
        }
        spec.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        Secret cookie = Manners.cookie(spec);
        if (cookie != null) {
            headers.put("Cookie", cookie);
        }
        return new Request(url, headers, Conduct.of(spec), null);
    }

    public static String url(SourceSpec spec) {
        return Objects.requireNonNull(spec.url(), "a spec without problems has a url");
    }

    public static @Nullable String option(SourceSpec spec, String name) {
        Object value = spec.options().get(name);
        return value == null ? null : String.valueOf(value);
    }

    /** The source's own {@code zone:}, else the house's. */
    public static ZoneId zone(SourceSpec spec, ZoneId house) {
        String own = option(spec, "zone");
        return own == null ? house : ZoneId.of(own);
    }

    static boolean isZone(String name) {
        try {
            ZoneId.of(name);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    /** A span such as {@code 500ms}, {@code 30s}, {@code 5m}; null when it is none. */
    public static @Nullable Duration span(@Nullable String text) {
        Matcher found = text == null ? null : SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (found == null || !found.matches()) {
            return null;
        }
        long n = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
