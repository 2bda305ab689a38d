package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Roles;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Tx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the persons who have the role admin about a channel that does not work: each by the first of their own ways that does, and on the
 * terminal when none of them has one left. A dead channel is told again until it is mended. Works inside one transaction.
 */
public final class Admins {
    /** How often a dead channel is told again at first, and after {@link #PATIENT}. */
    public static final Duration AGAIN = Duration.ofHours(1);

    public static final Duration SELDOM = Duration.ofHours(4);
    public static final Duration PATIENT = Duration.ofHours(4);

    /** Mails of the demo stay in a folder nobody watches. */
    private static final String DEMO_MAIL = "demo-mail";

    private static final Pattern CURE = Pattern.compile("(?s)(.*?) ?\\[(cure\\.[a-z.]+)]");

    private final Tx tx;
    private final AddressBook book;
    private final Instant now;

    public Admins(Tx tx, AddressBook book, Instant now) {
        this.tx = tx;
        this.book = book;
        this.now = now;
    }

    public static boolean alive(Tx tx, String channel) {
        return tx.outbox().state(channel).map(Outbox.ChannelState::deadReason).isEmpty();
    }

    /** Once an hour for each channel, whatever is wrong with it; {@code why} ends with the key of the cure. */
    public void tell(String channel, Reason why, String brand) {
        String id = "n-admin-" + channel + "-" + now.getEpochSecond() / AGAIN.toSeconds();
        if (tx.outbox().notice(id).isPresent()) {
            return;
        }
        tx.outbox().add(notice(id, why, brand, now), rows(id, channel));
    }

    /** What administrators are told about no incident. */
    public static Notice notice(String id, Reason why, String brand, Instant now) {
        return new Notice(
                id,
                null,
                brand,
                Severity.L2,
                NoticeReason.ADMIN,
                why,
                Target.role(Roles.ADMIN),
                Notice.Manner.CARD,
                List.of(),
                now,
                false,
                null);
    }

    private List<Delivery> rows(String notice, String about) {
        Roster roster = roster();
        List<Delivery> rows = new ArrayList<>();
        for (String person : OnCall.persons(book.contacts(), Target.role(Roles.ADMIN), now)) {
            roster.ways(person).stream()
                    .filter(way -> !way.equals(about) && alive(tx, way))
                    .findFirst()
                    .ifPresent(way -> rows.add(row(notice, way, person)));
        }
        if (rows.isEmpty()) {
            rows.add(row(notice, Roster.TERMINAL, null));
        }
        return rows;
    }

    private Roster roster() {
        List<Roster.Line> lines = new ArrayList<>();
        for (ChannelSpec spec : book.channels().values()) {
            if (!spec.id().equals(DEMO_MAIL)) {
                lines.add(new Roster.Line(spec.id(), spec.type(), spec.levels(), spec.fallback(), spec.phone()));
            }
        }
        return new Roster(book.contacts(), lines);
    }

    private Delivery row(String notice, String channel, @Nullable String person) {
        return new Delivery(
                "d-" + notice + (person == null ? "" : "-" + person),
                notice,
                null,
                channel,
                person,
                Delivery.Status.PENDING,
                0,
                now,
                null,
                null,
                null,
                now);
    }

    /** Notes that a channel has just died: from here its reminders are counted. */
    public void died(String channel, String words) {
        mark(channel, now, now);
        event("channel.dead", channel, words);
    }

    /** Notes that a channel works again. */
    public void mended(String channel) {
        tx.journal().saveSetting(name(channel), "");
        event("channel.mended", channel, "");
    }

    /** Tells again about every dead channel of the files whose time has come; returns how many. */
    public int remind() {
        int told = 0;
        for (String channel : book.channels().keySet()) {
            String words = tx.outbox()
                    .state(channel)
                    .map(Outbox.ChannelState::deadReason)
                    .orElse(null);
            if (words != null && due(channel)) {
                Matcher cure = CURE.matcher(words);
                boolean cured = cure.matches();
                tell(
                        channel,
                        Reason.of("channel.dead", channel, cured ? cure.group(1) : words, cured ? cure.group(2) : ""),
                        "");
                told++;
            }
        }
        return told;
    }

    /** Whether it is to be told again; if so it counts as told. */
    private boolean due(String channel) {
        Optional<String[]> marks = tx.journal()
                .setting(name(channel))
                .filter(text -> !text.isEmpty())
                .map(text -> text.split(" ", -1));
        Instant since = marks.map(parts -> Instant.parse(parts[0])).orElse(now);
        Instant last = marks.map(parts -> Instant.parse(parts[1])).orElse(Instant.EPOCH);
        Duration wait = Duration.between(since, now).compareTo(PATIENT) < 0 ? AGAIN : SELDOM;
        if (last.plus(wait).isAfter(now)) {
            return false;
        }
        mark(channel, since, now);
        return true;
    }

    private void mark(String channel, Instant since, Instant last) {
        tx.journal().saveSetting(name(channel), since + " " + last);
    }

    private static String name(String channel) {
        return "channel.dead/" + channel;
    }

    private void event(String type, String channel, String words) {
        JsonObject json =
                new JsonObject().put("version", 1).put("channel", channel).put("at", now.toString());
        tx.journal().publish(type, (words.isEmpty() ? json : json.put("reason", words)).encode(), now);
    }
}
