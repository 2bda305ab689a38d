package io.fenghuo.app;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.web.Console;
import io.fenghuo.web.Proposals;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of proposed words: each step is kept with the journal's line about it in one transaction. Threadsafe; blocks. */
final class WordDesk {
    private final Store store;
    private final WordBook book;
    private final Desk desk;
    private final Chronicle chronicle;
    private final Bus bus;
    private final Supplier<Contacts> contacts;

    WordDesk(Store store, WordBook book, Desk desk, Chronicle chronicle, Bus bus, Supplier<Contacts> contacts) {
        this.store = store;
        this.book = book;
        this.desk = desk;
        this.chronicle = chronicle;
        this.bus = bus;
        this.contacts = contacts;
    }

    /** Keeps a proposal, or says why not. */
    Proposals.Heard propose(Proposals.Wording wording, String by, Instant now) {
        String word = wording.word().strip();
        String fault = WordRules.fault(word);
        if (!fault.isEmpty()) {
            return Proposals.Heard.no(fault);
        }
        if (book.known(word)) {
            return Proposals.Heard.no("word.known");
        }
        WordBook.Look look = store.read(tx -> book.look(tx, word, wording.level(), now));
        if (WordRules.tooOften(look.posts(), look.found())) {
            return Proposals.Heard.no("word.often", String.valueOf(look.posts()), String.valueOf(look.found()));
        }
        WordBook.Proposed one =
                new WordBook.Proposed(WordBook.id(word), word, wording.note(), wording.level(), by, now);
        Tidings tidings = new Tidings();
        Reason told = Reason.of(Reasons.WORD_PROPOSED, word, by, look.found(), look.posts());
        String refused = write(tx -> keep(tx, one, told, now, tidings));
        bus.accept(tidings);
        return refused.isEmpty() ? Proposals.Heard.YES : Proposals.Heard.no(refused);
    }

    private String keep(Tx tx, WordBook.Proposed one, Reason told, Instant now, Tidings tidings) {
        List<WordBook.Proposed> waiting = new ArrayList<>(book.waiting(tx));
        if (waiting.stream().anyMatch(other -> other.id().equals(one.id()))) {
            return "word.waiting";
        }
        if (waiting.size() >= WordBook.WAITING) {
            return "word.full";
        }
        waiting.add(one);
        book.keep(tx, waiting);
        desk.tellAdmins(tx, told, now);
        chronicle.deed(tx, "word.proposed", WordBook.json(one).encode(), now, tidings);
        return "";
    }

    /** The words that wait, oldest first, with what each would have found. */
    List<Proposals.Proposal> proposals(Tx tx, Instant now) {
        return book.waiting(tx).stream()
                .map(one -> {
                    WordBook.Look look = book.look(tx, one.word(), one.level(), now);
                    return new Proposals.Proposal(
                            one.id(),
                            new Proposals.Wording(one.word(), one.note(), one.level()),
                            one.by(),
                            one.at(),
                            look.posts(),
                            look.found(),
                            look.samples().stream().map(Post::text).toList());
                })
                .toList();
    }

    /** Does as an administrator decides, or says why not. */
    Proposals.Heard decide(String id, boolean accept, Console.Actor actor, Instant now) {
        if (!mayDecide(actor.by(), now)) {
            return Proposals.Heard.no("words.notadmin");
        }
        WordBook.@Nullable Proposed one = store.read(tx -> book.find(tx, id)).orElse(null);
        if (one == null) {
            return Proposals.Heard.no("words.gone");
        }
        String problem = accept ? book.accept(one, actor.by(), now) : null;
        if (problem != null) {
            return Proposals.Heard.no("words.unreadable", problem);
        }
        Tidings tidings = new Tidings();
        write(tx -> {
            book.keep(
                    tx,
                    book.waiting(tx).stream()
                            .filter(other -> !other.id().equals(id))
                            .toList());
            JsonObject told = WordBook.json(one).put("decidedBy", actor.by()).put("via", actor.via());
            chronicle.deed(tx, accept ? "word.accepted" : "word.refused", told.encode(), now, tidings);
            return id;
        });
        bus.accept(tidings);
        return Proposals.Heard.YES;
    }

    /** Those of the role admin; anybody at the console while nobody has it. */
    private boolean mayDecide(String person, Instant now) {
        return OnCall.administers(contacts.get(), person, now);
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }
}
