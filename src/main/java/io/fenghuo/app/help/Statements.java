package io.fenghuo.app.help;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Event;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Statement;
import io.fenghuo.model.Target;
import io.fenghuo.playbook.Replies;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.web.Console;
import io.fenghuo.web.Proposals.Heard;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** 口径: drafted by anybody, decided by legal in time, published as the one thing everybody says. Threadsafe. */
final class Statements {
    /** Characters of a statement. */
    static final int LONGEST = 2_000;

    private final HelpDesk.Parts parts;

    Statements(HelpDesk.Parts parts) {
        this.parts = parts;
    }

    Future<Heard> draft(String incident, String text, Replies replies, Console.Actor actor) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            return Future.succeededFuture(
                    Heard.no(said.isEmpty() ? "statement.empty" : "statement.toolong", String.valueOf(LONGEST)));
        }
        return write((tx, tidings) -> {
            Incident one = tx.incidents().find(incident).orElse(null);
            if (one == null || one.state().ended()) {
                return Heard.no(one == null ? "help.unknown" : "help.ended");
            }
            Instant now = now();
            List<Statement> before = tx.aids().statements(incident);
            before.stream()
                    .filter(old -> old.stage() == Statement.Stage.DRAFT || old.stage() == Statement.Stage.APPROVED)
                    .forEach(old -> tx.aids().save(old.replaced()));
            Statement draft = Statement.draft(
                    incident, before.size() + 1, said, actor.by(), now, now.plus(replies.approval(one.level())));
            return keep(tx, draft, actor, now, tidings);
        });
    }

    Future<Heard> decide(String incident, int version, boolean approve, String note, Console.Actor actor) {
        if (!mayDecide(actor.by())) {
            return Future.succeededFuture(Heard.no("statement.notlegal"));
        }
        if (!approve && note.isBlank()) {
            return Future.succeededFuture(Heard.no("statement.needwhy"));
        }
        return change(
                incident,
                version,
                Statement.Stage.DRAFT,
                actor,
                (one, now) -> one.decided(approve, actor.by(), now, note.isBlank() ? null : note.strip()));
    }

    Future<Heard> publish(String incident, int version, Console.Actor actor) {
        return change(incident, version, Statement.Stage.APPROVED, actor, (one, now) -> one.published(actor.by(), now));
    }

    private Future<Heard> change(
            String incident,
            int version,
            Statement.Stage from,
            Console.Actor actor,
            BiFunction<Statement, Instant, Statement> step) {
        return write((tx, tidings) -> {
            Incident one = tx.incidents().find(incident).orElse(null);
            if (one == null || one.state().ended()) {
                return Heard.no(one == null ? "help.unknown" : "help.ended");
            }
            List<Statement> all = tx.aids().statements(incident);
            Statement present = all.stream()
                    .filter(old -> old.version() == version)
                    .findFirst()
                    .orElse(null);
            if (present == null || present.stage() != from) {
                return Heard.no(refusal(present, from));
            }
            Instant now = now();
            Statement after = step.apply(present, now);
            if (after.stage() == Statement.Stage.PUBLISHED) {
                all.stream()
                        .filter(old -> old.stage() == Statement.Stage.PUBLISHED)
                        .forEach(old -> tx.aids().save(old.replaced()));
            }
            return keep(tx, after, actor, now, tidings);
        });
    }

    /** Why a version cannot be dealt with as asked. */
    private static String refusal(@Nullable Statement present, Statement.Stage from) {
        if (present == null) {
            return "statement.unknown";
        }
        boolean publishing = from == Statement.Stage.APPROVED;
        return switch (present.stage()) {
            case DRAFT -> publishing ? "statement.unapproved" : "statement.stale";
            case REJECTED -> "statement.sent-back";
            case PUBLISHED -> "statement.out";
            case APPROVED -> "statement.decided";
            case REPLACED -> "statement.stale";
        };
    }

    private Heard keep(Tx tx, Statement statement, Console.Actor actor, Instant now, Tidings tidings) {
        tx.aids().save(statement);
        Event event = new Event.Stated(statement, actor.by(), actor.via());
        parts.desk().enter(tx, statement.incident(), event, now, tidings);
        return Heard.YES;
    }

    /** Those of the role legal; anybody at the console while nobody has it. */
    boolean mayDecide(String person) {
        List<String> legal = OnCall.persons(contacts(), Target.role(Roles.LEGAL), now());
        return legal.isEmpty() || legal.contains(person);
    }

    /** The roles somebody has now. */
    Set<String> roles(String person) {
        Set<String> roles = new TreeSet<>();
        if (!person.isEmpty()) {
            for (String role : contacts().roles().keySet()) {
                if (OnCall.persons(contacts(), Target.role(role), now()).contains(person)) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    String name(String person) {
        Contacts.Person known = contacts().people().get(person);
        return known == null ? "" : known.name();
    }

    <T> Future<T> write(BiFunction<Tx, Tidings, T> work) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(
                        parts.store().write(tx -> work.apply(tx, tidings)),
                        parts.vertx().getOrCreateContext())
                .onSuccess(done -> parts.told().accept(tidings));
    }

    private Contacts contacts() {
        return parts.rules().get().configuration().contacts();
    }

    private Instant now() {
        return parts.time().now();
    }
}
