package io.fenghuo.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Secret;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the credentials of a source end: on the day {@code expires:} says, or when a JSON Web Token among its secrets says itself ({@code exp},
 * RFC 7519 §4.1.4). Tokens are not checked: they are ours, and only their date is looked at.
 */
public final class Expiring {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JWT =
            Pattern.compile("(?<![A-Za-z0-9_])(eyJ[A-Za-z0-9_-]{4,4000})\\.([A-Za-z0-9_-]{4,8000})\\.");

    /** UTF-16 units of a secret that are looked through; no server takes a longer header. */
    private static final int LONGEST = 20_000;

    /** The year 10000: a token that ends then does not end. */
    private static final long NEVER = 253_402_300_800L;

    private Expiring() {}

    /** The earliest end of the credentials in an entry without problems; null = none is known. */
    public static @Nullable Instant of(SourceSpec spec, ZoneId zone) {
        List<Instant> ends = new ArrayList<>();
        String said = Polite.option(spec, "expires");
        if (said != null) {
            ends.add(Objects.requireNonNull(day(said, Polite.zone(spec, zone)), "checked before"));
        }
        Stream.concat(spec.headers().values().stream(), secrets(spec.options()))
                .forEach(secret -> tokens(secret.reveal(), ends));
        return ends.stream().min(Instant::compareTo).orElse(null);
    }

    static List<Trouble> problems(SourceSpec spec) {
        String said = Polite.option(spec, "expires");
        return said == null || day(said, ZoneId.of("UTC")) != null
                ? List.of()
                : List.of(Trouble.of("spec.expires", said));
    }

    private static @Nullable Instant day(String text, ZoneId zone) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static Stream<Secret> secrets(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return secrets(List.copyOf(map.values()));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().flatMap(Expiring::secrets);
        }
        return value instanceof Secret secret ? Stream.of(secret) : Stream.empty();
    }

    private static void tokens(String text, List<Instant> ends) {
        Matcher found = JWT.matcher(Limits.cut(text, LONGEST));
        while (found.find()) {
            try {
                JsonNode exp = JSON.readTree(Base64.getUrlDecoder().decode(found.group(2)))
                        .path("exp");
                if (exp.isNumber() && exp.asLong() > 0 && exp.asLong() < NEVER) {
                    ends.add(Instant.ofEpochSecond(exp.asLong()));
                }
            } catch (IOException | IllegalArgumentException | DateTimeException noToken) {
                // Something that only looks like one.
            }
        }
    }
}
