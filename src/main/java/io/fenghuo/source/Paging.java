package io.fenghuo.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a JSON interface gives its posts in pages. {@code page:} is one of
 *
 * <ul>
 *   <li>{@code {cursor: POINTER, as: PARAMETER, more: POINTER, resume: true|false}}: a mark in the answer is sent back; with {@code resume}
 *       it is where the next read goes on, else reads begin at the head
 *   <li>{@code {number: PARAMETER, first: 1}}: pages are counted
 *   <li>{@code {since: PARAMETER}}: the greatest id so far is sent, and only newer posts come back
 *   <li>{@code {link: next}}: the header {@code Link} (RFC 8288) names the next page
 *   <li>{@code {next: POINTER}}: the answer holds its URL
 * </ul>
 *
 * and {@code window: {from: PARAMETER, to: PARAMETER, overlap: 5m, format: iso|seconds|millis}} asks for a span of time that reaches back
 * over the end of the last. Immutable.
 */
final class Paging {
    private static final List<String> WAYS = List.of("cursor", "number", "since", "link", "next");
    private static final List<String> FORMATS = List.of("iso", "seconds", "millis");
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,4000})>((?:\\s*;[^,<]*)*)");
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final String base;
    private final Map<?, ?> page;
    private final Map<?, ?> window;
    private final Duration history;
    private final boolean onward;

    Paging(SourceSpec spec) {
        base = Polite.url(spec);
        page = spec.options().get("page") instanceof Map<?, ?> said ? said : Map.of();
        window = spec.options().get("window") instanceof Map<?, ?> said ? said : Map.of();
        history = Manners.of(spec).history();
        onward = spec.type().equals("longpoll");
    }

    /** Where the next read begins. */
    String url(Cursor cursor, Instant now) {
        if (cursor.next() != null) {
            return cursor.next();
        }
        String url = base;
        if (window.get("from") != null) {
            Instant from = cursor.until() == null
                    ? now.minus(history)
                    : Instant.parse(cursor.until()).minus(overlap());
            url = with(url, text(window, "from"), time(from));
            url = window.get("to") == null ? url : with(url, text(window, "to"), time(now));
        }
        if (page.get("number") != null) {
            url = with(url, text(page, "number"), String.valueOf(first()));
        }
        String since = cursor.since();
        if (since != null && page.get("since") != null) {
            url = with(url, text(page, "since"), since);
        }
        return since != null && resumes() ? with(url, text(page, "as"), since) : url;
    }

    /** Whether a read begins where the last ended, so that an unchanged answer says nothing. */
    boolean resumes() {
        return page.get("cursor") != null && (onward || "true".equals(String.valueOf(page.get("resume"))));
    }

    /** What follows from an answer. */
    record Step(Cursor cursor, Parsed.Onward onward) {}

    /**
     * Goes on after an answer to {@link #url}.
     *
     * @param asked the URL it answers
     * @throws SourceException when the next page lies elsewhere
     */
    Step step(Cursor cursor, String asked, JsonNode root, Headers headers, List<Post> posts, Instant now)
            throws SourceException {
        Cursor after = cursor;
        if (window.get("from") != null && cursor.next() == null) {
            after = after.pending(now.toString());
        }
        if (page.get("since") != null) {
            String greatest = greatest(cursor.since(), posts);
            boolean moved = !Objects.equals(greatest, cursor.since());
            return new Step(settled(after.since(greatest)), moved ? Parsed.Onward.ALWAYS : Parsed.Onward.NO);
        }
        String mark = page.get("cursor") == null ? null : mark(root);
        if (resumes()) {
            boolean moved = mark != null && !mark.equals(cursor.since());
            boolean more =
                    moved && page.get("more") != null && truth(place("more").at(root));
            return new Step(
                    settled(mark == null ? after : after.since(mark)), more ? Parsed.Onward.ALWAYS : Parsed.Onward.NO);
        }
        String next = next(asked, root, headers, mark, posts);
        if (next == null || next.equals(asked)) {
            return new Step(settled(after), Parsed.Onward.NO);
        }
        return new Step(after.next(next), Parsed.Onward.WHILE_NEW);
    }

    /** The cursor after the last page of a read. */
    static Cursor settled(Cursor cursor) {
        return cursor.next(null)
                .until(cursor.pending() == null ? cursor.until() : cursor.pending())
                .pending(null);
    }

    private @Nullable String next(String asked, JsonNode root, Headers headers, @Nullable String mark, List<Post> posts)
            throws SourceException {
        if (page.get("cursor") != null) {
            boolean more = page.get("more") == null || truth(place("more").at(root));
            return more && mark != null ? with(asked, text(page, "as"), mark) : null;
        }
        if (page.get("number") != null) {
            String number = Objects.requireNonNullElse(parameter(asked, text(page, "number")), "");
            long n = number.matches("\\d{1,9}") ? Long.parseLong(number) : first();
            return posts.isEmpty() ? null : with(asked, text(page, "number"), String.valueOf(n + 1));
        }
        String said = null;
        if (page.get("link") != null) {
            said = link(headers.first("Link"), text(page, "link"));
        } else if (page.get("next") != null) {
            JsonNode node = place("next").at(root);
            said = node.isTextual() ? node.asText() : null;
        }
        return said == null || said.isBlank() ? null : here(asked, said);
    }

    /** The absolute URL of what an answer names; credentials go there, so it must be where we asked. */
    static String here(String asked, String said) throws SourceException {
        try {
            URI from = URI.create(asked.strip().replace(" ", "%20").replace("|", "%7C"));
            URI to = from.resolve(said.strip().replace(" ", "%20").replace("|", "%7C"));
            if (!Objects.equals(from.getScheme(), to.getScheme())
                    || !Objects.equals(from.getRawAuthority(), to.getRawAuthority())) {
                throw new SourceException("page.elsewhere", String.valueOf(to.getHost()));
            }
            return to.toString();
        } catch (IllegalArgumentException wrong) {
            throw new SourceException("page.elsewhere", said);
        }
    }

    private static @Nullable String link(@Nullable String header, String relation) {
        Matcher each = LINK.matcher(header == null ? "" : header);
        while (each.find()) {
            for (String parameter : each.group(2).split(";", -1)) {
                if (isRelation(parameter, relation)) {
                    return each.group(1);
                }
            }
        }
        return null;
    }

    /** Whether a parameter is {@code rel} and names this relation, alone or among others. */
    private static boolean isRelation(String parameter, String relation) {
        int sign = parameter.indexOf('=');
        return sign >= 0
                && parameter.substring(0, sign).strip().equalsIgnoreCase("rel")
                && Stream.of(parameter.substring(sign + 1).split("[\\s\"]+", -1))
                        .anyMatch(relation::equalsIgnoreCase);
    }

    private static @Nullable String greatest(@Nullable String before, List<Post> posts) {
        String most = before;
        for (Post post : posts) {
            if (most == null || isAfter(post.id(), most)) {
                most = post.id();
            }
        }
        return most;
    }

    /** Numbers by size, whatever their length; other ids as text. */
    private static boolean isAfter(String a, String b) {
        boolean numbers = a.matches("\\d+") && b.matches("\\d+");
        return (numbers && a.length() != b.length()) ? a.length() > b.length() : a.compareTo(b) > 0;
    }

    private @Nullable String mark(JsonNode root) {
        JsonNode node = place("cursor").at(root);
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty() ? node.asText() : null;
    }

    private static boolean truth(JsonNode node) {
        return node.isBoolean()
                ? node.asBoolean()
                : node.isValueNode() && !List.of("", "0", "false", "null").contains(node.asText());
    }

    private long first() {
        String said = String.valueOf(page.get("first"));
        return said.matches("\\d{1,9}") ? Long.parseLong(said) : 1;
    }

    private Duration overlap() {
        return Objects.requireNonNullElse(Polite.span(String.valueOf(window.get("overlap"))), OVERLAP);
    }

    private String time(Instant at) {
        return switch (String.valueOf(window.get("format"))) {
            case "seconds" -> String.valueOf(at.getEpochSecond());
            case "millis" -> String.valueOf(at.toEpochMilli());
            default -> at.truncatedTo(ChronoUnit.SECONDS).toString();
        };
    }

    private JsonPlace place(String key) {
        return JsonPlace.of(text(page, key));
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    /** {@code url} with this parameter, in place of one of the same name. */
    static String with(String url, String name, String value) {
        int hash = url.indexOf('#');
        String bare = hash < 0 ? url : url.substring(0, hash);
        int mark = bare.indexOf('?');
        List<String> pairs = new ArrayList<>();
        if (mark >= 0) {
            for (String pair : bare.substring(mark + 1).split("&", -1)) {
                if (!pair.isEmpty() && !name(pair).equals(name)) {
                    pairs.add(pair);
                }
            }
        }
        pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        return (mark < 0 ? bare : bare.substring(0, mark)) + "?" + String.join("&", pairs);
    }

    private static @Nullable String parameter(String url, String name) {
        int mark = url.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : url.substring(mark + 1).split("&", -1)) {
            if (name(pair).equals(name)) {
                int sign = pair.indexOf('=');
                return sign < 0 ? "" : URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static String name(String pair) {
        int sign = pair.indexOf('=');
        try {
            return URLDecoder.decode(sign < 0 ? pair : pair.substring(0, sign), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return pair;
        }
    }

    /** Everything that is wrong with {@code page:} and {@code window:}. */
    static List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        Object page = spec.options().get("page");
        if (page != null && !(page instanceof Map<?, ?> map && isPage(map))) {
            troubles.add(Trouble.of("spec.page"));
        }
        Object window = spec.options().get("window");
        if (window != null && !(window instanceof Map<?, ?> map && isWindow(map))) {
            troubles.add(Trouble.of("spec.window"));
        }
        return troubles;
    }

    private static boolean isPage(Map<?, ?> page) {
        long ways = WAYS.stream().filter(page::containsKey).count();
        if (ways != 1 || (page.containsKey("cursor") && !page.containsKey("as"))) {
            return false;
        }
        for (String key : List.of("cursor", "more", "next")) {
            if (page.get(key) != null && !isPlace(text(page, key))) {
                return false;
            }
        }
        return List.of("cursor", "as", "more", "resume", "number", "first", "since", "link", "next")
                .containsAll(page.keySet());
    }

    /** Whether it is a JSON pointer or a JSONPath that holds. */
    static boolean isPlace(String text) {
        return (text.startsWith("/") || text.startsWith("$")) && JsonPlace.fault("", text) == null;
    }

    private static boolean isWindow(Map<?, ?> window) {
        boolean span = window.get("overlap") == null || Polite.span(text(window, "overlap")) != null;
        boolean format = window.get("format") == null || FORMATS.contains(text(window, "format"));
        return window.get("from") != null
                && span
                && format
                && List.of("from", "to", "overlap", "format").containsAll(window.keySet());
    }
}
