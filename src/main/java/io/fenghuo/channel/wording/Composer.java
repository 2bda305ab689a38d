package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Message.Excerpt;
import io.fenghuo.channel.Message.Item;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Wording;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Draft.Fact;
import io.fenghuo.channel.wording.Draft.Line;
import io.fenghuo.channel.wording.Draft.Note;
import io.fenghuo.channel.wording.Draft.Part;
import io.fenghuo.channel.wording.Draft.Where;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a message into words: self-contained the first time, short afterwards. */
public final class Composer {
    /** The reason of a digest of what waited while its destination could take no more. */
    static final String HELD = "held";
    /** That of a digest of what a destination missed while it was out. */
    private static final String BACKFILL = "backfill";
    /** The reason of a digest of what a pause held back. */
    static final String PAUSED = "paused";
    /** Digests of what could not go when it was due: their reason stands in them. */
    private static final Set<String> GATHERED = Set.of(HELD, "diverted", BACKFILL, PAUSED);

    /** A backlog of more incidents than this gives each a short line, so that one message names them all. */
    private static final int FEW = 8;

    /** A longer address of a post is left out. */
    static final int LONGEST_URL = 400;

    private static final int SHORT = 24;
    private static final int TITLE = 60;
    private static final int NAME = 24;

    private final Message message;
    private final Words words;
    private final Instant now;
    private final ClockWords clocks;

    public Composer(Message message, Instant now) {
        this.message = message;
        this.words = Words.of(message.recipient().lang());
        this.now = now;
        this.clocks = new ClockWords(words, now, message.zone());
    }

    public Words words() {
        return words;
    }

    /** The whole message, in the house's own words where there are some. */
    public Draft draft(Budget budget) {
        Draft built = built(budget);
        Wording own = message.wording();
        return own == null || budget.builtIn() ? built : new Dressing(this, message, budget).dress(built, own);
    }

    private Draft built(Budget budget) {
        if (!message.digest().isEmpty()) {
            return digest(budget);
        }
        Incident incident = message.incident();
        if (incident == null) {
            return admin();
        }
        List<Part> parts = message.followUp() > 0 ? update(incident, budget) : first(incident, budget);
        return finish(title(incident), head(incident), parts, incident);
    }

    private Draft finish(String title, String head, List<Part> parts, @Nullable Incident incident) {
        String link = link(incident);
        boolean take = link != null && toTake(incident);
        if (link == null && !linked()) {
            String console = message.links().console();
            parts.add(new Note(
                    words.get(toTakeByHand(incident) ? "label.take" : "label.open"),
                    incident == null
                            ? words.get("nolink.none", console)
                            : words.get(
                                    toTakeByHand(incident) ? "nolink" : "nolink.open",
                                    console + "/incidents/" + incident.id(),
                                    incident.id())));
        }
        String label = words.get(take ? "action.take" : "action.open");
        return new Draft(mark() + title, mark() + head, parts, link, label, null);
    }

    /** Whether it is a digest whose lines all carry a link of their own. */
    private boolean linked() {
        return !message.digest().isEmpty() && message.digest().stream().allMatch(item -> item.link() != null);
    }

    /** The one link: to take it while nobody has, else to see it. */
    private @Nullable String link(@Nullable Incident incident) {
        return toTake(incident) ? message.links().take() : message.links().incident();
    }

    private boolean toTake(@Nullable Incident incident) {
        return incident != null
                && incident.state() == State.OPEN
                && message.links().take() != null;
    }

    private static boolean toTakeByHand(@Nullable Incident incident) {
        return incident != null && incident.state() == State.OPEN;
    }

    /** What the whole message is marked as: 【演示】, 【演练】 or nothing. */
    public String mark() {
        if (message.demo()) {
            return words.get("demo");
        }
        Incident incident = message.incident();
        return incident == null ? "" : mark(incident);
    }

    private String mark(Incident incident) {
        return incident.flags().contains(Flag.DRILL) ? words.get("drill") : "";
    }

    public String title(Incident incident) {
        return title(incident, TITLE);
    }

    private String title(Incident incident, int most) {
        return words.get(
                "title.incident",
                level(incident),
                Plain.line(incident.brand(), NAME),
                Plain.line(incident.category(), NAME),
                Plain.line(incident.title(), most));
    }

    private String head(Incident incident) {
        return message.excerpts().isEmpty()
                ? title(incident)
                : words.get(
                        "title.head",
                        level(incident),
                        Plain.line(incident.brand(), NAME),
                        Plain.line(incident.category(), NAME));
    }

    public String level(Incident incident) {
        return words.level(incident.level(), incident.flags().contains(Flag.SUSPECTED));
    }

    private List<Part> first(Incident incident, Budget budget) {
        List<Part> parts = new ArrayList<>();
        quotes(parts, budget);
        parts.add(new Fact(
                words.get("label.count"), words.get("counts.since", counts(incident), exposure(incident)), false));
        clocks.lines(incident, message.notice().clock(), 3)
                .forEach(line -> parts.add(new Fact(line.name(), line.left(), true)));
        parts.add(new Fact(words.get("label.state"), state(incident), false));
        parts.add(new Fact(words.get("label.why"), why(message.notice()), true));
        if (!incident.reasons().isEmpty()) {
            parts.add(new Fact(words.get("label.grade"), reasons(incident.reasons()), false));
        }
        parts.add(new Fact(words.get("label.you"), you(), false));
        stop(parts, incident);
        return parts;
    }

    private List<Part> update(Incident incident, Budget budget) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Fact(words.get("followup", message.followUp() + 1), why(message.notice()), true));
        clocks.lines(incident, message.notice().clock(), 2)
                .forEach(line -> parts.add(new Fact(line.name(), line.left(), true)));
        quotes(parts, budget.of(80, 1, 0));
        parts.add(new Fact(words.get("label.state"), state(incident), false));
        parts.add(new Fact(words.get("label.count"), counts(incident), false));
        parts.add(new Fact(words.get("label.you"), you(), false));
        stop(parts, incident);
        return parts;
    }

    /** While the ladder runs, how to stop it. */
    private void stop(List<Part> parts, Incident incident) {
        String stop = stop(incident);
        if (!stop.isEmpty()) {
            parts.add(new Fact(words.get("label.stop"), stop, false));
        }
    }

    /** How to stop a running escalation; empty when none runs. */
    public String stop(Incident incident) {
        boolean runs = incident.state() == State.OPEN && incident.ladder().startedAt() != null;
        return runs ? words.get("stop.how") : "";
    }

    /** Why it was sent. */
    public String why(Notice notice) {
        String kind = words.get("notice." + notice.reason());
        String late = notice.late() ? words.get("late") : "";
        boolean plain = notice.why().args().isEmpty()
                && (!words.has("reason." + notice.why().code())
                        || words.reason(notice.why()).equals(kind));
        boolean bare =
                plain && notice.why().code().equals(notice.reason().name().toLowerCase(java.util.Locale.ROOT));
        String said = Plain.line(words.reason(notice.why()), 200);
        return bare || said.equals(kind) ? kind + late : kind + words.get("colon") + said + late;
    }

    String you() {
        return Stream.concat(Stream.of(message.notice().to()), message.recipient().also().stream())
                .map(target ->
                        target.kind() == Target.Kind.GROUPS && !message.digest().isEmpty()
                                ? words.get("you.groups", levels())
                                : words.you(target, message.notice().level()))
                .distinct()
                .collect(Collectors.joining(words.get("sep")));
    }

    /** The grades a digest tells of. */
    private String levels() {
        return message.digest().stream()
                .map(item -> item.notice().level())
                .distinct()
                .sorted()
                .map(level -> words.get("level." + level))
                .collect(Collectors.joining(words.get("and")));
    }

    public String state(Incident incident) {
        String state = words.get("state." + incident.state());
        if (message.ownerName() != null) {
            state = words.get("state.owner", state, Plain.line(message.ownerName(), NAME));
        }
        for (Flag flag : List.of(Flag.REOPENED, Flag.WAITING, Flag.SNOOZED)) {
            if (incident.flags().contains(flag)) {
                state = state + words.get("sep") + words.get("flag." + flag);
            }
        }
        return state;
    }

    String exposure(Incident incident) {
        return words.moment(incident.exposure(), now, message.zone());
    }

    public String counts(Incident incident) {
        return words.get("counts", incident.counts().posts(), incident.counts().authors());
    }

    String reasons(List<Reason> reasons) {
        return reasons.stream()
                .limit(3)
                .map(reason -> Plain.line(words.reason(reason), 100))
                .collect(Collectors.joining(words.get("stop")));
    }

    public ClockWords clocks() {
        return clocks;
    }

    private void quotes(List<Part> parts, Budget budget) {
        int shown = Math.min(message.excerpts().size(), budget.posts());
        for (Excerpt excerpt : message.excerpts().subList(0, shown)) {
            if (budget.excerpt() > 0) {
                parts.add(Excerpts.quote(excerpt, budget.excerpt(), words));
            }
            parts.add(new Fact(words.get("label.where"), from(excerpt), false));
            String product = product(excerpt.post());
            if (!product.isEmpty()) {
                parts.add(new Fact(words.get("label.product"), product, false));
            }
            String url = Medium.url(excerpt.post().url());
            if (url != null && url.length() <= LONGEST_URL) {
                parts.add(new Where(words.get("label.link"), url));
            }
        }
        int left = message.excerpts().size() - shown;
        if (left > 0 && message.followUp() == 0) {
            parts.add(new Note(words.get("more.posts", left)));
        }
    }

    /** What the house's lists say of the product; empty = nothing. */
    private String product(Post post) {
        List<String> facts = Stream.of("product.price", "product.promotion", "product.return-rate")
                .filter(post.attributes()::containsKey)
                .map(name -> words.get(name, Plain.line(post.attributes().getOrDefault(name, ""), NAME)))
                .toList();
        String name = post.subject().product();
        return facts.isEmpty()
                ? ""
                : (name == null ? "" : Plain.line(name, NAME) + words.get("sep"))
                        + String.join(words.get("sep"), facts);
    }

    public String from(Excerpt excerpt) {
        String name = excerpt.post().author().name();
        return words.get(
                "from",
                name == null || name.isBlank() ? words.get("anonymous") : Plain.line(name, NAME),
                Plain.line(excerpt.post().source(), 40),
                words.moment(excerpt.post().publishedAt(), now, message.zone()));
    }

    private Draft admin() {
        Notice notice = message.notice();
        List<Part> parts = new ArrayList<>();
        List<String> args = notice.why().args();
        String last = args.isEmpty() ? "" : args.get(args.size() - 1);
        boolean cured = last.startsWith("cure.") && words.has(last);
        parts.add(new Fact(words.get("label.why"), why(notice), true));
        if (cured) {
            parts.add(new Fact(words.get("label.cure"), words.get(last), true));
        }
        String title = words.get("title.admin", Plain.line(words.reason(notice.why()), TITLE));
        return finish(title, title, parts, null);
    }

    private Draft digest(Budget budget) {
        List<Item> items = message.digest();
        List<Part> parts = new ArrayList<>();
        String code = message.notice().why().code();
        boolean held = GATHERED.contains(code);
        String why = held ? words.reason(message.notice().why()) : words.get("notice." + NoticeReason.DIGEST);
        parts.add(new Fact(words.get("label.why"), why + words.get("sep") + you(), held));
        boolean terse = held && items.size() > FEW;
        int shown = Math.min(items.size(), budget.items());
        for (Item item : items.subList(0, shown)) {
            parts.add(terse ? new Line(terse(item), null) : new Line(item(item), item.link()));
        }
        if (shown < items.size()) {
            parts.add(new Note(words.get(
                    "more.items",
                    items.size() - shown,
                    items.size(),
                    message.links().console())));
        }
        String title = words.get(
                        code.equals(BACKFILL) ? "title.backfill" : "title.digest",
                        message.notices(),
                        message.incidents())
                + part();
        return finish(title, title, parts, null);
    }

    /** Which of several messages it is, as it stands behind the title; empty when it is the only one. */
    String part() {
        Message.Part part = message.part();
        return part == null ? "" : part.mark();
    }

    private String terse(Item item) {
        Incident incident = item.incident();
        if (incident == null) {
            return why(item.notice());
        }
        String facts = counts(incident) + left(item, incident) + more(item);
        return mark(incident) + words.get("item.why", title(incident, SHORT), facts);
    }

    private String left(Item item, Incident incident) {
        return clocks.lines(incident, item.notice().clock(), 1).stream()
                .map(line -> words.get("sep") + line.name() + words.get("colon") + line.left())
                .findFirst()
                .orElse("");
    }

    private String more(Item item) {
        return item.count() == 1 ? "" : words.get("sep") + words.get("item.also", item.count());
    }

    private String item(Item item) {
        Incident incident = item.incident();
        if (incident == null) {
            return why(item.notice());
        }
        String left = left(item, incident);
        String more = more(item);
        String facts = counts(incident) + words.get("sep") + why(item.notice()) + left + more;
        return mark(incident) + words.get("item.why", title(incident), facts);
    }
}
