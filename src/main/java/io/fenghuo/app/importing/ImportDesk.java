package io.fenghuo.app.importing;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.model.Ids;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Trouble;
import io.fenghuo.source.table.Table;
import io.fenghuo.verticle.Time;
import io.fenghuo.web.Console;
import io.fenghuo.web.Imports;
import io.fenghuo.web.Ingest;
import io.fenghuo.web.Proposals;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports of the running service, one read at a time. What is kept says of each how far it got; one that is kept as running while nobody runs it
 * was cut off, and waits for somebody to go on with it. Threadsafe.
 */
public final class ImportDesk implements Imports {
    private static final Logger LOG = LoggerFactory.getLogger(ImportDesk.class);
    /** Files that are not read in yet. */
    private static final int WAITING = 20;

    private static final int NAME = 100;
    private static final int SHOWN = 50;
    private static final int LONGEST_HOURS = 24;

    private final Parts parts;
    private final ImportFolder folder;
    private final WorkerExecutor reading;
    private final WorkerExecutor looking;
    private final Keeper keeper;
    private final Set<String> active = ConcurrentHashMap.newKeySet();

    /**
     * What it works with.
     *
     * @param folder where files wait
     * @param zone of times that name none, unless somebody says otherwise
     * @param into where posts go
     * @param noted writes an event of that type into the journal
     */
    public record Parts(
            Vertx vertx,
            Time time,
            Ids ids,
            Path folder,
            ZoneId zone,
            Locale language,
            Supplier<Contacts> contacts,
            Function<Ingest, Future<Console.Receipt>> into,
            BiFunction<String, String, Future<?>> noted) {}

    public ImportDesk(Parts parts) {
        this.parts = parts;
        this.folder = new ImportFolder(parts.folder());
        this.reading = parts.vertx().createSharedWorkerExecutor("import", 1, LONGEST_HOURS, TimeUnit.HOURS);
        this.looking = parts.vertx().createSharedWorkerExecutor("import-look", 1, 1, TimeUnit.HOURS);
        this.keeper = new Keeper(parts.into(), parts.time()::now);
    }

    /** Stops after the rows that are on their way; what is left is gone on with after a start. */
    public Future<Void> stop() {
        keeper.stop();
        return reading.executeBlocking(() -> null).mapEmpty();
    }

    @Override
    public boolean mayImport(String person) {
        return OnCall.administers(parts.contacts().get(), person, parts.time().now());
    }

    @Override
    public Future<Optional<Path>> room() {
        return apart(() -> {
            folder.tidy(parts.time().now());
            long waiting = folder.all().stream().filter(Import::waits).count();
            return waiting >= WAITING ? Optional.empty() : Optional.of(folder.part());
        });
    }

    @Override
    public Future<Taken> take(Path file, String name, Console.Actor actor, Locale language) {
        return apart(() -> {
            try {
                if (!mayImport(actor.by())) {
                    return new Taken("", Proposals.Heard.no("imports.notadmin"));
                }
                Map<Integer, String> guess = Survey.guess(file);
                Instant now = parts.time().now();
                String id = parts.ids().next("im", now);
                Wish wish = new Wish("import", guess, parts.zone().getId(), "any", "", false);
                Import job = new Import(
                        id,
                        name(name),
                        Sha256.hex(file),
                        actor.by(),
                        now,
                        Stage.DRAFT,
                        wish,
                        Map.of(),
                        Tally.NOTHING,
                        null,
                        null,
                        null);
                folder.take(file, id);
                folder.save(job);
                return new Taken(id, Proposals.Heard.YES);
            } catch (SourceException wrong) {
                String why = new SourceWords(language).say(wrong.trouble());
                return new Taken("", Proposals.Heard.no("imports.unreadable", why));
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private static String name(String said) {
        String name = Harmless.line(said.substring(said.replace('\\', '/').lastIndexOf('/') + 1), NAME);
        return name.isEmpty() ? "?" : name;
    }

    @Override
    public Future<List<Imports.Job>> list(Locale language) {
        Words words = Words.of(language, parts.zone());
        return apart(() ->
                folder.all().stream().limit(SHOWN).map(one -> shown(one, words)).toList());
    }

    @Override
    public Future<Optional<Look>> look(String id, Locale language) {
        Words words = Words.of(language, parts.zone());
        return apart(() -> {
            Import job = folder.find(id).orElse(null);
            if (job == null) {
                return Optional.empty();
            }
            return Optional.of(job.stage() == Stage.DRAFT ? draft(job, words) : new Look(shown(job, words)));
        });
    }

    private Look draft(Import job, Words words) throws IOException {
        SourceWords said = new SourceWords(words.locale());
        try {
            return new Survey(folder.file(job.id()), job, said)
                    .look(shown(job, words), parts.time().now());
        } catch (SourceException wrong) {
            Proposals.Heard heard = Proposals.Heard.no("imports.unreadable", said.say(wrong.trouble()));
            return new Look(shown(job, words), job.wish(), List.of(), 0, 0, 0, List.of(), List.of(), heard);
        }
    }

    private Imports.Job shown(Import job, Words words) {
        SourceWords said = new SourceWords(words.locale());
        Tally tally = job.tally();
        boolean idle = job.stage() == Stage.RUNNING && !active.contains(job.id());
        Trouble fault = job.fault();
        return new Imports.Job(
                job.id(),
                job.name(),
                job.wish().source(),
                job.by(),
                job.at(),
                idle ? Stage.INTERRUPTED : job.stage(),
                tally.total(),
                tally.rows(),
                tally.stored(),
                tally.known(),
                tally.hits(),
                tally.refused(),
                tally.reasons().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(one -> Map.entry(reason(one.getKey(), words), one.getValue()))
                        .toList(),
                tally.first().stream()
                        .map(one -> new Refusal(one.row(), said.say(one.why())))
                        .toList(),
                tally.listed(),
                fault == null ? "" : said.say(fault),
                job.stage() == Stage.RUNNING ? null : job.endedAt());
    }

    private static String reason(String code, Words words) {
        String key = "imports.why." + code;
        return words.t(words.has(key) ? key : "imports.why.other");
    }

    @Override
    public Future<Proposals.Heard> change(String id, Wish wish, Console.Actor actor) {
        return decided(actor, () -> {
            Import job = folder.find(id).orElse(null);
            if (job == null || job.stage() != Stage.DRAFT) {
                return Proposals.Heard.no("imports.gone");
            }
            folder.save(job.wished(wish));
            return Proposals.Heard.YES;
        });
    }

    @Override
    public Future<Proposals.Heard> start(String id, Console.Actor actor) {
        return decided(actor, () -> {
            Import job = folder.find(id).orElse(null);
            if (job == null || !job.waits() || !active.add(id)) {
                return Proposals.Heard.no("imports.gone");
            }
            try {
                Map<String, String> map = job.stage() == Stage.DRAFT ? map(job) : job.map();
                // Stored times have milliseconds: what is read after a restart must be the same to the byte.
                Import begun = job.begun(map, parts.time().now().truncatedTo(ChronoUnit.MILLIS));
                folder.save(begun);
                note("import.started", begun, actor);
                run(begun, actor);
                return Proposals.Heard.YES;
            } catch (Plan.Unclear unclear) {
                active.remove(id);
                return unclear.heard();
            } catch (IOException | SourceException | RuntimeException failed) {
                active.remove(id);
                throw failed;
            }
        });
    }

    private Map<String, String> map(Import job) throws IOException, SourceException, Plan.Unclear {
        try (Table table = Table.open(folder.file(job.id()), Survey.SHARED)) {
            return Plan.of(job.wish(), table.headings()).map();
        }
    }

    private void run(Import job, Console.Actor actor) {
        Run.Tools tools = new Run.Tools(
                folder,
                keeper,
                parts.time()::now,
                parts.zone(),
                new SourceWords(parts.language()),
                Words.of(parts.language(), parts.zone()));
        reading.executeBlocking(new Run(tools, job)::go)
                .onComplete(done -> active.remove(job.id()))
                .onSuccess(ended -> note("import.ended", ended, actor))
                .onFailure(failed -> LOG.error("the import {} stopped", job.id(), failed));
    }

    @Override
    public Future<Proposals.Heard> drop(String id, Console.Actor actor) {
        return decided(actor, () -> {
            Import job = folder.find(id).orElse(null);
            if (job == null || active.contains(id)) {
                return Proposals.Heard.no("imports.gone");
            }
            folder.delete(id);
            note("import.dropped", job, actor);
            return Proposals.Heard.YES;
        });
    }

    @Override
    public Future<Optional<Path>> refused(String id) {
        return apart(() -> folder.find(id)
                .filter(job -> job.tally().listed() > 0)
                .map(job -> folder.report(job.id()))
                .filter(Files::isReadable));
    }

    /** Who did what with which file; nothing of what stands in it. */
    private void note(String type, Import job, Console.Actor actor) {
        Tally tally = job.tally();
        String json = new JsonObject()
                .put("id", job.id())
                .put("source", job.wish().source())
                .put("by", actor.by())
                .put("via", actor.via())
                .put("stage", job.stage().name().toLowerCase(Locale.ROOT))
                .put("rows", tally.rows())
                .put("stored", tally.stored())
                .put("known", tally.known())
                .put("refused", tally.refused())
                .encode();
        parts.noted().apply(type, json).onFailure(failed -> LOG.warn("{} is not in the journal: {}", type, failed));
    }

    private Future<Proposals.Heard> decided(Console.Actor actor, Callable<Proposals.Heard> work) {
        return mayImport(actor.by()) ? apart(work) : Future.succeededFuture(Proposals.Heard.no("imports.notadmin"));
    }

    /** One after another: nothing is looked at while it is changed, and no two workbooks are in memory for looking. */
    private <T> Future<T> apart(Callable<T> work) {
        return looking.executeBlocking(work);
    }
}
