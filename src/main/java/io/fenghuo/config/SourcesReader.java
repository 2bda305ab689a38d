package io.fenghuo.config;

import io.fenghuo.model.Secret;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.source.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code watchlists/sources.yaml}. Types of plug-ins are let through with whatever keys they bring. */
public final class SourcesReader {
    private static final List<String> COMMON = List.of(
            "id",
            "type",
            "url",
            "every",
            "thread",
            "brand",
            "kind",
            "role",
            "map",
            "headers",
            "allow-private",
            "backfill",
            "zone");
    /** Type → keys it reads beside the common ones. */
    private static final Map<String, List<String>> OPTIONS = new LinkedHashMap<>();

    /** Type or group of keys → which of them are secret; of groups that are not named here all. */
    private static final Map<String, List<String>> HIDDEN = Map.of(
            "push", List.of("key", "secret"),
            "oauth", List.of("client-secret", "refresh-token"),
            "sign", List.of("secret"));

    private static final Map<String, List<String>> SCHEMES = Map.of(
            "rss", List.of("https", "http"),
            "html", List.of("https", "http"),
            "json", List.of("https", "http"),
            "sse", List.of("https", "http"),
            "websocket", List.of("wss", "ws"));

    static {
        OPTIONS.put("rss", polled());
        OPTIONS.put("html", polled("robots"));
        OPTIONS.put("json", polled("page", "window", "oauth", "sign"));
        OPTIONS.put("websocket", List.of("subscribe", "heartbeat", "idle", "silence", "canary"));
        OPTIONS.put("sse", List.of("events", "idle", "silence", "canary"));
        OPTIONS.put("push", List.of("key", "keys", "secret", "rate"));
        OPTIONS.put("file", List.of("path", "silence", "canary"));
        OPTIONS.put("verticle", List.of("class", "config", "instances"));
    }

    /** What whoever is asked again and again shares. */
    private static List<String> polled(String... own) {
        List<String> keys = new ArrayList<>(List.of(
                "fastest", "slowest", "quota", "proxy", "site", "cookies", "silence", "canary", "pages", "history"));
        keys.addAll(List.of(own));
        return List.copyOf(keys);
    }

    private final List<String> plugins;

    /** Knows the built-in types, and {@code plugins} beside them. */
    public SourcesReader(List<String> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /** The entries that are whole, in the order of the file. */
    public List<Placed<SourceSpec>> read(YamlMap root) {
        root.keys("sources", "processors");
        Map<String, Place> seen = new HashMap<>();
        List<Placed<SourceSpec>> specs = new ArrayList<>();
        for (YamlMap entry : root.maps("sources")) {
            long before = entry.problems().errors();
            SourceSpec spec = entry(entry, seen);
            if (spec != null) {
                boolean sound = entry.problems().errors() == before;
                specs.add(new Placed<>(spec, entry.place(), sound));
            }
        }
        return specs;
    }

    /** What posts go through before they are matched, in the order of the file. */
    static List<ProcessorSpec> processors(YamlMap root) {
        Map<String, Place> seen = new HashMap<>();
        List<ProcessorSpec> specs = new ArrayList<>();
        for (YamlMap entry : root.maps("processors")) {
            entry.keys("id", "class", "config", "instances", "sources", "timeout");
            String id = EntryId.of(entry, seen);
            verticle(entry, "verticle");
            Duration timeout = entry.duration("timeout", ProcessorSpec.DEFAULT_TIMEOUT);
            if (id != null) {
                specs.add(new ProcessorSpec(
                        id,
                        entry.strings("sources"),
                        timeout.compareTo(ProcessorSpec.LONGEST_TIMEOUT) > 0 ? ProcessorSpec.LONGEST_TIMEOUT : timeout,
                        options(entry, List.of("id", "sources", "timeout"))));
            }
        }
        return specs;
    }

    private @Nullable SourceSpec entry(YamlMap entry, Map<String, Place> seen) {
        String id = EntryId.of(entry, seen);
        String type = type(entry);
        if (type == null) {
            return null;
        }
        keys(entry, COMMON, OPTIONS.get(type));
        boolean allowPrivate = entry.bool("allow-private", false);
        YamlText url = url(entry, type, allowPrivate);
        Duration every = entry.duration("every", SourceSpec.DEFAULT_EVERY);
        Map<String, String> map = new LinkedHashMap<>();
        YamlMap mapping = entry.map("map");
        if (mapping != null) {
            mapping.textValues().forEach((field, where) -> map.put(field, where.value()));
        }
        verticle(entry, type);
        if (id == null) {
            return null;
        }
        return new SourceSpec(
                id,
                type,
                url == null ? null : url.value().strip(),
                every,
                entry.string("thread"),
                entry.string("brand"),
                entry.choice("kind", List.of("comment", "chat", "review", "post", "ticket", "order-note")),
                entry.choice("role", List.of("customer", "agent", "host", "influencer", "system")),
                map,
                secrets(entry.map("headers")),
                hidden(options(entry, COMMON, "zone"), type),
                allowPrivate,
                entry.choice("backfill", List.of("alert")));
    }

    private @Nullable String type(YamlMap entry) {
        YamlText type = entry.required("type");
        if (type == null) {
            keys(entry, COMMON, OPTIONS.values().stream().flatMap(List::stream).toList());
            return null;
        }
        List<String> all = new ArrayList<>(OPTIONS.keySet());
        all.addAll(plugins);
        return type.choice(all);
    }

    private static @Nullable YamlText url(YamlMap entry, String type, boolean allowPrivate) {
        List<String> schemes = SCHEMES.get(type);
        if (schemes == null) {
            return entry.text("url");
        }
        YamlText url = entry.required("url");
        if (url != null) {
            Addresses.check(url, schemes, allowPrivate);
        }
        return url;
    }

    /** Reports keys that are neither common nor the type's own; {@code own} is null for types whose keys are not known here. */
    static void keys(YamlMap entry, List<String> common, @Nullable List<String> own) {
        if (own != null) {
            List<String> keys = new ArrayList<>(common);
            keys.addAll(own);
            entry.keys(keys);
        }
    }

    static void verticle(YamlMap entry, String type) {
        if (type.equals("verticle")) {
            entry.required("class");
            entry.map("config");
            entry.integer("instances", 1, 64, 1);
        }
    }

    static Map<String, Secret> secrets(@Nullable YamlMap headers) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        if (headers != null) {
            headers.textValues().forEach((name, value) -> secrets.put(name, Secret.of(value.value())));
        }
        return secrets;
    }

    /** The same, with what is secret put where nothing can print it. */
    private static Map<String, Object> hidden(Map<String, Object> options, String type) {
        List<String> known = OPTIONS.getOrDefault(type, List.of());
        if (type.equals("push")) {
            HIDDEN.getOrDefault("push", List.of()).forEach(name -> hide(options, name));
            hideIn(options, "keys");
        } else if (known.contains("cookies")) {
            hide(options, "proxy");
            for (String group : List.of("cookies", "oauth", "sign")) {
                if (known.contains(group)) {
                    hideIn(options, group);
                }
            }
        }
        return options;
    }

    private static void hideIn(Map<String, Object> options, String group) {
        if (options.get(group) instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((name, value) -> inner.put(String.valueOf(name), value));
            List<String> names = HIDDEN.getOrDefault(group, List.copyOf(inner.keySet()));
            names.forEach(name -> hide(inner, name));
            options.put(group, inner);
        }
    }

    private static void hide(Map<String, Object> values, String name) {
        values.computeIfPresent(name, (key, value) -> Secret.of(String.valueOf(value)));
    }

    /** The keys that are not common, as plain objects; {@code also} are common ones that count as options too. */
    static Map<String, Object> options(YamlMap entry, List<String> common, String... also) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String key : entry.names()) {
            YamlNode value = entry.get(key);
            if (value != null && (!common.contains(key) || List.of(also).contains(key))) {
                options.put(key, value.plain());
            }
        }
        return options;
    }
}
