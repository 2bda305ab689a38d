package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Secret;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.wire.Coverage;
import io.fenghuo.wire.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the files name, with what the store knows of it. Reads beside a running instance and changes nothing. */
public final class Listing {
    private final Settings settings;
    private final Configuration configuration;

    /**
     * Reads the files.
     *
     * @throws StartRefused when they have errors
     */
    public Listing(Settings settings) {
        this.settings = settings;
        try (Plugins plugins = Plugins.load(settings.home().resolve("plugins"))) {
            this.configuration = Startup.load(
                    Homes.open(
                            settings.home(),
                            settings.variables(),
                            settings.environment().zone(),
                            plugins),
                    new SystemTime().instant(),
                    settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Configuration configuration() {
        return configuration;
    }

    /**
     * One source.
     *
     * @param host never the path or query, which may hold keys
     * @param errors how often it failed in a row; 0 also when it was never read
     */
    public record SourceLine(
            String id,
            String type,
            String host,
            @Nullable String lastSuccess,
            int errors,
            @Nullable String problem) {}

    /**
     * One channel.
     *
     * @param state live, folder (mails are files), paused or dead
     */
    public record ChannelLine(
            String id,
            String type,
            String levels,
            String state,
            @Nullable String problem) {}

    public List<SourceLine> sources() {
        return stored(store -> {
            Map<String, SourceStatus> known =
                    store.map(open -> open.read(tx -> tx.sources().all())).orElse(List.of()).stream()
                            .collect(Collectors.toMap(SourceStatus::source, Function.identity(), (a, b) -> b));
            return configuration.sources().stream()
                    .map(spec -> line(spec, known.get(spec.id())))
                    .toList();
        });
    }

    private SourceLine line(SourceSpec spec, @Nullable SourceStatus status) {
        String host = spec.url() == null ? "-" : Fetcher.host(spec.url());
        if (status == null) {
            return new SourceLine(spec.id(), spec.type(), host, null, 0, null);
        }
        Instant last = status.lastSuccess();
        String at =
                last == null ? null : Times.text(last, settings.environment().zone());
        return new SourceLine(spec.id(), spec.type(), host, at, status.errors(), status.problem());
    }

    /**
     * A platform and whether it can be heard.
     *
     * @param heard yes, consent or no
     * @param sources ids of those that listen there
     */
    public record Platform(
            String id,
            String name,
            String heard,
            List<String> types,
            List<String> sources,
            String how,
            String instead) {
        public Platform {
            types = List.copyOf(types);
            sources = List.copyOf(sources);
        }
    }

    /** Every platform, in the language of the terminal. */
    public List<Platform> coverage() {
        Locale language = settings.environment().language();
        return Coverage.all().stream()
                .map(one -> new Platform(
                        one.id(),
                        Coverage.in(one.name(), language),
                        one.heard().name().toLowerCase(Locale.ROOT),
                        one.types(),
                        configuration.sources().stream()
                                .filter(spec -> one.listens(spec.id(), spec.type()))
                                .map(SourceSpec::id)
                                .toList(),
                        Coverage.in(one.how(), language),
                        Coverage.in(one.instead(), language)))
                .toList();
    }

    public List<ChannelLine> channels() {
        Instant now = new SystemTime().instant();
        return stored(store -> {
            List<ChannelLine> lines = new ArrayList<>();
            for (ChannelSpec spec : configuration.channels()) {
                Optional<Outbox.ChannelState> state =
                        store.flatMap(open -> open.read(tx -> tx.outbox().state(spec.id())));
                lines.add(line(spec, state.orElse(null), now));
            }
            return lines;
        });
    }

    private ChannelLine line(ChannelSpec spec, Outbox.@Nullable ChannelState state, Instant now) {
        String levels = spec.levels().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        boolean folder = spec.type().equals("email") && settings.environment().smtp() == null;
        String how = folder ? "folder" : "live";
        String problem = null;
        if (state != null && state.deadReason() != null) {
            how = "dead";
            problem = state.deadReason();
        } else if (state != null
                && state.pausedUntil() != null
                && state.pausedUntil().isAfter(now)) {
            how = "paused";
        }
        return new ChannelLine(spec.id(), spec.type(), levels.isEmpty() ? "-" : levels, how, problem);
    }

    <T> T stored(Function<Optional<Store>, T> work) {
        Secret url = settings.environment().databaseUrl();
        Path file = settings.data().resolve("fenghuo.db");
        if (url == null && !Files.exists(file)) {
            return work.apply(Optional.empty());
        }
        String where = url == null ? "sqlite:" + file : url.reveal();
        try {
            List<String> lacking = Stores.pending(where);
            if (!lacking.isEmpty()) {
                settings.terminal()
                        .println(new TerminalWords(settings.environment().language())
                                .say("store.behind", lacking.size(), String.join(", ", lacking)));
                return work.apply(Optional.empty());
            }
            try (Store store = Stores.openReadOnly(where)) {
                return work.apply(Optional.of(store));
            }
        } catch (StoreException failed) {
            throw new StartRefused(
                    List.of(new TerminalWords(settings.environment().language())
                            .say("doctor.store.failed", String.valueOf(failed.getMessage()))),
                    failed);
        }
    }
}
