package io.fenghuo.web;

import io.fenghuo.model.Clock;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.web.view.BesideView;
import io.fenghuo.web.view.Countdown;
import io.fenghuo.web.view.Deed;
import io.fenghuo.web.view.DeliveryView;
import io.fenghuo.web.view.EntryView;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.IncidentView;
import io.fenghuo.web.view.Part;
import io.fenghuo.web.view.PostView;
import io.fenghuo.web.view.Row;
import io.fenghuo.web.view.Words;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One incident: how it stands, what can be done, what was said, what happened and who was told. */
final class IncidentPage implements Handler<RoutingContext> {
    private static final int CLOCKS = 8;
    private final Desk desk;

    IncidentPage(Desk desk) {
        this.desk = desk;
    }

    /** An action that was refused, with what the person had entered, so that nothing must be typed twice. */
    record Refused(String action, String message, Map<String, String> entered) {
        static final Refused NONE = new Refused("", "", Map.of());
    }

    @Override
    public void handle(RoutingContext ctx) {
        show(ctx, 200, Refused.NONE);
    }

    void show(RoutingContext ctx, int status, Refused refused) {
        show(ctx, status, refused, "");
    }

    /** Shows the page; {@code said} is why something beside the actions was not done, empty = nothing is wrong. */
    void show(RoutingContext ctx, int status, Refused refused, String said) {
        desk.console
                .incident(ctx.pathParam("id"), window(ctx))
                .onSuccess(found -> {
                    if (found.isEmpty()) {
                        ctx.fail(Trouble.of(404, "error.404"));
                    } else {
                        show(ctx, status, refused, said, found.get());
                    }
                })
                .onFailure(ctx::fail);
    }

    private void show(RoutingContext ctx, int status, Refused refused, String said, Console.Dossier dossier) {
        Words words = desk.words(ctx);
        Incident incident = dossier.incident();
        HelpViews views = new HelpViews(words, person -> desk.name(person, words), desk.console.now());
        desk.console
                .rooms()
                .helpers()
                .help(incident.id(), desk.me(ctx))
                .compose(help -> desk.console.casebook().beside(incident).map(beside -> {
                    BesideView more = new CaseWords(desk, words).beside(dossier, beside, refused.entered());
                    return Map.<String, Object>of(
                            "s",
                            desk.shell(ctx, false),
                            "v",
                            view(dossier, more, refused, words),
                            "h",
                            views.of(
                                    incident, help.orElse(Helpers.Help.NONE), "/incidents/" + incident.id(), "", said));
                }))
                .onSuccess(params -> desk.show(ctx, status, "incident", params))
                .onFailure(ctx::fail);
    }

    private IncidentView view(Console.Dossier dossier, BesideView beside, Refused refused, Words words) {
        Instant now = desk.console.now();
        Incident incident = dossier.incident();
        UnaryOperator<String> name = person -> desk.name(person, words);
        return new IncidentView(
                Row.of(incident, -1, words, name, now),
                incident,
                clocks(incident, words, now),
                incident.reasons().stream()
                        .map(reason -> words.reason(reason, name))
                        .toList(),
                incident.told().stream()
                        .map(target -> told(target, words))
                        .distinct()
                        .toList(),
                customers(incident),
                newestFirst(dossier.posts()).stream()
                        .map(line -> PostView.of(
                                line.post(), line.edited(), line.deleted(), dossier.hits(), words, name, now))
                        .toList(),
                part(dossier),
                EntryView.story(dossier.timeline(), words, name, now),
                dossier.deliveries().stream()
                        .map(line -> DeliveryView.of(line.delivery(), line.notice(), line.toldIn(), words, name, now))
                        .toList(),
                deeds(incident),
                refused.action(),
                refused.message(),
                refused.entered(),
                beside);
    }

    /** The part of a large incident that the reader asks for: {@code posts} newer ones left out, the story before line {@code line}. */
    static Console.Window window(RoutingContext ctx) {
        return new Console.Window(
                (int) Math.min(Integer.MAX_VALUE, Numbers.param(ctx, "posts", 0)),
                Numbers.param(ctx, "line", Long.MAX_VALUE),
                (int) Math.min(Integer.MAX_VALUE, Numbers.param(ctx, "sent", 0)));
    }

    private static Part part(Console.Dossier dossier) {
        Console.Window window = dossier.window();
        int newer = window.newerPosts();
        int shown = newer + dossier.posts().size();
        int total = Math.max(shown, dossier.incident().counts().posts());
        return new Part(
                total,
                newer,
                Math.max(0, newer - Console.Window.POSTS),
                total - shown,
                shown,
                dossier.earlierLines(),
                window.before() != Long.MAX_VALUE,
                sent(dossier));
    }

    private static Part.Sent sent(Console.Dossier dossier) {
        int newer = Math.min(dossier.window().newerDeliveries(), dossier.allDeliveries());
        int on = newer + dossier.deliveries().size();
        return new Part.Sent(
                dossier.allDeliveries(),
                newer,
                Math.max(0, newer - Console.Window.DELIVERIES),
                dossier.allDeliveries() - on,
                on);
    }

    private static <T> List<T> newestFirst(List<T> oldestFirst) {
        List<T> reversed = new ArrayList<>(oldestFirst);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<Deed> deeds(Incident incident) {
        boolean nobody = desk.console.people().isEmpty();
        return Deed.of(incident).stream()
                .filter(deed -> !nobody || !deed.form().equals("person"))
                .toList();
    }

    private static List<Countdown> clocks(Incident incident, Words words, Instant now) {
        List<Clock> shown = new ArrayList<>(Row.live(incident));
        for (Clock clock : incident.clocks()) {
            if (!shown.contains(clock)) {
                shown.add(clock);
            }
        }
        return shown.stream()
                .limit(CLOCKS)
                .map(clock -> Countdown.of(clock, Row.caseName(incident, clock), words, now))
                .toList();
    }

    private static Map<String, String> customers(Incident incident) {
        Map<String, String> open = new LinkedHashMap<>();
        if (incident.level() == Severity.L3 && incident.cases().size() > 1) {
            for (CustomerCase one : incident.cases()) {
                if (one.settledAt() == null) {
                    open.put(one.customer(), Row.caseName(one));
                }
            }
        }
        return open;
    }

    private String told(String target, Words words) {
        int colon = target.indexOf(':');
        String id = target.substring(colon + 1);
        return switch (colon < 0 ? "" : target.substring(0, colon)) {
            case "role", "rota" -> words.term("target", id);
            case "person" -> Harmless.line(desk.name(id, words), 40);
            case "channel" -> Harmless.line(id, 40);
            default -> target.equals("groups") ? words.t("target.groups") : Harmless.line(desk.name(target, words), 40);
        };
    }
}
