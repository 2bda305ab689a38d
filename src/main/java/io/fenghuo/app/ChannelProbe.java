package io.fenghuo.app;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Words;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.verticle.Rulebook;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends one message marked as a test through a real channel and explains what the vendor says. Confined to one thread; close it. */
public final class ChannelProbe implements AutoCloseable {
    private final Settings settings;
    private final TerminalWords words;
    private final Vertx vertx = Vertx.vertx();
    private final Plugins plugins;
    private final SystemTime clock = new SystemTime();
    private final Rulebook rules;
    private final Outlets outlets;

    /**
     * Reads the home's channels.
     *
     * @throws StartRefused when the files have errors
     */
    public ChannelProbe(Settings settings) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
        this.plugins = Plugins.load(settings.home().resolve("plugins"));
        Configuration configuration = Startup.load(
                Homes.open(
                        settings.home(),
                        settings.variables(),
                        settings.environment().zone(),
                        plugins),
                clock.instant(),
                settings);
        this.rules = Rulebooks.compile(configuration, Set.of(), Instant.EPOCH);
        VertxTime time = new VertxTime(vertx, clock);
        this.outlets = new Outlets(
                settings,
                vertx,
                time,
                () -> rules,
                plugins.channels(),
                new Supervisor(
                        vertx,
                        plugins,
                        time,
                        new Random(),
                        settings.environment().language(),
                        Supervisor.Pace.USUAL));
    }

    /**
     * What came back to one sending.
     *
     * @param reached whether the vendor took it
     * @param status HTTP status or SMTP reply code; 0 when there was none
     * @param outcome delivered, unconfirmed, retry, throttled, dead, rejected, ambiguous
     * @param reply the vendor's own words, without secrets
     * @param meaning what that means
     * @param cure what to do; null = nothing
     */
    public record Verdict(
            boolean reached,
            int status,
            String outcome,
            String reply,
            String meaning,
            @Nullable String cure) {}

    /**
     * Sends it. Blocks for at most a minute.
     *
     * @param person who it is for; null = the channel's own addressees
     * @return one for each sending the channel makes of a message
     * @throws StartRefused when there is no such channel or person, or the channel cannot address anybody
     */
    public List<Verdict> test(String id, @Nullable String person) {
        ChannelSpec spec = outlets.book().channels().get(id);
        Channel channel =
                spec == null ? null : outlets.types().type(spec.type()).orElse(null);
        if (spec == null || channel == null) {
            throw refused(
                    "probe.no-channel",
                    id,
                    String.join(", ", outlets.book().channels().keySet()));
        }
        Contacts.Person known = person == null
                ? null
                : rules.configuration().contacts().people().get(person);
        if (person != null && known == null) {
            throw refused("probe.no-person", person);
        }
        SourceProbe.join(outlets.follow(List.of(spec)));
        Instant now = clock.instant();
        Message message = message(spec, known, now);
        List<Outgoing> sendings = channel.render(message, spec, now);
        if (sendings.isEmpty()) {
            throw refused(person == null ? "probe.nobody" : "probe.unreachable", id, String.valueOf(person));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Outgoing sending : sendings) {
            Outgoing prepared =
                    channel.prepare(sending, spec, message.recipient().person(), clock.instant());
            Reply reply = SourceProbe.join(outlets.sender().send(prepared, spec))
                    .hiding(message.recipient().person());
            verdicts.add(verdict(reply, channel.classify(reply, spec, clock.instant())));
        }
        return verdicts;
    }

    /** Things about messages in general that a person who tests should know. */
    public List<String> warnings() {
        return settings.environment().publicUrl() == null ? List.of(words.say("probe.no-public-url")) : List.of();
    }

    /** Where mails are written instead of being sent; null when they are sent. */
    public @Nullable String mailFolder(String id) {
        ChannelSpec spec = outlets.book().channels().get(id);
        return spec != null && outlets.isMailFolder(spec)
                ? words.say("probe.folder", settings.data().resolve("mail"))
                : null;
    }

    private Verdict verdict(Reply reply, Outcome outcome) {
        Words said = Words.of(settings.lang());
        String kind = outcome.kind().name().toLowerCase(Locale.ROOT);
        boolean reached = outcome.kind() == Outcome.Kind.DELIVERED || outcome.kind() == Outcome.Kind.UNCONFIRMED;
        String cure = outcome.cure() == null ? null : said.get(outcome.cure());
        return new Verdict(reached, reply.status(), kind, outcome.detail(), words.say("outcome." + kind), cure);
    }

    private Message message(ChannelSpec spec, Contacts.@Nullable Person person, Instant now) {
        String id = new Ids(new SecureRandom()).next("test", now);
        Notice notice = new Notice(
                id,
                null,
                "",
                Severity.L3,
                NoticeReason.ADMIN,
                Reason.of("test", spec.id()),
                person == null ? Target.channel(spec.id()) : Target.person(person.id()),
                Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
        Message.Person to = person == null
                ? null
                : new Message.Person(person.id(), person.name(), person.mail(), person.mobile(), person.ims());
        return new Message(
                id,
                notice,
                null,
                null,
                List.of(),
                new Message.Recipient(to, settings.lang(), List.of()),
                new Message.Links(null, null, console()),
                0,
                settings.environment().zone(),
                false,
                List.of());
    }

    /** Where the console is called: with a port that the service chooses when it starts, the running one says. */
    private String console() {
        int port = settings.environment().listen().port();
        return port != 0
                ? settings.url(port)
                : new Calling(settings).read().orElseGet(() -> words.say("probe.console-unknown"));
    }

    private StartRefused refused(String key, Object... args) {
        return new StartRefused(List.of(words.say(key, args)));
    }

    @Override
    public void close() {
        SourceProbe.join(vertx.close());
        try {
            plugins.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
