package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.web.Console;
import io.fenghuo.web.Proposals;
import io.fenghuo.web.Refining;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proposals that false alarms bring, and what an administrator makes of them. An accepted one changes the watchlist's file, with a comment that says
 * who, when and why, after a copy was laid beside in {@value #BACKUP}; only while the file is the one the proposal was made for, and only when the
 * home reads well with it. Threadsafe; blocks.
 */
final class RefineDesk {
    static final String BACKUP = "data/backup";

    private final Store store;
    private final Home home;
    private final Supplier<Configuration> present;
    private final Consumer<Configuration> adopt;
    private final Desk desk;
    private final Chronicle chronicle;
    private final Bus bus;
    private final Locale language;

    @SuppressWarnings("checkstyle:ParameterNumber")
    RefineDesk(
            Store store,
            Home home,
            Supplier<Configuration> present,
            Consumer<Configuration> adopt,
            Desk desk,
            Chronicle chronicle,
            Bus bus,
            Locale language) {
        this.store = store;
        this.home = home;
        this.present = present;
        this.adopt = adopt;
        this.desk = desk;
        this.chronicle = chronicle;
        this.bus = bus;
        this.language = language;
    }

    private record Ready(Refining.Refinement shown, Refinements.Change change, Path file, String text) {}

    /** What can be proposed now. */
    List<Refining.Refinement> list(Instant now) {
        return ready(now).stream().map(Ready::shown).toList();
    }

    private List<Ready> ready(Instant now) {
        List<Refinements.Change> changes =
                store.read(tx -> new Refinements(tx, present.get().watchlists(), now).all());
        List<Ready> all = new ArrayList<>();
        for (Refinements.Change change : changes) {
            Path file = home.folder().resolve("watchlists").resolve(change.watchlist() + ".yaml");
            String text = text(file);
            if (text != null && change.in(text, "").isPresent()) {
                String id = id(change, text);
                all.add(new Ready(
                        new Refining.Refinement(
                                id,
                                change.watchlist(),
                                change.rule(),
                                change.phrase(),
                                change.authors(),
                                change.alarms(),
                                change.silenced(),
                                change.looked(),
                                change.quiet(),
                                change.samples()),
                        change,
                        file,
                        text));
            }
        }
        return all;
    }

    /** Carries a proposal out, or says why not. */
    synchronized Proposals.Heard accept(String id, Console.Actor actor, Instant now) {
        if (!mayDecide(actor.by(), now)) {
            return Proposals.Heard.no("words.notadmin");
        }
        Optional<Ready> found =
                ready(now).stream().filter(one -> one.shown().id().equals(id)).findFirst();
        if (found.isEmpty()) {
            return Proposals.Heard.no("refine.gone");
        }
        String problem = write(found.get(), actor, now);
        if (problem != null) {
            return Proposals.Heard.no("words.unreadable", problem);
        }
        Tidings tidings = new Tidings();
        Refinements.Change change = found.get().change();
        JsonObject told = new JsonObject()
                .put("watchlist", change.watchlist())
                .put("rule", change.rule())
                .put("except", change.phrase())
                .put("authors", change.authors())
                .put("incidents", String.join(" ", change.alarms()))
                .put("decidedBy", actor.by())
                .put("via", actor.via());
        tell(tx -> chronicle.deed(tx, "rule.refined", told.encode(), now, tidings));
        bus.accept(tidings);
        return Proposals.Heard.YES;
    }

    /** Tells the administrators when false alarms have brought a proposal. */
    void afterFalseAlarm(Instant now) {
        List<Ready> all = ready(now);
        if (!all.isEmpty()) {
            Refinements.Change first = all.get(0).change();
            Reason why =
                    Reason.of(Reasons.REFINEMENT, first.rule(), first.alarms().size());
            tell(tx -> desk.tellAdmins(tx, why, now));
            bus.accept(new Tidings());
        }
    }

    private void tell(Consumer<Tx> work) {
        store.write(tx -> {
                    work.accept(tx);
                    return true;
                })
                .toCompletableFuture()
                .join();
    }

    private @Nullable String write(Ready ready, Console.Actor actor, Instant now) {
        try {
            String comment = plain(actor.by()) + " " + now + ": 误报 "
                    + plain(String.join(" ", ready.change().alarms()));
            String changed = ready.change().in(ready.text(), comment).orElseThrow();
            String name = "watchlists/" + ready.change().watchlist() + ".yaml";
            Loaded loaded = home.load(now, name, changed);
            Configuration configuration = loaded.configuration();
            if (configuration == null) {
                return loaded.problems().get(0).text(language);
            }
            Path backup = home.folder()
                    .resolve(BACKUP)
                    .resolve(ready.change().watchlist() + ".yaml."
                            + now.toString().replace(':', '-'));
            Files.createDirectories(backup.toAbsolutePath().getParent());
            Files.writeString(backup, ready.text(), StandardCharsets.UTF_8);
            if (!ready.text().equals(text(ready.file()))) {
                return ready.file().getFileName() + ": 文件刚刚变了，请再看一次 / the file has just changed, look again";
            }
            Path whole = ready.file().resolveSibling("." + ready.change().watchlist() + ".yaml.new");
            Files.writeString(whole, changed, StandardCharsets.UTF_8);
            Files.move(whole, ready.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            adopt.accept(configuration);
            return null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}._@ -]", " ").strip();
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** The same change to the same file has the same id; once the file is another, there is no such proposal any more. */
    private static String id(Refinements.Change change, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String all = change.watchlist() + "\n" + change.rule() + "\n" + change.phrase() + "\n" + change.authors()
                    + "\n" + text;
            return "r-" + HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean mayDecide(String person, Instant now) {
        return OnCall.administers(present.get().contacts(), person, now);
    }
}
