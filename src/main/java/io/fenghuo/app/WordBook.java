package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.WatchlistReader;
import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Words that people propose from their phones: kept until an administrator decides, and written to {@value #FILE} once accepted. Proposals lie
 * in the store, what is accepted lies in the file alone. Threadsafe.
 */
final class WordBook {
    /** Where accepted words go, in the home. */
    static final String FILE = "watchlists/added-words.yaml";
    /** How far back one looks for what a word would have found. */
    static final Duration BACK = Duration.ofDays(7);
    /** Posts that are looked at for it, the newest. */
    static final int LOOKED_AT = 20_000;

    static final int SAMPLES = 5;
    /** Proposals that wait at once. */
    static final int WAITING = 200;

    private static final String CATEGORY = "加词";
    private static final String SETTING = "words.proposed";

    private final Home home;
    private final Supplier<Configuration> present;
    private final Consumer<Configuration> adopt;
    private final Locale language;

    /**
     * A word book.
     *
     * @param adopt puts a configuration in force
     */
    WordBook(Home home, Supplier<Configuration> present, Consumer<Configuration> adopt, Locale language) {
        this.home = home;
        this.present = present;
        this.adopt = adopt;
        this.language = language;
    }

    /** A word that waits for a decision. */
    record Proposed(String id, String word, String note, Severity level, String by, Instant at) {}

    /**
     * What a word would have found.
     *
     * @param posts how many posts were looked at
     * @param samples the newest of those found
     */
    record Look(int posts, int found, List<Post> samples) {}

    /** The name of a word's rule: the same word has the same. */
    static String id(String word) {
        return "w-" + WordRules.fingerprint(word);
    }

    List<Proposed> waiting(Tx tx) {
        JsonArray stored = new JsonArray(tx.journal().setting(SETTING).orElse("[]"));
        List<Proposed> waiting = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            JsonObject one = stored.getJsonObject(i);
            waiting.add(new Proposed(
                    one.getString("id"),
                    one.getString("word"),
                    one.getString("note"),
                    Severity.valueOf(one.getString("level")),
                    one.getString("by"),
                    Instant.parse(one.getString("at"))));
        }
        return waiting;
    }

    void keep(Tx tx, List<Proposed> waiting) {
        JsonArray stored = new JsonArray();
        waiting.forEach(one -> stored.add(json(one)));
        tx.journal().saveSetting(SETTING, stored.encode());
    }

    static JsonObject json(Proposed one) {
        return new JsonObject()
                .put("id", one.id())
                .put("word", one.word())
                .put("note", one.note())
                .put("level", one.level().name())
                .put("by", one.by())
                .put("at", one.at().toString());
    }

    Optional<Proposed> find(Tx tx, String id) {
        return waiting(tx).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Whether a list in force watches for the word by this book. */
    boolean known(String word) {
        String id = id(word);
        return present.get().watchlists().stream()
                .flatMap(list -> list.rules().stream())
                .anyMatch(rule -> rule.id().equals(id));
    }

    /** What the word would have found in the last days, by the matcher that would watch for it. */
    Look look(Tx tx, String word, Severity level, Instant now) {
        Rule rule = Rule.builder("word", level, CATEGORY, Condition.any(List.of(word)))
                .build();
        Matcher matcher = Matcher.compile(List.of(new Watchlist("word", brand(), null, List.of(rule))));
        List<Post> recent = tx.posts().since(now.minus(BACK), LOOKED_AT);
        List<Post> found =
                recent.stream().filter(post -> !matcher.match(post).isEmpty()).toList();
        return new Look(recent.size(), found.size(), found.subList(0, Math.min(SAMPLES, found.size())));
    }

    /** The brand all lists share, else the one that stands for any. */
    private String brand() {
        List<String> brands = present.get().watchlists().stream()
                .map(Watchlist::brand)
                .filter(one -> !one.equals(WatchlistReader.ANY_BRAND))
                .distinct()
                .toList();
        return brands.size() == 1 ? brands.get(0) : WatchlistReader.ANY_BRAND;
    }

    /**
     * Writes an accepted word into the file and puts it in force; one that is there already is left as it is. The file is replaced as a whole,
     * and only when the home reads well with it. Blocks.
     *
     * @return why not, in words; null when it was done
     * @throws UncheckedIOException when the file cannot be written
     */
    synchronized @Nullable String accept(Proposed one, String by, Instant now) {
        try {
            Path file = home.folder().resolve(FILE);
            String before = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            if (before.contains("id: " + one.id() + "\n")) {
                return null;
            }
            String text = with(before, one, by, now);
            Loaded loaded = home.load(now, FILE, text);
            Configuration configuration = loaded.configuration();
            if (configuration == null) {
                return loaded.problems().get(0).text(language);
            }
            Path whole = file.resolveSibling(".added-words.yaml.new");
            Files.writeString(whole, text, StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            adopt.accept(configuration);
            return null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String with(String before, Proposed one, String by, Instant now) {
        StringBuilder text = new StringBuilder(before);
        if (before.isBlank()) {
            text.setLength(0);
            text.append("# Words proposed by links and accepted in the console; to take one back, delete its lines.\n")
                    .append("brand: ")
                    .append(quoted(brand()))
                    .append("\nrules:\n");
        } else if (!before.endsWith("\n")) {
            text.append('\n');
        }
        return text.append("  - id: ")
                .append(one.id())
                .append("\n    level: ")
                .append(one.level())
                .append("\n    category: ")
                .append(CATEGORY)
                .append("\n    any: [")
                .append(quoted(one.word()))
                .append("]\n    # ")
                .append(comment(one.by()))
                .append(" -> ")
                .append(comment(by))
                .append(' ')
                .append(now)
                .append('\n')
                .toString();
    }

    private static String comment(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._@-]", " ").strip();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
