package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the entry of a {@code kafka} source says.
 *
 * @param servers {@code host:port}, where the cluster is found; empty = {@code FENGHUO_KAFKA}
 * @param group the consumer group; instances of one group share the partitions
 * @param latest whether a group that has never read begins with what is written from now on, instead of at the beginning
 * @param tls whether the connection is TLS, its certificate and host name verified
 * @param login null = none
 */
public record Topic(
        List<String> servers,
        String name,
        String group,
        boolean latest,
        boolean tls,
        @Nullable Login login) {

    private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    /** Legal names: {@code org.apache.kafka.common.internals.Topic}. */
    private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

    public Topic {
        servers = List.copyOf(servers);
    }

    /** A SASL login. */
    public record Login(String mechanism, String user, Secret password) {}

    /** What an entry without problems says. */
    public static Topic of(SourceSpec spec) {
        String group = Polite.option(spec, "group");
        return new Topic(
                servers(spec.options().get("servers")),
                Objects.requireNonNullElse(Polite.option(spec, "topic"), ""),
                group == null ? "fenghuo-" + spec.id() : group,
                "latest".equals(Polite.option(spec, "from")),
                "true".equals(Polite.option(spec, "tls")),
                login(spec));
    }

    /** The addresses in a list, or in a text that parts them by commas or blanks. */
    public static List<String> servers(@Nullable Object said) {
        if (said == null) {
            return List.of();
        }
        List<?> all = said instanceof Collection<?> list ? List.copyOf(list) : List.of(said);
        return all.stream()
                .flatMap(one -> Arrays.stream(String.valueOf(one).split("[,\\s]+", -1)))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static @Nullable Login login(SourceSpec spec) {
        return spec.options().get("sasl") instanceof Map<?, ?> sasl
                ? new Login(
                        Objects.requireNonNullElse(sasl.get("mechanism"), "SCRAM-SHA-512")
                                .toString(),
                        String.valueOf(sasl.get("user")),
                        Secret.of(Manners.revealed(sasl.get("password"))))
                : null;
    }

    static List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(spec.map().isEmpty() ? List.of() : SpecCheck.pointers(spec));
        String topic = Polite.option(spec, "topic");
        if (topic == null || !topic.matches(NAME)) {
            troubles.add(Trouble.of("spec.kafka-topic", String.valueOf(topic)));
        }
        for (String server : servers(spec.options().get("servers"))) {
            if (!server.matches("(\\[[0-9a-fA-F:.]+\\]|[^:/@\\[\\]]+):\\d{1,5}")) {
                troubles.add(Trouble.of("spec.kafka-server", server));
            }
        }
        String from = Polite.option(spec, "from");
        if (from != null && !List.of("earliest", "latest").contains(from)) {
            troubles.add(Trouble.of("spec.kafka-from", from));
        }
        Object sasl = spec.options().get("sasl");
        boolean tls = "true".equals(Polite.option(spec, "tls"));
        if (sasl != null && !isLogin(sasl)) {
            troubles.add(Trouble.of("spec.kafka-sasl", String.join(" ", MECHANISMS)));
        } else if (sasl != null && !tls && !spec.allowPrivate()) {
            troubles.add(Trouble.of("spec.kafka-clear"));
        }
        if (spec.url() != null) {
            troubles.add(Trouble.of("spec.kafka-url"));
        }
        return troubles;
    }

    private static boolean isLogin(Object said) {
        return said instanceof Map<?, ?> sasl
                && sasl.get("user") != null
                && sasl.get("password") != null
                && (sasl.get("mechanism") == null || MECHANISMS.contains(String.valueOf(sasl.get("mechanism"))))
                && List.of("mechanism", "user", "password").containsAll(sasl.keySet());
    }
}
