package io.fenghuo.web;

import io.fenghuo.model.Statement;
import io.fenghuo.playbook.Handbook;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Nothing at hand. */
final class NoHelpers implements Helpers {
    @Override
    public Future<Optional<Help>> helpByLink(String incident, String person) {
        return help(incident, person);
    }

    @Override
    public Future<Optional<Help>> help(String incident, String person) {
        return Future.succeededFuture(Optional.of(Help.NONE));
    }

    @Override
    public Future<Proposals.Heard> tick(String incident, Step step, boolean done, Console.Actor actor) {
        return no();
    }

    @Override
    public Future<List<Fault>> check(String incident, String text) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Statement>> statements(String incident) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Proposals.Heard> draft(String incident, String text, Console.Actor actor) {
        return no();
    }

    @Override
    public Future<Proposals.Heard> decide(
            String incident, int version, boolean approve, String note, Console.Actor actor) {
        return no();
    }

    @Override
    public Future<Proposals.Heard> publish(String incident, int version, Console.Actor actor) {
        return no();
    }

    @Override
    public Handbook handbook() {
        return Handbook.NONE;
    }

    @Override
    public LocalDate today() {
        return LocalDate.EPOCH;
    }

    @Override
    public Future<List<Match>> search(String words, int limit) {
        return Future.succeededFuture(List.of());
    }

    private static Future<Proposals.Heard> no() {
        return Future.succeededFuture(Proposals.Heard.no("help.unknown"));
    }
}
