package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.delivery.PlainerSender;
import io.fenghuo.verticle.delivery.TokenSender;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.web.Console;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every way out of the service: the senders, developers' channel verticles, and how each channel is doing. Confined to one context. */
final class Outlets {
    /** The channel that always exists. */
    static final String TERMINAL = "terminal";
    /** Where mails of the demo go: a file each. */
    static final String DEMO_MAIL = "demo-mail";

    private final Settings settings;
    private final Channels types;
    private final Supervisor supervisor;
    private final Supplier<Rulebook> rules;
    private final TerminalWords words;
    private final Senders senders;
    private final Sender wire;
    private final BusSender bus;
    private final Map<String, ChannelSpec> deployed = new HashMap<>();
    private final Map<String, String> broken = new ConcurrentHashMap<>();
    private volatile String console;

    Outlets(
            Settings settings,
            Vertx vertx,
            VertxTime time,
            Supplier<Rulebook> rules,
            Channels types,
            Supervisor supervisor) {
        this.settings = settings;
        this.types = types;
        this.supervisor = supervisor;
        this.rules = rules;
        this.words = new TerminalWords(settings.environment().language());
        this.console = expected(settings);
        Secret smtp = settings.environment().smtp();
        this.senders = new Senders(
                new WebhookSender(vertx, new PublicAddresses()),
                smtp == null ? null : new MailSender(vertx, smtp),
                new MailFolder(
                        vertx,
                        settings.data().resolve("mail"),
                        time,
                        settings.environment().zone()),
                new TerminalSender(settings.terminal()));
        this.bus = new BusSender(vertx);
        this.wire = new PlainerSender(types(), new TokenSender(types(), time::now, senders));
    }

    /** Where the console will be: what was due while the service was away is sent before the console listens. */
    private static String expected(Settings settings) {
        int port = settings.environment().listen().port();
        return port == 0 ? "" : settings.url(port);
    }

    Channels types() {
        return types;
    }

    Sender sender() {
        return (outgoing, spec) ->
                spec.type().equals("verticle") ? bus.send(outgoing, spec) : wire.send(outgoing, spec);
    }

    /** Names the console in messages that carry no links. */
    void consoleAt(String url) {
        console = url;
    }

    /** Who is reached how, as the files say now. */
    AddressBook book() {
        return book(rules.get().configuration(), settings.environment(), console);
    }

    static AddressBook book(Configuration configuration, Environment environment, String console) {
        URI publicUrl = environment.publicUrl();
        return new AddressBook(
                channels(configuration),
                configuration.contacts(),
                environment.language().getLanguage(),
                environment.zone(),
                publicUrl == null ? null : publicUrl.toString(),
                console,
                configuration.wordings());
    }

    private static Map<String, ChannelSpec> channels(Configuration configuration) {
        Map<String, ChannelSpec> all = new LinkedHashMap<>();
        configuration.channels().forEach(spec -> all.put(spec.id(), spec));
        all.putIfAbsent(TERMINAL, plain(TERMINAL, "terminal", List.of()));
        all.putIfAbsent(DEMO_MAIL, plain(DEMO_MAIL, "email", List.of("demo@localhost")));
        return all;
    }

    private static ChannelSpec plain(String id, String type, List<String> to) {
        return new ChannelSpec(id, type, Set.of(), null, null, to, List.of(), false, false, Map.of());
    }

    /** Deploys the verticles that {@code wanted} names and lets go of the others. */
    Future<Void> follow(List<ChannelSpec> wanted) {
        List<Future<?>> steps = new ArrayList<>();
        for (ChannelSpec one : List.copyOf(deployed.values())) {
            if (!wanted.contains(one)) {
                deployed.remove(one.id());
                broken.remove(one.id());
                steps.add(supervisor.release(name(one)));
            }
        }
        return Future.join(steps).compose(gone -> start(wanted));
    }

    private Future<Void> start(List<ChannelSpec> wanted) {
        List<Future<?>> starts = new ArrayList<>();
        for (ChannelSpec spec : wanted) {
            if (spec.type().equals("verticle") && deployed.putIfAbsent(spec.id(), spec) == null) {
                starts.add(supervisor.keep(
                        name(spec),
                        () -> Future.succeededFuture(Plugins.order(spec.id(), spec.options(), null)),
                        why -> broken.compute(spec.id(), (id, before) -> why)));
            }
        }
        return Future.join(starts).mapEmpty();
    }

    private static String name(ChannelSpec spec) {
        return "channel " + spec.id();
    }

    /** How each configured channel is doing. */
    List<Console.ChannelLine> lines(Tx tx, Instant now) {
        return rules.get().configuration().channels().stream()
                .map(spec -> line(spec, tx.outbox().state(spec.id()).orElse(null), now))
                .toList();
    }

    private Console.ChannelLine line(ChannelSpec spec, Outbox.@Nullable ChannelState state, Instant now) {
        String fault = broken.get(spec.id());
        if (fault != null) {
            return new Console.ChannelLine(spec.id(), spec.type(), false, fault, null);
        }
        if (state != null && state.deadReason() != null) {
            return new Console.ChannelLine(
                    spec.id(), spec.type(), false, state.deadReason(), words.say("channel.dead.cure", spec.id()));
        }
        if (state != null && state.pausedUntil() != null && state.pausedUntil().isAfter(now)) {
            return new Console.ChannelLine(
                    spec.id(), spec.type(), true, words.say("channel.paused", clock(state.pausedUntil())), null);
        }
        if (isMailFolder(spec)) {
            return new Console.ChannelLine(
                    spec.id(), spec.type(), true, words.say("channel.folder"), words.say("channel.folder.cure"));
        }
        return new Console.ChannelLine(spec.id(), spec.type(), true, null, null);
    }

    boolean isMailFolder(ChannelSpec spec) {
        return spec.type().equals("email") && settings.environment().smtp() == null;
    }

    private String clock(Instant at) {
        return at.atZone(settings.environment().zone())
                .toLocalTime()
                .withNano(0)
                .toString();
    }
}
