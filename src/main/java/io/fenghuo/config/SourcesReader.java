package io.fenghuo.config;

import io.fenghuo.model.Secret;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
            "zone",
            "expires");
    /** Type → keys it reads beside the common ones. */
    private static final Map<String, List<String>> OPTIONS = new LinkedHashMap<>();

    /** Type or group of keys → which of them are secret; of groups that are not named here all. */
    private static final Map<String, List<String>> HIDDEN = Map.of(
            "push", List.of("key", "secret"),
            "imap", List.of("password", "token"),
            "sasl", List.of("password"),
            "oauth", List.of("client-secret", "refresh-token"),
            "sign", List.of("secret"),
            "heartbeat", List.of("send", "binary"),
            "reply", List.of("send"));

    private static final Map<String, List<String>> SCHEMES = Map.of(
            "rss", List.of("https", "http"),
            "html", List.of("https", "http"),
            "json", List.of("https", "http"),
            "sse", List.of("https", "http"),
            "ndjson", List.of("https", "http"),
            "longpoll", List.of("https", "http"),
            "imap", List.of("imaps", "imap"),
            "websocket", List.of("wss", "ws"));

    static {
        OPTIONS.put("rss", polled("follow"));
        OPTIONS.put("html", polled("robots", "follow"));
        OPTIONS.put("json", polled("page", "window", "oauth", "sign", "follow"));
        OPTIONS.put("longpoll", polled("page", "hold", "oauth", "sign"));
        OPTIONS.put("websocket", streamed("subscribe", "heartbeat", "reply", "resume", "unpack"));
        OPTIONS.put("sse", streamed("events"));
        OPTIONS.put("ndjson", streamed("resume"));
        OPTIONS.put("push", List.of("key", "keys", "secret", "rate", "silence", "canary"));
        OPTIONS.put("file", List.of("path", "encoding", "silence", "canary"));
        OPTIONS.put(
                "imap",
                List.of("user", "password", "token", "oauth", "folder", "mark-seen", "history", "silence", "canary"));
        OPTIONS.put("kafka", List.of("servers", "topic", "group", "from", "tls", "sasl", "silence", "canary"));
        OPTIONS.put("verticle", List.of("class", "config", "instances", "silence", "canary"));
    }

    /** What whoever is asked again and again shares. */
    private static List<String> polled(String... own) {
        List<String> keys = new ArrayList<>(SourceType.Keys.POLLED);
        keys.addAll(List.of(own));
        return List.copyOf(keys);
    }

    /** What whoever is listened to shares. */
    private static List<String> streamed(String... own) {
        List<String> keys = new ArrayList<>(List.of("idle", "silence", "canary", "proxy", "oauth"));
        keys.addAll(List.of(own));
        return List.copyOf(keys);
    }

    private final List<String> plugins;
    private final Map<String, SourceType.Keys> keys;

    /** Knows the built-in types, and {@code plugins} beside them. */
    public SourcesReader(List<String> plugins) {
        this(plugins, Map.of());
    }

    /** The same, knowing the {@code keys} of some of them. */
    public SourcesReader(List<String> plugins, Map<String, SourceType.Keys> keys) {
        this.plugins = List.copyOf(plugins);
        this.keys = Map.copyOf(keys);
    }

    /** The keys every entry may have. */
    public static List<String> common() {
        return COMMON;
    }

    /** Built-in type → the keys it reads beside those, in the order of the manual. */
    public static Map<String, List<String>> options() {
        return Collections.unmodifiableMap(OPTIONS);
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
        SourceType.Keys own = keys.get(type);
        keys(entry, COMMON, own == null ? OPTIONS.get(type) : own.known());
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
                hidden(options(entry, COMMON, "zone", "expires"), type),
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
    private Map<String, Object> hidden(Map<String, Object> options, String type) {
        SourceType.Keys own = keys.get(type);
        List<String> known = own == null ? OPTIONS.getOrDefault(type, List.of()) : own.known();
        if (own != null) {
            own.secret().forEach(name -> hide(options, name));
        }
        if (OPTIONS.containsKey(type)) {
            HIDDEN.getOrDefault(type, List.of()).forEach(name -> hide(options, name));
        }
        if (known.contains("proxy")) {
            hide(options, "proxy");
            options.computeIfPresent("subscribe", (key, value) -> masked(value));
        }
        for (String group : List.of("keys", "cookies", "oauth", "sign", "sasl", "heartbeat", "reply")) {
            if (known.contains(group)) {
                hideIn(options, group);
            }
        }
        return options;
    }

    /** The same with every text in it a secret: what is sent to log in stands anywhere in it. */
    private static Object masked(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((name, each) -> masked.put(String.valueOf(name), masked(each)));
            return masked;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SourcesReader::masked).toList();
        }
        return value instanceof String text ? Secret.of(text) : value;
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
        values.computeIfPresent(
                name,
                (key, value) -> value instanceof Map || value instanceof List
                        ? masked(value)
                        : Secret.of(String.valueOf(value)));
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
