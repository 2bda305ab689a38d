package io.fenghuo.app;

import io.fenghuo.app.demo.CardPreview;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.letters.Previews;
import io.fenghuo.verticle.outbox.AddressBook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The card a WeCom group would get for an incident, rendered by the very channel that would send it. */
interface DemoCards {
    /** No cards. */
    DemoCards NONE = (tx, incident) -> Optional.empty();

    Optional<CardPreview> of(Tx tx, Incident incident);

    /** The book of a house whose phones reach the console: only then a card has its button. */
    private static AddressBook linked(AddressBook book) {
        return book.publicUrl() != null
                ? book
                : new AddressBook(
                        book.channels(),
                        book.contacts(),
                        book.lang(),
                        book.zone(),
                        book.console(),
                        book.console(),
                        book.wordings());
    }

    /** Cards from the real channel. */
    static DemoCards of(Previews previews, Channels channels, Supplier<AddressBook> book, Supplier<Instant> now) {
        ChannelSpec spec = new ChannelSpec(
                "demo-wecom", "wecom-robot", Set.of(), null, null, List.of(), List.of(), false, false, Map.of());
        return (tx, incident) -> {
            Optional<Channel> wecom = channels.type(spec.type());
            Optional<Delivery> first = tx.outbox().ofIncident(incident.id()).stream()
                    .reduce((a, b) -> a.createdAt().isBefore(b.createdAt()) ? a : b);
            if (wecom.isEmpty() || first.isEmpty()) {
                return Optional.empty();
            }
            Optional<Notice> notice = tx.outbox().notice(first.get().notice());
            return notice.flatMap(said ->
                    previews.one(tx, first.get(), said, wecom.get(), spec, linked(book.get()), now.get()).stream()
                            .filter(Outgoing.Http.class::isInstance)
                            .map(out -> new String(((Outgoing.Http) out).body(), StandardCharsets.UTF_8))
                            .map(CardPreview::of)
                            .flatMap(Optional::stream)
                            .findFirst());
        };
    }
}
