package io.fenghuo.app.inlet;

import io.fenghuo.app.AddressPolicy;
import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.Settings;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Topic;
import io.fenghuo.verticle.hearing.Inlet;
import io.fenghuo.verticle.hearing.Inlets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The mailboxes and topics of a house. Immutable and threadsafe.
 *
 * @param servers where the cluster is found when the entry does not say ({@code FENGHUO_KAFKA})
 * @param tokens gets an access token, given whether the address may be private; blocks
 */
public record HouseInlets(
        Path home, ZoneId zone, AddressPolicy policy, List<String> servers, BiFunction<Grant, Boolean, Secret> tokens)
        implements Inlets {
    public HouseInlets {
        servers = List.copyOf(servers);
    }

    /** Those of a running service. */
    public static HouseInlets of(Settings settings, HttpFetcher fetcher, AddressPolicy policy) {
        return new HouseInlets(
                settings.home(),
                settings.zone(),
                policy,
                Topic.servers(settings.environment().kafka()),
                (grant, allowPrivate) -> fetcher.token(grant, allowPrivate)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
    }

    @Override
    public Inlet open(SourceSpec spec, boolean trial) {
        return switch (spec.type()) {
            case "imap" -> new ImapInlet(spec, policy, tokens, null, trial);
            case "kafka" ->
                new KafkaInlet(
                        spec,
                        zone,
                        policy,
                        servers,
                        Map.of(),
                        new DeadLetters(home.resolve("data/dead-letters").resolve(spec.id() + ".jsonl")),
                        trial);
            default -> throw new IllegalArgumentException("nothing to draw from in " + spec.type());
        };
    }
}
