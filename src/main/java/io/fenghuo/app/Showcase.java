package io.fenghuo.app;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.catalogue.Measured;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.letters.Previews;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.web.Previewing;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows what a channel would send, byte for byte, without sending it. Its links look like real ones and open nothing. Threadsafe. */
public final class Showcase implements Previewing {
    private static final Secret NO_KEY = Secret.of("the links of a preview open nothing");

    private final Channels types;
    private final Supplier<AddressBook> book;
    private final InstantSource clock;
    private final Previews previews = new Previews(new SignedLink(NO_KEY));

    Showcase(Channels types, Supplier<AddressBook> book, InstantSource clock) {
        this.types = types;
        this.book = book;
        this.clock = clock;
    }

    /**
     * How large a part is.
     *
     * @param part the part by its JSON pointer; empty = the whole body
     * @param most what the vendor takes; 0 = no limit known
     * @param bytes whether the unit is a byte of UTF-8; else a character
     */
    public record Size(String part, int used, int most, boolean bytes) {}

    /** One sending. */
    public record Sending(Outgoing outgoing, List<Size> sizes) {
        public Sending {
            sizes = List.copyOf(sizes);
        }

        /** What goes over the wire; of a mail its subject and text. */
        public String content() {
            return outgoing instanceof Outgoing.Http http
                    ? new String(http.body(), StandardCharsets.UTF_8)
                    : outgoing instanceof Outgoing.Mail mail
                            ? mail.subject() + "\n\n" + mail.text()
                            : ((Outgoing.Text) outgoing).text();
        }

        /** The page of a mail; null when it is none. */
        public @Nullable String html() {
            return outgoing instanceof Outgoing.Mail mail ? mail.html() : null;
        }
    }

    /**
     * What is to be shown.
     *
     * @param incident of the store; null = an invented one
     * @param kind first, update, digest or admin; the first message when it is none of these
     * @param lang null = as the channel or the service says
     */
    public record Wish(
            @Nullable String incident,
            Severity level,
            String kind,
            @Nullable String lang) {}

    /**
     * What a home's channel, or a type nothing was configured for yet, would send.
     *
     * @throws StartRefused when there is no such channel, type or incident, or the files have errors
     */
    public static List<Sending> of(Settings settings, String name, Wish wish) {
        TerminalWords words = new TerminalWords(settings.environment().language());
        try (Plugins plugins = Plugins.load(settings.home().resolve("plugins"))) {
            Listing listing = new Listing(settings);
            Configuration configuration = listing.configuration();
            String console = settings.url(settings.environment().listen().port());
            AddressBook book = Outlets.book(configuration, settings.environment(), console);
            Showcase showcase = new Showcase(plugins.channels(), () -> book, new SystemTime());
            ChannelSpec spec = showcase.spec(name)
                    .orElseThrow(() -> new StartRefused(List.of(words.say(
                            "probe.no-channel",
                            name,
                            String.join(", ", book.channels().keySet())))));
            String incident = wish.incident();
            if (incident == null) {
                return showcase.invented(spec, wish);
            }
            return listing.<Optional<List<Sending>>>stored(
                            store -> store.flatMap(open -> open.read(tx -> showcase.real(tx, spec, incident))))
                    .orElseThrow(() -> new StartRefused(List.of(words.say("preview.no-incident", incident))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The entry of this id, else a bare one of this type. */
    private Optional<ChannelSpec> spec(String name) {
        ChannelSpec known = book.get().channels().get(name);
        if (known != null) {
            return Optional.of(known);
        }
        return types.type(name)
                .map(type -> new ChannelSpec(
                        name,
                        name,
                        EnumSet.allOf(Severity.class),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        false,
                        false,
                        Map.of()));
    }

    private List<Sending> invented(ChannelSpec spec, Wish wish) {
        AddressBook present = book.get();
        Channel channel = types.type(spec.type()).orElseThrow();
        Object own = spec.options().get("lang");
        String lang = wish.lang() != null ? wish.lang() : own == null ? present.lang() : String.valueOf(own);
        Instant now = clock.instant();
        Message person = new Specimen(wish.level(), lang, now, present.zone()).of(kind(wish.kind()));
        List<Outgoing> sendings = List.of();
        if (!spec.levels().isEmpty()) {
            sendings = previews.invented(person.toGroup(), channel, spec, present, now);
        }
        if (sendings.isEmpty()) {
            sendings = previews.invented(person, channel, spec, present, now);
        }
        return measured(spec, sendings);
    }

    private Optional<List<Sending>> real(Tx tx, ChannelSpec spec, String id) {
        return tx.incidents().find(id).map(incident -> {
            Instant now = clock.instant();
            Optional<Delivery> last = latest(tx, id, spec.id());
            Notice notice =
                    last.flatMap(one -> tx.outbox().notice(one.notice())).orElseGet(() -> opened(incident, now));
            Delivery delivery = new Delivery(
                    "d-preview",
                    notice.id(),
                    id,
                    spec.id(),
                    last.map(Delivery::person).orElse(null),
                    Delivery.Status.PENDING,
                    0,
                    now,
                    null,
                    null,
                    null,
                    now);
            Channel channel = types.type(spec.type()).orElseThrow();
            return measured(spec, previews.one(tx, delivery, notice, channel, spec, book.get(), now));
        });
    }

    /** What this channel was told last of an incident by a message of its own. */
    private static Optional<Delivery> latest(Tx tx, String incident, String channel) {
        return tx.outbox().ofIncident(incident).stream()
                .filter(one -> one.channel().equals(channel))
                .filter(one -> tx.outbox()
                        .notice(one.notice())
                        .filter(notice ->
                                notice.manner() != Notice.Manner.DIGEST && notice.manner() != Notice.Manner.EDIT)
                        .isPresent())
                .max(Comparator.comparing(Delivery::createdAt));
    }

    private static Notice opened(Incident incident, Instant now) {
        Severity level = incident.level();
        return new Notice(
                "n-preview",
                incident.id(),
                incident.brand(),
                level,
                NoticeReason.OPENED,
                Reason.of("opened", level.name()),
                Target.GROUPS,
                level == Severity.L1 ? Notice.Manner.RING : Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
    }

    private static List<Sending> measured(ChannelSpec spec, List<Outgoing> sendings) {
        return sendings.stream().map(one -> new Sending(one, sizes(spec, one))).toList();
    }

    private static List<Size> sizes(ChannelSpec spec, Outgoing sending) {
        return Measured.of(spec.type(), sending).stream()
                .map(one -> new Size(one.part(), one.used(), one.most(), one.bytes()))
                .toList();
    }

    @Override
    public Future<List<Shown>> look(String kind, String level, String lang) {
        Wish wish = new Wish(null, severity(level), kind, lang.isEmpty() ? null : lang);
        List<Shown> all = new ArrayList<>();
        for (ChannelSpec spec : book.get().channels().values()) {
            boolean own = !spec.id().equals(Outlets.DEMO_MAIL)
                    && types.type(spec.type()).isPresent();
            List<Part> parts = !own
                    ? List.of()
                    : invented(spec, wish).stream().map(Showcase::part).toList();
            if (own) {
                all.add(new Shown(spec.id(), spec.type(), parts));
            }
        }
        return Future.succeededFuture(all);
    }

    private static Part part(Sending sending) {
        return new Part(
                Letters.read(sending.outgoing()),
                sending.sizes().stream()
                        .map(size -> new Previewing.Size(size.part(), size.used(), size.most(), size.bytes()))
                        .toList());
    }

    private static Severity severity(String level) {
        for (Severity one : Severity.values()) {
            if (one.name().equals(level)) {
                return one;
            }
        }
        return Severity.L1;
    }

    private static Message.Kind kind(String name) {
        for (Message.Kind kind : Message.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        return Message.Kind.FIRST;
    }
}
