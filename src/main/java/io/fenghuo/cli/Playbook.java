package io.fenghuo.cli;

import io.fenghuo.app.StartRefused;
import io.fenghuo.app.help.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code playbook list|search WORDS|show ID}: what to do and say; needs no running service. Exit 1 when nothing is found. */
@picocli.CommandLine.Command(name = "playbook")
final class Playbook extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "5")
    private int limit;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    Playbook(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        String text = String.join(" ", words).strip();
        boolean listing = what.equals("list");
        if (!listing && !List.of("search", "show").contains(what)) {
            throw new Misuse(around().say("incident.what", what, "list, search, show"));
        }
        if (!listing && text.isEmpty()) {
            throw new Misuse(around().say("id-missing", "playbook " + what + (what.equals("show") ? " ID" : " TEXT")));
        }
        try {
            return what.equals("show") ? show(text) : list(listing ? "" : text);
        } catch (StartRefused refused) {
            refused.lines().forEach(around().err()::println);
            return FAILURE;
        }
    }

    private int list(String text) throws IOException {
        List<Lookup.Line> found = Lookup.find(around().environment(), around().err(), home(), text, Math.max(1, limit));
        for (Lookup.Line line : found) {
            around().out().println(json ? Json.line(line) : line(line));
        }
        if (found.isEmpty()) {
            around().err().println(around().say("playbook.none"));
        }
        return found.isEmpty() ? NO : OK;
    }

    private String line(Lookup.Line line) {
        String review = line.reviewBy().isEmpty()
                ? ""
                : "  " + around().say(line.stale() ? "playbook.stale" : "playbook.review", line.reviewBy());
        String head = line.id() + "  " + line.title() + "  [" + String.join(" ", line.categories()) + "]" + review;
        return line.script().isEmpty()
                ? head
                : head + "\n    " + line.script() + "\n    " + line.text().replace("\n", "\n    ");
    }

    private int show(String id) throws IOException {
        Optional<List<Lookup.Part>> found = Lookup.show(around().environment(), around().err(), home(), id);
        if (found.isEmpty()) {
            around().err().println(around().say("playbook.unknown", id));
            return NO;
        }
        for (Lookup.Part part : found.get()) {
            around().out().println(json ? Json.line(part) : text(part));
        }
        return OK;
    }

    private String text(Lookup.Part part) {
        @Nullable String known = part.heading().startsWith("playbook.") ? around().say(part.heading()) : null;
        StringBuilder text = new StringBuilder("■ ").append(known == null ? part.heading() : known);
        int number = 0;
        for (String line : part.lines()) {
            number++;
            text.append("\n  ");
            if (part.heading().equals("playbook.steps")) {
                text.append(number).append(". ");
            }
            text.append(line.replace("\n", "\n  "));
        }
        return text.toString();
    }
}
