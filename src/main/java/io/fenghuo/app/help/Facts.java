package io.fenghuo.app.help;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Statement;
import io.fenghuo.playbook.Replies;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an incident says about itself, for the fields of scripts. */
final class Facts {
    /** What people call the fields; these stand in a script that could not be filled in. */
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("salutation", "称呼"),
            Map.entry("customer", "用户称呼"),
            Map.entry("product", "商品名"),
            Map.entry("order", "订单号"),
            Map.entry("deadline", "答复时间"),
            Map.entry("brand", "品牌"),
            Map.entry("host", "主播"),
            Map.entry("platform", "平台"),
            Map.entry("agent", "你的名字"),
            Map.entry("count", "人数"),
            Map.entry("category", "类别"),
            Map.entry("statement", "口径"));

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("今天 HH:mm", Locale.CHINA);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private Facts() {}

    /**
     * The fields' values, those unknown left out.
     *
     * @param posts newest last
     * @param agent the reader's name; empty = unknown
     */
    static Map<String, String> of(
            Incident incident,
            List<Post> posts,
            List<Statement> statements,
            Replies replies,
            String agent,
            Place here) {
        Map<String, String> values = new HashMap<>(replies.fields());
        Post first = posts.isEmpty() ? null : posts.get(0);
        values.put(
                "salutation",
                replies.salutation(
                        first == null ? "" : first.source(),
                        first == null ? null : first.author().tier()));
        boolean one = incident.counts().authors() <= 1;
        put(values, "customer", first == null || !one ? null : first.author().name());
        put(values, "product", of(posts, post -> post.subject().product()));
        put(values, "order", one ? of(posts, post -> post.subject().order()) : null);
        put(values, "host", of(posts, post -> post.subject().host()));
        put(values, "platform", first == null ? null : first.source());
        put(values, "brand", incident.brand());
        put(values, "category", incident.category());
        put(values, "agent", agent);
        values.put("count", String.valueOf(incident.counts().authors()));
        put(values, "deadline", deadline(incident, here));
        statements.stream()
                .filter(said -> said.stage() == Statement.Stage.PUBLISHED)
                .reduce((a, b) -> b)
                .ifPresent(said -> values.put("statement", said.text()));
        return values;
    }

    /** Where and when the reader is. */
    record Place(ZoneId zone, Instant now) {}

    /** The next promise to customers that can still be kept, as people say it. */
    private static @Nullable String deadline(Incident incident, Place here) {
        Optional<Instant> due = incident.clocks().stream()
                .filter(clock ->
                        clock.state() == Clock.Phase.RUNNING && clock.due().isAfter(here.now()))
                .filter(clock -> !clock.clock().equals(io.fenghuo.model.Clocks.ACKNOWLEDGE)
                        && !clock.clock().equals(io.fenghuo.model.Clocks.STATEMENT))
                .map(Clock::due)
                .min(Comparator.naturalOrder());
        return due.map(at -> {
                    boolean today = at.atZone(here.zone())
                            .toLocalDate()
                            .equals(here.now().atZone(here.zone()).toLocalDate());
                    return (today ? TODAY : DAY).format(at.atZone(here.zone()));
                })
                .orElse(null);
    }

    private static @Nullable String of(List<Post> posts, Function<Post, @Nullable String> part) {
        return posts.stream()
                .map(part)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value.strip());
        }
    }
}
