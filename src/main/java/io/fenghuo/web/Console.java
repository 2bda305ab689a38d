package io.fenghuo.web;

import io.fenghuo.model.Action;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.web.view.SourceView;
import io.fenghuo.web.view.Telling;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the console, REST and the event stream ask of the service. Threadsafe; no method blocks. Methods that answer at once read
 * memory only.
 */
public interface Console extends Proposals, Forgetting, Telling {
    Instant now();

    Future<Board> board();

    /** Incidents for lists, in any order. */
    Future<List<Incident>> incidents(boolean open, boolean demo, int limit);

    default Future<Optional<Dossier>> incident(String id) {
        return incident(id, Window.LAST);
    }

    /** An incident with the part of its posts and its story that {@code window} names. */
    Future<Optional<Dossier>> incident(String id, Window window);

    /**
     * Which part of a large incident is read: so many posts and lines at most, however large it is.
     *
     * @param newerPosts posts left out, from the newest on
     * @param before lines of the story from this number on are left out
     * @param newerDeliveries deliveries left out, from the newest on
     */
    record Window(int newerPosts, long before, int newerDeliveries) {
        /** With the newest deliveries. */
        public Window(int newerPosts, long before) {
            this(newerPosts, before, 0);
        }

        /** Deliveries in a window. */
        public static final int DELIVERIES = 50;
        /** Posts in a window. */
        public static final int POSTS = 100;
        /** Lines of the story in a window. */
        public static final int LINES = 300;

        /** The newest posts and the last lines. */
        public static final Window LAST = new Window(0, Long.MAX_VALUE);
    }

    /** All sources of the configuration, also those never read yet. */
    Future<List<SourceView.Line>> sources();

    /** What was told to whom. */
    Deliveries deliveries();

    /** How the demo stands. */
    Future<Demo> demo();

    /** Keeps the demo, or sends it away with its traces; completes when it is so. */
    Future<Demo> demo(boolean keep);

    /** Who answers here. */
    Identity identity();

    /** The services behind the pages beside the board. */
    Rooms rooms();

    /** 案例库. */
    Casebook casebook();

    /** Does what a person asked; completes after the commit. Expected refusals are values. */
    Future<Answer> act(String incident, Action action);

    /**
     * Takes posts in; completes after the commit. With an idempotency key, its receipt is kept in the same commit, and the same key with
     * the same fingerprint is answered by that receipt and does nothing.
     *
     * @return failed with {@link Busy} when the queue is full (nothing was kept), with {@link KeyReused} when the key came before with
     *     other content
     */
    Future<Receipt> ingest(Ingest ingest);

    /** Whom a signed link was issued to; empty when it is forged, expired or of another key. */
    Optional<Principal> principal(String token);

    /** What the holder of a signed link may see of its incident; empty when it is no more. */
    Future<Optional<Glance>> glance(Principal whose);

    /** Makes a personal link for an errand; {@code person} is an id of the contacts, or a name for somebody they do not know. */
    Pass issue(Errand errand, String person, Duration life);

    /** What a personal link allows; empty when it is forged, expired or of another key. */
    Optional<Pass> pass(String token);

    /** The bytes of a picture that was filed by hand; empty when there is none of that SHA-256. */
    Future<Optional<byte[]>> evidence(String sha256);

    /** The push sources to which posts may be brought from anywhere, as the configuration now has them. */
    List<Client> clients();

    /**
     * The posts in the body of a webhook, as the source's mapping finds them. May take a while; not for an event loop.
     *
     * @param client the name of who brings it, so that what has no id is not taken for another's; empty = it has none
     * @throws Unreadable when it cannot be read; the message says why in the language
     */
    List<Post> mapped(String source, String client, byte[] body, Locale language);

    /** Events after {@code after}, oldest first. */
    Future<List<Event>> events(long after, int limit);

    /** Calls {@code listener} with every event from now on, in order of seq, on any thread; the result ends it. */
    Runnable subscribe(Consumer<Event> listener);

    /** The people of the contacts. */
    List<Person> people();

    /** Metrics in Prometheus text format 0.0.4. */
    String metrics();

    /** What keeps the service from working, in plain words; empty = ready. */
    Future<List<String>> notReady();

    /**
     * What the board shows.
     *
     * @param messages incident id → messages sent to people so far
     * @param demo the demo's panel; null when it is off
     */
    record Board(
            List<Incident> incidents,
            Map<String, Integer> messages,
            List<SourceView.Line> sources,
            List<ChannelLine> channels,
            @Nullable DemoPanel demo) {
        public Board {
            incidents = List.copyOf(incidents);
            messages = Map.copyOf(messages);
            sources = List.copyOf(sources);
            channels = List.copyOf(channels);
        }
    }

    /**
     * What the demo has to say, in the service's language.
     *
     * @param tally one line that counts, such as 400 条 → 5 个事件 → 6 条消息
     * @param script what happens when
     * @param card the last message as a phone shows it; null when none was sent yet
     * @param next what to do next; empty while the evening goes on
     */
    record DemoPanel(
            String tally, List<ScriptLine> script, @Nullable Card card, List<String> next) {
        public DemoPanel {
            script = List.copyOf(script);
            next = List.copyOf(next);
        }
    }

    /**
     * One step of the demo, such as {@code 0:15} and what is to be seen then.
     *
     * @param found what came of it; empty while it is not known
     */
    record ScriptLine(String at, String text, boolean done, String found) {}

    /**
     * A message as a phone shows it.
     *
     * @param channel whose card it is
     * @param figure the large figure, such as the time left
     * @param lines name and value of each
     * @param button the text of its one button; empty = none
     * @param incident where the button leads
     */
    record Card(
            String channel,
            String source,
            String title,
            String subtitle,
            String figure,
            String figureName,
            String quote,
            List<List<String>> lines,
            String button,
            String incident) {
        public Card {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Everything about one incident, as far as the window goes.
     *
     * @param posts oldest first
     * @param hits those in {@code posts}
     * @param timeline oldest first
     * @param deliveries newest first
     * @param window the part it is
     * @param earlierLines lines of the story before {@code timeline}
     * @param allDeliveries how many deliveries the incident has
     */
    record Dossier(
            Incident incident,
            List<PostLine> posts,
            List<Hit> hits,
            List<TimelineEntry> timeline,
            List<DeliveryLine> deliveries,
            Window window,
            long earlierLines,
            int allDeliveries) {
        /** A part with all deliveries. */
        public Dossier(
                Incident incident,
                List<PostLine> posts,
                List<Hit> hits,
                List<TimelineEntry> timeline,
                List<DeliveryLine> deliveries,
                Window window,
                long earlierLines) {
            this(incident, posts, hits, timeline, deliveries, window, earlierLines, deliveries.size());
        }

        /** The whole of a small incident. */
        public Dossier(
                Incident incident,
                List<PostLine> posts,
                List<Hit> hits,
                List<TimelineEntry> timeline,
                List<DeliveryLine> deliveries) {
            this(incident, posts, hits, timeline, deliveries, Window.LAST, 0);
        }

        public Dossier {
            posts = List.copyOf(posts);
            hits = List.copyOf(hits);
            timeline = List.copyOf(timeline);
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A post with what became of it at its source. */
    record PostLine(Post post, boolean edited, boolean deleted) {}

    /**
     * A delivery with the notice it carries, where that is still known.
     *
     * @param toldIn the delivery whose message told this one as well, since several went as a digest; null = it has a message of its own
     */
    record DeliveryLine(
            Delivery delivery,
            @Nullable Notice notice,
            @Nullable String toldIn) {
        /** One with a message of its own. */
        public DeliveryLine(Delivery delivery, @Nullable Notice notice) {
            this(delivery, notice, null);
        }
    }

    /**
     * A delivery and its message.
     *
     * @param content its lines as sent, or as they would be sent now; without signed links and addresses
     * @param fixed whether it was fixed at a first attempt
     * @param tells how many deliveries its message tells, itself included; 0 while none is fixed, or when another's message tells it
     */
    record Letter(DeliveryLine line, List<String> content, boolean fixed, int tells) {
        /** A message of one delivery. */
        public Letter(DeliveryLine line, List<String> content, boolean fixed) {
            this(line, content, fixed, fixed ? 1 : 0);
        }

        public Letter {
            content = List.copyOf(content);
        }
    }

    /**
     * What came of a change of a delivery.
     *
     * @param done false when its state does not allow it
     */
    record Handled(Delivery delivery, boolean done) {}

    /** Who acts, and from where: console, api, cli. */
    record Actor(String by, String via) {}

    /**
     * How the demo stands.
     *
     * @param setting off, keep, or empty when nobody decided
     * @param running whether it plays now
     * @param removed how many incidents and posts of it were just removed
     */
    record Demo(String setting, boolean running, int removed) {}

    /**
     * Who answers.
     *
     * @param home the folder it works in, absolute
     * @param pid its process
     * @param serving false when it was only opened for one command and nothing is sent out
     */
    record Identity(String home, long pid, boolean serving) {}

    /**
     * How a channel is doing.
     *
     * @param problem why it does not work or is not set up; null when it works
     * @param cure what to do about it
     */
    record ChannelLine(
            String id,
            String type,
            boolean live,
            @Nullable String problem,
            @Nullable String cure) {}

    /** Bytes to be kept as evidence, under their SHA-256 in hex. */
    record Evidence(String sha256, String type, byte[] bytes) {}

    /** What became of an {@link Ingest}. */
    record Receipt(int posts, int stored, int edited, int hits) {}

    /** What came of an action. */
    sealed interface Answer {
        /** Done, or it was so already: the incident as it now is. */
        record Done(Incident incident) implements Answer {}

        /**
         * Not done, nothing changed.
         *
         * @param reason what is wrong or missing: a code worded under the bundle key {@code refusal.<code>}, or words that are ready
         * @param present the incident as it is
         */
        record Refused(Why why, Reason reason, Incident present) implements Answer {}

        /** No such incident. */
        record Unknown() implements Answer {}
    }

    /** Why an action is refused. */
    enum Why {
        /** The incident has changed since the person saw it. */
        STALE,
        /** The state does not allow it. */
        STATE,
        /** Something the action needs is missing or wrong. */
        INCOMPLETE
    }

    /**
     * Whom a signed link was issued to.
     *
     * @param incident the one incident it opens
     * @param person a person's id; for a link sent to a group, what stands for it: {@code channel:} and the channel's id
     * @param name as colleagues know the person or the group
     * @param group whether it names nobody, so that the page must ask who is acting
     */
    record Principal(String incident, String person, String name, boolean group, Instant until) {}

    /**
     * An incident as the holder of a link may see it.
     *
     * @param incident its title masked for a group as the group's messages are
     * @param withheld whether it tells of a threat or self-harm and its holder is not of those who may read that
     */
    record Glance(Incident incident, boolean withheld) {
        /** What may be shown; {@code instead} = what stands for words withheld. */
        Incident shown(String instead) {
            return withheld ? incident.with().title(instead).build() : incident;
        }
    }

    /**
     * Who brings posts of a push source from anywhere.
     *
     * @param keys any of which opens; empty = none does
     * @param named client → its own keys; what it brings is kept under its name
     * @param secret signs what is brought; null = nothing is signed with it
     * @param signers client → what it signs with; what it brings is kept under its name
     * @param rate requests a second
     */
    record Client(
            String source,
            List<Secret> keys,
            Map<String, List<Secret>> named,
            @Nullable Secret secret,
            Map<String, Secret> signers,
            double rate) {
        public Client {
            keys = List.copyOf(keys);
            named = Map.copyOf(named);
            signers = Map.copyOf(signers);
        }
    }

    /** A webhook's body that is not what the mapping says. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String why) {
            super(why);
        }
    }

    /** What a personal link is for. */
    enum Errand {
        /** 人工上报. */
        REPORT,
        /** 加词: proposing a word to watch for. */
        WORD,
        /** 换班: swapping a shift. */
        ROTA
    }

    /**
     * A personal link other than an incident's.
     *
     * @param person an id of the contacts, or a name
     * @param name as colleagues know them
     */
    record Pass(Errand errand, String person, String name, Instant until, String token) {}

    /** Somebody of the contacts. */
    record Person(String id, String name) {}

    /**
     * One event of the journal.
     *
     * @param type such as {@code fenghuo.incidents}
     * @param json its content
     */
    record Event(long seq, String type, String json, Instant at) {}

    /** Too much at once: come back later. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long retryAfterMillis;

        public Busy(long retryAfterMillis) {
            super("busy; retry in " + retryAfterMillis + " ms");
            this.retryAfterMillis = retryAfterMillis;
        }

        public long retryAfterMillis() {
            return retryAfterMillis;
        }
    }

    /** The store cannot keep anything at the moment, such as on a full disk: what the request brought was not kept whole, and it is worth another try as it is. */
    final class Unkept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unkept() {
            super("the store keeps nothing at the moment");
        }
    }

    /** An idempotency key that came before with other content. */
    final class KeyReused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public KeyReused() {
            super("this Idempotency-Key came before with other content; use a new one");
        }
    }
}
