package io.fenghuo.source;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What can be wrong with a source's entry, all of it at once. */
public final class SpecCheck {
    private SpecCheck() {}

    /** What every type shares. */
    public static List<Trouble> common(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        if (spec.every().compareTo(NextPoll.SHORTEST) < 0) {
            troubles.add(Trouble.of("spec.every", spec.every().toMillis() + "ms"));
        }
        if (spec.kind() != null && PostMapper.named(Kind.class, spec.kind()).isEmpty()) {
            troubles.add(Trouble.of("spec.kind", spec.kind()));
        }
        if (spec.role() != null && PostMapper.named(Role.class, spec.role()).isEmpty()) {
            troubles.add(Trouble.of("spec.role", spec.role()));
        }
        String zone = Polite.option(spec, "zone");
        if (zone != null && !Polite.isZone(zone)) {
            troubles.add(Trouble.of("spec.zone", zone));
        }
        if (spec.backfill() != null && !spec.backfill().equals("alert")) {
            troubles.add(Trouble.of("spec.backfill", spec.backfill()));
        }
        troubles.addAll(Expecting.problems(spec));
        troubles.addAll(Expiring.problems(spec));
        return troubles;
    }

    static List<Trouble> rss(SourceSpec spec) {
        List<Trouble> troubles = url(spec, "http", "https");
        troubles.addAll(Manners.problems(spec));
        if (!spec.map().isEmpty()) {
            troubles.add(Trouble.of("spec.map-unused", spec.type()));
        }
        return troubles;
    }

    static List<Trouble> html(SourceSpec spec) {
        List<Trouble> troubles = url(spec, "http", "https");
        troubles.addAll(Manners.problems(spec));
        if (!spec.map().containsKey("item")) {
            troubles.add(Trouble.of("spec.item"));
        }
        for (Map.Entry<String, String> entry : spec.map().entrySet()) {
            if (!entry.getKey().equals(HtmlSource.NEXT)) {
                known(entry.getKey(), "item", troubles);
            }
            String fault = HtmlSource.fault(entry.getValue());
            if (fault != null) {
                troubles.add(Trouble.of("spec.selector", entry.getKey(), entry.getValue(), fault));
            }
        }
        return troubles;
    }

    static List<Trouble> json(SourceSpec spec) {
        List<Trouble> troubles = url(spec, "http", "https");
        troubles.addAll(Manners.problems(spec));
        troubles.addAll(Paging.problems(spec));
        troubles.addAll(Signing.problems(spec));
        troubles.addAll(Grant.problems(spec));
        troubles.addAll(pointers(spec));
        return troubles;
    }

    static List<Trouble> websocket(SourceSpec spec) {
        List<Trouble> troubles = url(spec, "ws", "wss");
        troubles.addAll(pointers(spec));
        troubles.addAll(JsonStream.problems(spec));
        troubles.addAll(Resume.problems(spec));
        troubles.addAll(Grant.problems(spec));
        idle(spec, troubles);
        return troubles;
    }

    static List<Trouble> sse(SourceSpec spec) {
        List<Trouble> troubles = url(spec, "http", "https");
        troubles.addAll(pointers(spec));
        troubles.addAll(Grant.problems(spec));
        idle(spec, troubles);
        return troubles;
    }

    static List<Trouble> ndjson(SourceSpec spec) {
        List<Trouble> troubles = sse(spec);
        troubles.addAll(Resume.problems(spec));
        return troubles;
    }

    static List<Trouble> longpoll(SourceSpec spec) {
        List<Trouble> troubles = json(spec);
        troubles.addAll(LongPoll.problems(spec));
        return troubles;
    }

    static List<Trouble> file(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        if (Polite.option(spec, "path") == null && spec.url() == null) {
            troubles.add(Trouble.of("spec.path"));
        }
        String encoding = Polite.option(spec, "encoding");
        if (encoding != null && !Decoding.isByLines(encoding)) {
            troubles.add(Trouble.of("spec.encoding", encoding));
        }
        return troubles;
    }

    static List<Trouble> push(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(spec.map().isEmpty() ? List.of() : pointers(spec));
        if (spec.url() != null) {
            troubles.add(Trouble.of("spec.push-url"));
        }
        for (String option : List.of("key", "secret")) {
            if (Push.secrets(spec, option).stream().anyMatch(SpecCheck::isShort)) {
                troubles.add(Trouble.of("spec.push-short", option, Push.SHORTEST));
            }
        }
        pushClients(spec, troubles);
        String rate = Polite.option(spec, "rate");
        if (rate != null && !rate.matches("[1-9]\\d{0,4}")) {
            troubles.add(Trouble.of("spec.push-rate", rate));
        }
        return troubles;
    }

    private static void pushClients(SourceSpec spec, List<Trouble> troubles) {
        Object given = spec.options().get("keys");
        if (given != null && !(given instanceof Map<?, ?>)) {
            troubles.add(Trouble.of("spec.push-keys"));
        }
        if (given instanceof Map<?, ?> clients) {
            clients.forEach((client, entry) -> {
                if (entry instanceof Map<?, ?> parts && (parts.isEmpty() || !Push.CLIENT.containsAll(parts.keySet()))) {
                    troubles.add(Trouble.of("spec.push-client", String.valueOf(client)));
                }
            });
        }
        for (String which : List.of("key", "secret")) {
            pushClients(spec, which, troubles);
        }
    }

    /** What a client brings as its {@code which} must tell it from every other client, and from the source itself. */
    private static void pushClients(SourceSpec spec, String which, List<Trouble> troubles) {
        Set<String> seen = new HashSet<>();
        Push.secrets(spec, which).forEach(one -> seen.add(one.reveal()));
        Push.clients(spec, which).forEach((client, secrets) -> {
            if (secrets.isEmpty() || secrets.stream().anyMatch(SpecCheck::isShort)) {
                troubles.add(Trouble.of("spec.push-short", "keys." + client, Push.SHORTEST));
            } else if (!secrets.stream().allMatch(one -> seen.add(one.reveal()))) {
                troubles.add(Trouble.of("spec.push-same", client));
            }
        });
    }

    private static boolean isShort(Secret one) {
        return one.reveal().length() < Push.SHORTEST;
    }

    static List<Trouble> verticle(SourceSpec spec) {
        return spec.options().containsKey("class") ? List.of() : List.of(Trouble.of("spec.class"));
    }

    private static void idle(SourceSpec spec, List<Trouble> troubles) {
        String idle = Polite.option(spec, "idle");
        if (idle != null && Polite.span(idle) == null) {
            troubles.add(Trouble.of("spec.idle", idle));
        }
    }

    /** What is wrong with the JSON Pointers of {@code map:}. */
    public static List<Trouble> pointers(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        if (!spec.map().containsKey("text")) {
            troubles.add(Trouble.of("spec.text"));
        }
        spec.map().keySet().forEach(key -> known(key, "items", troubles));
        spec.map().forEach((key, value) -> pointer(key, value, troubles));
        if (!spec.map().containsKey("items")) {
            pointer("items", JsonItems.itemsPointer(spec), troubles);
        }
        return troubles;
    }

    private static void pointer(String key, String value, List<Trouble> troubles) {
        Trouble fault = JsonPlace.fault(key, value);
        if (fault != null) {
            troubles.add(fault);
        }
    }

    private static void known(String key, String list, List<Trouble> troubles) {
        if (!key.equals(list) && !key.startsWith("attributes.") && !PostMapper.FIELDS.contains(key)) {
            troubles.add(
                    Trouble.of("spec.field", key, list + " " + String.join(" ", new TreeSet<>(PostMapper.FIELDS))));
        }
    }

    /** What is wrong with {@code url:}, which has to begin with one of {@code schemes}. */
    public static List<Trouble> url(SourceSpec spec, String... schemes) {
        List<Trouble> troubles = new ArrayList<>();
        if (spec.url() == null || spec.url().isBlank()) {
            troubles.add(Trouble.of("spec.url"));
            return troubles;
        }
        String allowed = String.join("|", schemes);
        try {
            URI uri = new URI(spec.url().strip().replace(" ", "%20").replace("|", "%7C"));
            if (uri.getRawAuthority() == null
                    || uri.getScheme() == null
                    || !uri.getScheme().matches("(?i)" + allowed)) {
                troubles.add(Trouble.of("spec.url-wrong", allowed));
            } else if (uri.getRawUserInfo() != null) {
                troubles.add(Trouble.of("spec.url-user"));
            }
        } catch (URISyntaxException wrong) {
            troubles.add(Trouble.of("spec.url-wrong", allowed));
        }
        return troubles;
    }
}
