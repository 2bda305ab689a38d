package io.fenghuo.channel.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all vendors' replies have in common. */
public final class Replies {
    /** Pause after a throttle that names no time. */
    public static final Duration THROTTLE = Duration.ofSeconds(60);

    /** Shorter ones would blot out half of what the vendor says. */
    private static final int SHORTEST = 4;

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Replies() {}

    /** What the transport alone decides, or null when the body must be read: a status of 200 to 299, or a refusal 400 to 499. */
    public static @Nullable Outcome transport(Reply reply, ChannelSpec spec, Instant now) {
        Reply.Failure failure = reply.failure();
        if (failure != null) {
            String words = detail(spec, reply.text());
            return switch (failure) {
                case NOT_SENT -> Outcome.retry(null, words);
                case TLS -> new Outcome(Outcome.Kind.RETRY, null, words, "cure.tls");
                case LOGIN -> Outcome.dead(words, "cure.login");
                case ADDRESS_REFUSED -> Outcome.dead(words, "cure.address");
                case NO_REPLY -> Outcome.ambiguous(words);
            };
        }
        int status = reply.status();
        if (status == 429) {
            return Outcome.throttled(
                    now.plus(retryAfter(reply, now, THROTTLE)), detail(spec, "HTTP 429 " + reply.text()));
        }
        if (status >= 500) {
            Duration wait = retryAfter(reply, now, Duration.ZERO);
            return Outcome.retry(
                    wait.isZero() ? null : now.plus(wait), detail(spec, "HTTP " + status + " " + reply.text()));
        }
        if (status < 200 || (status >= 300 && status < 400)) {
            return Outcome.rejected(detail(spec, "HTTP " + status + " redirect or unexpected status"), "cure.url");
        }
        return null;
    }

    /** A reply nobody can read: sent, perhaps arrived, never counted as delivered; a clear 4xx is a refusal. */
    public static Outcome unreadable(Reply reply, ChannelSpec spec) {
        String words = detail(spec, "HTTP " + reply.status() + " unreadable: " + reply.text());
        if (reply.status() == 401 || reply.status() == 403 || reply.status() == 404) {
            return Outcome.dead(words, "cure.url");
        }
        return reply.status() >= 400 ? Outcome.rejected(words, "cure.request") : Outcome.ambiguous(words);
    }

    /** Whether somebody's web page answered, such as the login of a proxy, whatever the status says. */
    public static boolean page(Reply reply) {
        String head = reply.text().stripLeading();
        return head.regionMatches(true, 0, "<!doctype html", 0, 14) || head.regionMatches(true, 0, "<html", 0, 5);
    }

    /** The first moment of the next day in {@code zone}, and a little for the vendor's clock. */
    public static Instant nextDay(Instant now, ZoneId zone) {
        return now.atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atTime(LocalTime.of(0, 5))
                .atZone(zone)
                .toInstant();
    }

    /** The body as a JSON object, or null when it is anything else. */
    public static @Nullable JsonNode object(Reply reply) {
        try {
            JsonNode node = JSON.readTree(reply.text());
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** The number under {@code name}, or null when there is none. */
    public static @Nullable Long number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isIntegralNumber() && value.canConvertToLong() ? value.asLong() : null;
    }

    public static String words(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? "" : value.asText();
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110 §10.2.3), between zero and a day. */
    public static Duration retryAfter(Reply reply, Instant now, Duration otherwise) {
        String value = reply.headers().get("retry-after");
        if (value == null) {
            return otherwise;
        }
        Duration wait;
        try {
            wait = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** The vendor's words on one line of at most 200 characters, the channel's secrets blotted out. */
    public static String detail(ChannelSpec spec, String vendorWords) {
        String head = vendorWords.length() > 4000 ? vendorWords.substring(0, 4000) : vendorWords;
        for (String secret : secrets(spec)) {
            head = head.replace(secret, "***");
        }
        return Plain.clip(Plain.line(head), 200);
    }

    /** Every spelling of what must not be shown: the URL, the values in its query, the last parts of its path, the signing secret, secret options. */
    static List<String> secrets(ChannelSpec spec) {
        List<String> found = new ArrayList<>();
        spec.options().values().forEach(option -> hidden(found, option));
        Secret secret = spec.secret();
        if (secret != null && !secret.reveal().isEmpty()) {
            found.add(secret.reveal());
            found.addAll(List.of(secret.reveal().strip().split("\\s+", -1)));
        }
        Secret address = spec.url();
        if (address != null) {
            found.add(address.reveal());
            try {
                URI uri = new URI(address.reveal());
                parts(found, uri.getRawQuery(), "[&=]");
                parts(found, uri.getRawPath(), "/");
                parts(found, uri.getRawUserInfo(), ":");
            } catch (java.net.URISyntaxException unreadable) {
                return found;
            }
        }
        found.sort(java.util.Comparator.comparingInt(String::length).reversed());
        return found;
    }

    private static void hidden(List<String> found, Object option) {
        if (option instanceof Secret secret && secret.reveal().length() >= SHORTEST) {
            found.add(secret.reveal());
            // such as the token in "Bearer token"
            parts(found, secret.reveal(), " ");
        } else if (option instanceof Map<?, ?> several) {
            several.values().forEach(one -> hidden(found, one));
        }
    }

    private static void parts(List<String> found, @Nullable String text, String separators) {
        if (text != null) {
            for (String part : text.split(separators, -1)) {
                if (part.length() >= 8 && !part.toLowerCase(Locale.ROOT).equals("access_token")) {
                    found.add(part);
                }
            }
        }
    }
}
