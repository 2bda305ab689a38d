package io.fenghuo.web;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.SamePerson;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A casebook that remembers what it is given. */
final class MemoryCases implements Casebook {
    final List<CaseFile> files = new CopyOnWriteArrayList<>();
    final List<Measure> measures = new CopyOnWriteArrayList<>();
    final List<SamePerson> persons = new CopyOnWriteArrayList<>();
    volatile Beside beside = Beside.NOTHING;
    volatile Notes notes = Notes.NONE;

    @Override
    public List<String> causes() {
        return List.of("选品", "质量", "宣传", "物流", "客服", "其他");
    }

    @Override
    public List<Authority> authorities(String category) {
        return category.equals("食品安全") ? List.of(new Authority("市监局", "上报市监局")) : List.of();
    }

    @Override
    public Future<Shelf> cases(Search search) {
        return Future.succeededFuture(new Shelf(
                files.stream()
                        .filter(one -> one.title().contains(search.text()))
                        .toList(),
                List.of("云朵家"),
                List.of("质量"),
                List.of(2026)));
    }

    @Override
    public Future<Optional<Opened>> find(String incident) {
        return Future.succeededFuture(files.stream()
                .filter(one -> one.incident().equals(incident))
                .map(one -> new Opened(
                        one,
                        measures.stream()
                                .filter(task -> task.incident().equals(incident))
                                .map(task -> new Done(task, null))
                                .toList()))
                .findFirst());
    }

    @Override
    public Future<List<Measure>> measures(boolean open) {
        return Future.succeededFuture(List.copyOf(measures));
    }

    @Override
    public Future<Optional<Measure>> done(String measure, Console.Actor actor) {
        Optional<Measure> found =
                measures.stream().filter(one -> one.id().equals(measure)).findFirst();
        found.ifPresent(one -> measures.set(measures.indexOf(one), one.done(Instant.EPOCH, actor.by())));
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Notes> notes() {
        return Future.succeededFuture(notes);
    }

    @Override
    public Future<Beside> beside(Incident incident) {
        return Future.succeededFuture(beside);
    }

    @Override
    public Future<SamePerson> same(String source, String author, String asSource, String as, Console.Actor actor) {
        SamePerson bond = new SamePerson(source, author, asSource, as, actor.by(), Instant.EPOCH);
        persons.add(bond);
        return Future.succeededFuture(bond);
    }

    @Override
    public Future<Optional<SamePerson>> apart(String source, String author, Console.Actor actor) {
        return Future.succeededFuture(Optional.empty());
    }

    final List<Refinement> refinements = new CopyOnWriteArrayList<>();

    @Override
    public Future<List<Refinement>> refinements() {
        return Future.succeededFuture(refinements);
    }

    @Override
    public Future<Proposals.Heard> refine(String id, Console.Actor actor) {
        return Future.succeededFuture(Proposals.Heard.no("refine.gone"));
    }

    @Override
    public void falseAlarm() {}

    @Override
    public Future<List<SamePerson>> persons() {
        return Future.succeededFuture(persons);
    }
}
