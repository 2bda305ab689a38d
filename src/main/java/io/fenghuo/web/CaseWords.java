package io.fenghuo.web;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.web.view.BesideView;
import io.fenghuo.web.view.CaseView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cases and what they teach, in words for one reader. */
final class CaseWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final int SHOWN = 400;
    private static final int NAME = 40;
    private static final int CHOICES = 60;
    private static final int LONGEST = 200;

    private final Desk desk;
    private final Words words;

    CaseWords(Desk desk, Words words) {
        this.desk = desk;
        this.words = words;
    }

    CaseView.Line line(CaseFile one) {
        return new CaseView.Line(
                one.incident(),
                Harmless.line(one.title(), SHOWN),
                one.level().name().toLowerCase(Locale.ROOT),
                words.level(one.level()),
                Harmless.line(one.brand(), NAME),
                Harmless.line(one.category(), NAME),
                chain(one.cause(), one.place()),
                day(one.closedAt()),
                words.t("cases.counts", one.counts().posts(), one.counts().authors()),
                Harmless.line(one.told().lesson(), SHOWN),
                one.tags().stream().map(tag -> Harmless.line(tag, NAME)).toList(),
                one.voices().stream().map(Harmless::text).toList(),
                parts(one));
    }

    private Map<String, String> parts(CaseFile one) {
        Map<String, String> parts = new LinkedHashMap<>();
        CaseFile.Told told = one.told();
        put(parts, "form.cause", chain(one.cause(), one.place()));
        put(parts, "cases.exposure", words.exact(one.exposure()));
        put(parts, "cases.opened", words.exact(one.openedAt()));
        put(parts, "cases.answered", words.exact(one.answeredAt()));
        put(parts, "cases.closed", words.exact(one.closedAt()) + " " + desk.name(one.closedBy(), words));
        put(parts, "form.measure", told.measure());
        put(parts, "form.measureOwner", told.owner() == null ? null : desk.name(told.owner(), words));
        put(parts, "form.measureDue", told.due() == null ? null : day(told.due()));
        put(parts, "form.compensation", told.compensation());
        put(parts, "form.answered", told.answered());
        put(parts, "form.reported", told.reported());
        put(parts, "form.lesson", told.lesson());
        return parts;
    }

    private void put(Map<String, String> parts, String key, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            parts.put(words.t(key), Harmless.text(text));
        }
    }

    String chain(String cause, @Nullable String place) {
        String name = words.term("cause", cause);
        return place == null || place.isEmpty() ? name : name + " / " + Harmless.line(place, NAME);
    }

    CaseView.Task task(Measure one, Casebook.@Nullable Effect effect) {
        Instant now = desk.console.now();
        String owner = one.owner().startsWith("role:")
                ? words.term("target", one.owner().substring("role:".length()))
                : Harmless.line(desk.name(one.owner(), words), NAME);
        return new CaseView.Task(
                one.id(),
                one.incident(),
                Harmless.line(one.what(), SHOWN),
                owner,
                day(one.due()),
                one.overdue(now),
                one.open(),
                one.doneAt() == null ? "" : day(one.doneAt()) + " " + desk.name(String.valueOf(one.doneBy()), words),
                effect == null
                        ? ""
                        : words.t("cases.effect", effect.days(), effect.before(), effect.daysAfter(), effect.after()));
    }

    String repeat(Casebook.Repeat one) {
        return words.t("cases.repeat", one.days(), one.times(), chain(one.cause(), one.place()));
    }

    String next(Casebook.Repeat one) {
        return words.t("cases.next", one.days(), one.times(), chain(one.cause(), one.place()), one.times() + 1);
    }

    String day(Instant at) {
        return DAY.withZone(words.zone()).format(at);
    }

    BesideView beside(Console.Dossier dossier, Casebook.Beside beside, Map<String, String> entered) {
        Incident incident = dossier.incident();
        Map<String, String> authors = new LinkedHashMap<>();
        Map<String, String> posts = new LinkedHashMap<>();
        for (Console.PostLine line : dossier.posts()) {
            Post post = line.post();
            String id = post.author().id() == null
                    ? post.author().name()
                    : post.author().id();
            if (post.role() == Role.CUSTOMER && id != null && sayable(id) && authors.size() < CHOICES) {
                String name = post.author().name() == null ? id : post.author().name();
                authors.put(
                        post.source() + "/" + id,
                        Harmless.line(name, NAME) + " · " + Harmless.line(post.source(), NAME));
            }
            if (posts.size() < CHOICES && sayable(post.id())) {
                posts.put(post.source() + "/" + post.id(), Harmless.line(post.text(), NAME));
            }
        }
        return new BesideView(
                beside.repeats().stream().map(this::next).toList(),
                reply(beside),
                closing(incident, beside.places()).with(entered),
                authors,
                posts);
    }

    /** Whether a stranger's id can go to the browser and come back as it is. */
    private static boolean sayable(String id) {
        return !id.isBlank() && id.length() <= LONGEST && Harmless.text(id).equals(id);
    }

    BesideView.Closing closing(Incident incident, List<String> places) {
        return new BesideView.Closing(
                desk.console.casebook().causes(),
                places.stream().map(one -> Harmless.line(one, NAME)).toList(),
                desk.console.casebook().authorities(incident.category()).stream()
                        .map(one -> new BesideView.Named(one.name(), one.clock()))
                        .toList(),
                desk.people(),
                Map.of());
    }

    private BesideView.@Nullable Reply reply(Casebook.Beside beside) {
        Post reply = beside.reply();
        if (reply == null) {
            return null;
        }
        String link = Harmless.link(reply.url());
        String who = reply.author().name() == null
                ? ""
                : Harmless.line(reply.author().name(), NAME);
        return new BesideView.Reply(
                who.isEmpty() ? words.of("role", reply.role()) : who,
                words.when(reply.publishedAt(), desk.console.now()),
                Harmless.text(reply.text()),
                link == null ? "" : link,
                beside.customer());
    }
}
