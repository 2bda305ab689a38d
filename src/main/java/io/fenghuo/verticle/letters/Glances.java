package io.fenghuo.verticle.letters;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.casebook.Masking;
import io.fenghuo.model.Incident;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much of an incident the page behind a link tells its holder: no more than the message did that brought the link. */
public final class Glances {
    private static final int POSTS = 50;

    private Glances() {}

    /** Whether a person may not read the words of this incident; null = a group. */
    public static boolean withheld(Tx tx, Incident incident, @Nullable String person, Contacts contacts, Instant now) {
        return (person == null || !Grave.entrusted(contacts, person, now)) && new Grave(tx).touches(incident);
    }

    /** The incident as a group may see it whose channel is {@code spec}; null = a channel that is no more. */
    public static Incident group(Tx tx, Incident incident, @Nullable ChannelSpec spec) {
        if (!Discretion.masks(spec, null)) {
            return incident;
        }
        Masking masking = Discretion.masking(
                tx.incidents().posts(incident.id(), POSTS).stream()
                        .map(post -> post.subject().order())
                        .filter(Objects::nonNull)
                        .toList(),
                spec);
        return incident.with().title(masking.text(incident.title())).build();
    }
}
