package io.fenghuo.app;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.delivery.Mailroom;
import io.fenghuo.verticle.watching.SourceWatch;
import io.fenghuo.web.Console;
import io.fenghuo.web.view.SourceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads from the store what the pages show. Every method runs inside the caller's transaction. Threadsafe. */
final class BoardReader {
    private static final int GAPS_SHOWN = 3;

    private static final int INCIDENTS = 200;

    private final ConsoleService.Parts parts;

    BoardReader(ConsoleService.Parts parts) {
        this.parts = parts;
    }

    Console.Board board(Tx tx) {
        List<Incident> incidents = tx.incidents().list(new Incidents.Query(true, true, INCIDENTS));
        Map<String, Integer> messages = new HashMap<>();
        incidents.forEach(incident -> messages.put(incident.id(), messages(tx, incident)));
        return new Console.Board(
                incidents,
                messages,
                sources(tx),
                parts.channels().apply(tx),
                parts.demo().apply(tx));
    }

    /** Messages sent to people for one incident: card, text and spare channel of one notice to one person count once. */
    static int messages(Tx tx, Incident incident) {
        Set<String> sent = new HashSet<>();
        boolean demo = incident.has(Flag.DEMO);
        for (Delivery delivery : tx.outbox().ofIncident(incident.id())) {
            boolean arrived =
                    delivery.state() == Delivery.Status.DELIVERED || delivery.state() == Delivery.Status.UNCONFIRMED;
            if (arrived) {
                String group = demo ? "" : delivery.channel();
                sent.add(delivery.notice() + " " + (delivery.person() == null ? group : delivery.person()));
            }
        }
        return sent.size();
    }

    /** What one page shows of an incident; reads no more of it, however many posts it has. */
    static Optional<Console.Dossier> dossier(Tx tx, String id, Console.Window window) {
        return tx.incidents().find(id).map(incident -> {
            List<Post> posts =
                    new ArrayList<>(tx.incidents().newest(id, Math.max(0, window.newerPosts()), Console.Window.POSTS));
            Collections.reverse(posts);
            List<Incidents.Recorded> story = tx.incidents().timeline(id, window.before(), Console.Window.LINES);
            List<Delivery> sent = tx.outbox().ofIncident(id);
            int skip = Math.max(0, Math.min(sent.size(), window.newerDeliveries()));
            return new Console.Dossier(
                    incident,
                    posts.stream().map(post -> line(tx, post)).toList(),
                    tx.posts().hitsOf(id, posts),
                    story.stream().map(Incidents.Recorded::entry).toList(),
                    lines(tx, sent.subList(skip, Math.min(sent.size(), skip + Console.Window.DELIVERIES))),
                    window,
                    story.isEmpty() ? 0 : story.get(0).seq() - 1,
                    sent.size());
        });
    }

    private static Console.PostLine line(Tx tx, Post post) {
        return new Console.PostLine(
                post,
                tx.posts().versions(post.source(), post.id()).size() > 1,
                tx.posts().deletedAt(post.source(), post.id()).isPresent());
    }

    static List<Console.DeliveryLine> lines(Tx tx, List<Delivery> deliveries) {
        Map<String, Optional<Notice>> notices = new HashMap<>();
        return deliveries.stream()
                .map(delivery -> new Console.DeliveryLine(
                        delivery,
                        notices.computeIfAbsent(delivery.notice(), tx.outbox()::notice)
                                .orElse(null),
                        Mailroom.toldIn(tx, delivery.id())))
                .toList();
    }

    List<SourceView.Line> sources(Tx tx) {
        Map<String, SourceStatus> known = tx.sources().all().stream()
                .collect(Collectors.toMap(SourceStatus::source, Function.identity(), (a, b) -> b));
        Instant now = parts.time().now();
        List<SourceView.Line> lines = new ArrayList<>();
        for (SourceSpec spec : parts.sources().get()) {
            SourceStatus status = known.getOrDefault(
                    spec.id(), new SourceStatus(spec.id(), spec.type(), false, null, null, 0, null, null, 0));
            Reason deaf = SourceWatch.deaf(spec, status, now);
            lines.add(new SourceView.Line(
                    status,
                    deaf != null || SourceWatch.silent(spec, status, now),
                    null,
                    deaf,
                    tx.sources().gaps(spec.id(), GAPS_SHOWN)));
        }
        return lines;
    }
}
