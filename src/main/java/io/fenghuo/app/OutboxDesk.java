package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.OnCall;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.delivery.Mailroom;
import io.fenghuo.web.Console;
import io.fenghuo.web.Deliveries;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** The outbox as people see it and act on it. Threadsafe. */
final class OutboxDesk implements Deliveries {
    private final ConsoleService.Parts parts;

    OutboxDesk(ConsoleService.Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<List<Console.DeliveryLine>> list(Filter filter, int limit) {
        Outbox.Filter which = new Outbox.Filter(filter.state(), filter.channel(), filter.incident());
        return read(tx -> BoardReader.lines(tx, tx.outbox().newest(which, limit)));
    }

    @Override
    public Future<Optional<Story>> one(String id) {
        return read(tx -> tx.outbox().find(id).map(one -> {
            Console.DeliveryLine line = BoardReader.lines(tx, List.of(one)).get(0);
            Console.Letter letter = new Console.Letter(
                    line,
                    parts.letters().read(tx, line, parts.time().now()),
                    tx.outbox().bytes(id).isPresent(),
                    Mailroom.tells(tx, id));
            return new Story(letter, attempts(tx, line.toldIn() == null ? id : line.toldIn()));
        }));
    }

    private static List<Attempt> attempts(Tx tx, String id) {
        return tx.outbox().attempts(id).stream()
                .map(one -> new Attempt(one.number(), one.at(), one.outcome()))
                .toList();
    }

    @Override
    public Future<Optional<Console.Handled>> retry(String delivery, Console.Actor actor) {
        return handle((tx, tidings) ->
                parts.mailroom().retry(tx, delivery, actor(actor), parts.time().now(), tidings));
    }

    @Override
    public Future<Optional<Console.Handled>> drop(String delivery, String reason, Console.Actor actor) {
        return handle((tx, tidings) -> parts.mailroom()
                .drop(tx, delivery, actor(actor), reason, parts.time().now(), tidings));
    }

    private static Actor actor(Console.Actor actor) {
        return new Actor(actor.by(), actor.via());
    }

    private Future<Optional<Console.Handled>> handle(BiFunction<Tx, Tidings, Optional<Mailroom.Outcome>> work) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(
                        parts.store().write(tx -> work.apply(tx, tidings)),
                        parts.vertx().getOrCreateContext())
                .onSuccess(done -> parts.bus().accept(tidings))
                .map(found -> found.map(outcome -> new Console.Handled(outcome.delivery(), outcome.done())));
    }

    private <T> Future<T> read(Store.Work<T> work) {
        return parts.vertx().executeBlocking(() -> parts.store().read(work), false);
    }

    @Override
    public boolean mayHandle(String person) {
        return OnCall.administers(
                Objects.requireNonNull(parts.rules().get()).configuration().contacts(),
                person,
                parts.time().now());
    }

    @Override
    public List<String> channels() {
        return Objects.requireNonNull(parts.rules().get()).configuration().channels().stream()
                .map(ChannelSpec::id)
                .toList();
    }
}
