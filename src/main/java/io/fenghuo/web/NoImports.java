package io.fenghuo.web;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where nothing can be imported: no service runs that would go on with it. */
final class NoImports implements Imports {
    @Override
    public boolean mayImport(String person) {
        return false;
    }

    @Override
    public Future<Optional<Path>> room() {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Taken> take(Path file, String name, Console.Actor actor, Locale language) {
        return Future.succeededFuture(new Taken("", Proposals.Heard.no("imports.gone")));
    }

    @Override
    public Future<List<Job>> list(Locale language) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<Look>> look(String id, Locale language) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Proposals.Heard> change(String id, Wish wish, Console.Actor actor) {
        return Future.succeededFuture(Proposals.Heard.no("imports.gone"));
    }

    @Override
    public Future<Proposals.Heard> start(String id, Console.Actor actor) {
        return Future.succeededFuture(Proposals.Heard.no("imports.gone"));
    }

    @Override
    public Future<Proposals.Heard> drop(String id, Console.Actor actor) {
        return Future.succeededFuture(Proposals.Heard.no("imports.gone"));
    }

    @Override
    public Future<Optional<Path>> refused(String id) {
        return Future.succeededFuture(Optional.empty());
    }
}
