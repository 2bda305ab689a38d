package io.fenghuo.app.help;

import io.fenghuo.config.Configuration;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Role;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.search.Finder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The playbooks of one configuration and the way to them by anybody's words. A playbook is also found by what the watchlists look for in its
 * categories: these are the customers' own words for it. Immutable and threadsafe.
 */
public final class Shelf {
    private static final String SCRIPT = "#";
    private static final int MOST = 40;

    private final Configuration configuration;
    private final Finder playbooks;
    private final Finder scripts;

    /** A playbook that was found, and its script that has most to do with the words; the script is empty when none has. */
    public record Found(Playbook playbook, List<Playbook.Script> script) {
        public Found {
            script = List.copyOf(script);
        }
    }

    public Shelf(Configuration configuration) {
        this.configuration = configuration;
        List<Finder.Entry> whole = new ArrayList<>();
        List<Finder.Entry> parts = new ArrayList<>();
        for (Playbook one : configuration.handbook().playbooks()) {
            String words = String.join(" ", one.fits().categories()) + " " + heard(one);
            whole.add(new Finder.Entry(one.id(), one.title(), words, text(one)));
            for (Playbook.Script script : one.body().scripts()) {
                parts.add(new Finder.Entry(one.id() + SCRIPT + script.key(), script.name(), "", script.text()));
            }
        }
        playbooks = Finder.of(whole);
        scripts = Finder.of(parts);
    }

    /** What it was made of. */
    public Configuration configuration() {
        return configuration;
    }

    /** The best {@code limit} playbooks for these words. */
    public List<Found> find(String words, int limit) {
        List<Finder.Found> said = scripts.find(words, MOST);
        List<Found> found = new ArrayList<>();
        for (Finder.Found hit : playbooks.find(words, limit)) {
            configuration
                    .handbook()
                    .playbook(hit.id())
                    .ifPresent(playbook -> found.add(new Found(
                            playbook,
                            said.stream()
                                    .map(Finder.Found::id)
                                    .filter(id -> id.startsWith(playbook.id() + SCRIPT))
                                    .limit(1)
                                    .flatMap(id -> playbook.body().scripts().stream()
                                            .filter(script -> id.endsWith(SCRIPT + script.key())))
                                    .toList())));
        }
        return found;
    }

    private static String text(Playbook playbook) {
        StringBuilder text = new StringBuilder(playbook.body().intro());
        playbook.body().steps().forEach(step -> text.append('\n').append(step.text()));
        playbook.body()
                .scripts()
                .forEach(script ->
                        text.append('\n').append(script.name()).append('\n').append(script.text()));
        playbook.body()
                .more()
                .forEach(part ->
                        text.append('\n').append(part.title()).append('\n').append(String.join("\n", part.lines())));
        return text.toString();
    }

    private String heard(Playbook playbook) {
        Set<String> words = new TreeSet<>();
        for (Watchlist list : configuration.watchlists()) {
            for (Rule rule : list.rules()) {
                if (playbook.fits().categories().contains(rule.category())
                        && (rule.roles().isEmpty() || rule.roles().contains(Role.CUSTOMER))) {
                    gather(rule.condition(), words);
                }
            }
        }
        return String.join(" ", words);
    }

    private static void gather(Condition condition, Set<String> words) {
        if (condition instanceof Condition.Word word) {
            words.add(word.text());
        } else if (condition instanceof Condition.All all) {
            all.of().forEach(part -> gather(part, words));
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> gather(part, words));
        } else if (condition instanceof Condition.Near near) {
            gather(near.left(), words);
            gather(near.right(), words);
        }
    }
}
