package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.casebook.Masking;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/channels.yaml}. Types of plug-ins are let through with whatever keys they bring. */
public final class ChannelsReader {
    private static final List<String> COMMON =
            List.of("id", "type", "levels", "url", "secret", "to", "fallback", "phone", "allow-private");
    /** Options of every type: how much of strangers' words goes out by it. */
    private static final List<String> EVERY = List.of("redact", "redact-also");
    /** Type → keys it reads beside the common ones. */
    private static final Map<String, List<String>> OPTIONS = new LinkedHashMap<>();

    private static final Set<String> BY_URL =
            Set.of("wecom-robot", "dingtalk", "feishu", "slack", "webhook", "ntfy", "discord", "teams", "alertmanager");
    private static final Set<String> KEY_IN_URL =
            Set.of("wecom-robot", "dingtalk", "feishu", "slack", "discord", "teams");
    /** Types that speak to a vendor's interface; {@code url} only when it is elsewhere. */
    private static final Set<String> APPS = Set.of("wecom-app", "telegram", "slack-app", "feishu-app");
    /** Types that have an address of their own, so that {@code url} is wanted only for another. */
    private static final Set<String> URL_OPTIONAL =
            Set.of("bark", "serverchan", "pagerduty", "wecom-app", "telegram", "slack-app", "feishu-app");
    /** Keys whose values let others in. */
    private static final Set<String> HIDDEN = Set.of("token", "aes-key", "signing", "verification", "encrypt-key");

    private static final Set<String> RESERVED = Set.of(Names.PHONE, "groups");

    static {
        OPTIONS.put("email", List.of("from", "lang"));
        OPTIONS.put("wecom-robot", List.of("keyword", "at-all", "lang"));
        OPTIONS.put("dingtalk", List.of("keyword", "at-all", "lang"));
        OPTIONS.put("feishu", List.of("keyword", "at-all", "lang"));
        OPTIONS.put("slack", List.of("at-all", "lang"));
        OPTIONS.put(
                "wecom-app",
                List.of("corpid", "agentid", "users", "party", "tag", "token", "aes-key", "at-all", "lang"));
        OPTIONS.put("telegram", List.of("chat", "callback", "lang"));
        OPTIONS.put("slack-app", List.of("chat", "signing", "at-all", "lang"));
        OPTIONS.put("feishu-app", List.of("app-id", "chat", "verification", "encrypt-key", "at-all", "lang"));
        OPTIONS.put("webhook", List.of("headers", "lang"));
        OPTIONS.put("bark", List.of("volume", "lang"));
        OPTIONS.put("ntfy", List.of("topic", "lang"));
        OPTIONS.put("discord", List.of("at-all", "lang"));
        OPTIONS.put("teams", List.of("lang"));
        OPTIONS.put("serverchan", List.of("lang"));
        OPTIONS.put("pagerduty", List.of("lang"));
        OPTIONS.put("alertmanager", List.of("headers", "lang"));
        OPTIONS.put("terminal", List.of("lang"));
        OPTIONS.put("verticle", List.of("class", "config", "instances", "lang"));
    }

    private final List<String> plugins;

    /** Knows the built-in types, and {@code plugins} beside them. */
    public ChannelsReader(List<String> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /** The entries that are whole, in the order of the file. */
    public List<Placed<ChannelSpec>> read(YamlMap root) {
        root.keys("channels");
        Map<String, Place> seen = new HashMap<>();
        List<Placed<ChannelSpec>> specs = new ArrayList<>();
        Map<String, List<YamlText>> fallbacks = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("channels")) {
            long before = entry.problems().errors();
            ChannelSpec spec = entry(entry, seen);
            if (spec != null) {
                boolean sound = entry.problems().errors() == before;
                specs.add(new Placed<>(spec, entry.place(), sound));
                fallbacks.put(spec.id(), entry.texts("fallback"));
            }
        }
        fallbacks(fallbacks, seen.keySet());
        return specs;
    }

    private @Nullable ChannelSpec entry(YamlMap entry, Map<String, Place> seen) {
        String id = EntryId.of(entry, seen);
        if (id != null && RESERVED.contains(id)) {
            entry.errorAt("id", "id-reserved", id);
        }
        YamlText kind = entry.required("type");
        List<String> all = new ArrayList<>(OPTIONS.keySet());
        all.addAll(plugins);
        String type = kind == null ? null : kind.choice(all);
        if (type == null) {
            if (kind == null) {
                SourcesReader.keys(
                        entry,
                        COMMON,
                        Stream.concat(EVERY.stream(), OPTIONS.values().stream().flatMap(List::stream))
                                .toList());
            }
            return null;
        }
        List<String> common = new ArrayList<>(COMMON);
        common.addAll(EVERY);
        SourcesReader.keys(entry, common, OPTIONS.get(type));
        boolean allowPrivate = entry.bool("allow-private", false);
        YamlText url = BY_URL.contains(type) ? entry.required("url") : entry.text("url");
        if (url != null && (BY_URL.contains(type) || URL_OPTIONAL.contains(type))) {
            Addresses.check(url, List.of("https", "http"), allowPrivate);
            if (KEY_IN_URL.contains(type) && !url.secret() && !allowPrivate) {
                url.warning("secret-in-file", "url");
            }
        }
        YamlText secret = entry.text("secret");
        if (secret != null && !secret.secret()) {
            secret.warning("secret-in-file", "secret");
        }
        if (APPS.contains(type)) {
            hidden(entry);
        }
        List<String> to = addresses(entry);
        SourcesReader.verticle(entry, type);
        Set<Severity> levels = levels(entry);
        if (id == null) {
            return null;
        }
        return new ChannelSpec(
                id,
                type,
                levels,
                url == null ? null : Secret.of(url.value().strip()),
                secret == null ? null : Secret.of(secret.value()),
                to,
                entry.strings("fallback"),
                entry.bool("phone", false),
                allowPrivate,
                options(entry, APPS.contains(type)));
    }

    private static void hidden(YamlMap entry) {
        for (String key : HIDDEN) {
            YamlText value = entry.text(key);
            if (value != null && !value.secret()) {
                value.warning("secret-in-file", key);
            }
        }
    }

    private static Map<String, Object> options(YamlMap entry, boolean app) {
        Map<String, Object> options = new LinkedHashMap<>(SourcesReader.options(entry, COMMON));
        if (options.containsKey("headers")) {
            options.put("headers", SourcesReader.secrets(entry.map("headers")));
        }
        options.computeIfPresent("topic", (key, topic) -> Secret.of(String.valueOf(topic)));
        if (options.containsKey("at-all")) {
            options.put("at-all", entry.bool("at-all", false));
        }
        if (options.containsKey("redact")) {
            options.put("redact", entry.bool("redact", true));
        }
        if (options.containsKey("redact-also")) {
            options.put("redact-also", shapes(entry));
        }
        if (app) {
            HIDDEN.forEach(key -> options.computeIfPresent(key, (name, value) -> Secret.of(String.valueOf(value))));
        }
        return options;
    }

    private static List<String> shapes(YamlMap entry) {
        List<String> shapes = new ArrayList<>();
        for (YamlText text : entry.texts("redact-also")) {
            if (Masking.isShape(text.value())) {
                shapes.add(text.value());
            } else {
                text.error("redact-shape", text.value());
            }
        }
        return shapes;
    }

    private static Set<Severity> levels(YamlMap entry) {
        if (!entry.has("levels")) {
            return EnumSet.allOf(Severity.class);
        }
        Set<Severity> levels = EnumSet.noneOf(Severity.class);
        for (YamlText text : entry.texts("levels")) {
            Severity level = text.choice(Severity.class);
            if (level != null) {
                levels.add(level);
            }
        }
        return levels;
    }

    private static List<String> addresses(YamlMap entry) {
        List<String> addresses = new ArrayList<>();
        for (YamlText text : entry.texts("to")) {
            if (ContactsReader.isMail(text)) {
                addresses.add(text.value().strip());
            }
        }
        return addresses;
    }

    /** Every fall-back must exist, and none may lead back to where it began. */
    private static void fallbacks(Map<String, List<YamlText>> fallbacks, Set<String> ids) {
        fallbacks.forEach((id, named) -> {
            for (YamlText text : named) {
                boolean known = Names.known(text, text.value(), ids, "channel-unknown");
                if (known && reaches(text.value(), id, fallbacks, new HashSet<>())) {
                    text.error("fallback-circle", id, text.value());
                }
            }
        });
    }

    private static boolean reaches(String from, String to, Map<String, List<YamlText>> fallbacks, Set<String> been) {
        Set<String> next = new LinkedHashSet<>(List.of(from));
        while (!next.isEmpty()) {
            String at = next.iterator().next();
            next.remove(at);
            if (at.equals(to)) {
                return true;
            }
            if (been.add(at)) {
                fallbacks.getOrDefault(at, List.of()).forEach(text -> next.add(text.value()));
            }
        }
        return false;
    }
}
