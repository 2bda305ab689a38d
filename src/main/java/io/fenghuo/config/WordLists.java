package io.fenghuo.config;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Expression;
import io.fenghuo.match.ExpressionException;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keywords that watchlists share: {@code lists:}, which rules of every file refer to as {@code $name}, and the files that
 * {@code import:} names. Confined to one reading.
 */
final class WordLists {
    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "keyword", Set.of("keyword", "word", "关键词", "关键字", "词", "词语"),
            "level", Set.of("level", "等级", "级别"),
            "category", Set.of("category", "分类", "类别"),
            "family", Set.of("family", "归类"),
            "match", Set.of("match", "匹配"));

    private final Problems problems;
    private final Map<String, WatchlistFile> files = new LinkedHashMap<>();
    private final Function<String, @Nullable WatchlistFile> others;
    private final Map<String, Named> named = new HashMap<>();
    private final Set<String> imported = new HashSet<>();

    private static final class Named {
        private final Place place;
        private final Condition words;
        private final List<String> texts;
        private boolean used;

        Named(Place place, List<Word> words) {
            this.place = place;
            this.words = any(words);
            this.texts = words.stream().map(Word::text).toList();
        }
    }

    /**
     * A keyword of an imported file; what its columns say, absent where they say nothing.
     *
     * @param text as the file has it
     */
    record Word(
            String text,
            Condition condition,
            @Nullable Severity level,
            @Nullable String category,
            @Nullable String family,
            @Nullable MatchMode match) {
        Word(String text, Condition condition) {
            this(text, condition, null, null, null, null);
        }
    }

    /**
     * No lists yet.
     *
     * @param files what may be imported
     * @param others a file that is not among them, by its name; null when there is none
     */
    WordLists(List<WatchlistFile> files, Function<String, @Nullable WatchlistFile> others, Problems problems) {
        files.stream().filter(file -> file.plain() || file.table()).forEach(file -> this.files.put(file.file(), file));
        this.others = others;
        this.problems = problems;
    }

    static Condition any(List<Word> words) {
        Set<Condition> all = new LinkedHashSet<>();
        words.forEach(word -> all.add(word.condition()));
        return all.size() == 1 ? all.iterator().next() : new Condition.Any(List.copyOf(all));
    }

    /** Takes in the {@code lists:} of a file. */
    void define(@Nullable YamlMap lists) {
        if (lists == null) {
            return;
        }
        for (String name : lists.names()) {
            Place place = lists.place(name);
            if (!Expression.isReference("$" + name) || !name.matches("[\\p{L}\\p{N}_-]{1,64}")) {
                problems.error(place, "list-name", name);
                continue;
            }
            YamlNode value = lists.get(name);
            List<Word> words =
                    value instanceof YamlMap map ? imported(map.keys("import"), "import") : plain(lists, name);
            if (words.isEmpty()) {
                problems.warning(place, "list-empty", name);
            }
            Named before = named.putIfAbsent(name, new Named(place, words));
            if (before != null) {
                problems.error(place, "list-twice", name, before.place.file() + ":" + before.place.line());
            }
        }
    }

    private List<Word> plain(YamlMap lists, String name) {
        List<Word> words = new ArrayList<>();
        for (YamlText text : lists.texts(name)) {
            if (Expression.isReference(text.value())) {
                text.error("list-nested", text.value());
            } else {
                words.add(new Word(text.value(), Condition.word(text.value())));
            }
        }
        return words;
    }

    /** The words of a list as one condition; null when there is no such list. */
    @Nullable
    Condition list(String name) {
        Named list = named.get(name);
        if (list == null) {
            return null;
        }
        list.used = true;
        return list.words;
    }

    /** What the texts of a rule's key say, {@code $name} being a list; an unknown one is a problem. */
    List<Condition> conditions(List<YamlText> texts) {
        List<Condition> all = new ArrayList<>();
        for (YamlText text : texts) {
            if (isKnown(text)) {
                String name = text.value().strip();
                Condition list = Expression.isReference(name) ? list(name.substring(1)) : null;
                all.add(list == null ? Condition.word(text.value()) : list);
            }
        }
        return all;
    }

    /** As {@link #conditions}, the texts alone. */
    List<String> strings(List<YamlText> texts) {
        List<String> all = new ArrayList<>();
        for (YamlText text : texts) {
            if (isKnown(text)) {
                String name = text.value().strip();
                Named list = Expression.isReference(name) ? named.get(name.substring(1)) : null;
                if (list == null) {
                    all.add(text.value());
                } else {
                    list.used = true;
                    all.addAll(list.texts);
                }
            }
        }
        return all;
    }

    private boolean isKnown(YamlText text) {
        String name = text.value().strip();
        if (!Expression.isReference(name) || named.containsKey(name.substring(1))) {
            return true;
        }
        String nearest = Nearest.to(name.substring(1), named.keySet());
        text.error("list-unknown", name, nearest == null ? String.join(" ", named.keySet()) : "$" + nearest);
        return false;
    }

    /** The words of the files that {@code key} names. */
    List<Word> imported(YamlMap entry, String key) {
        List<Word> words = new ArrayList<>();
        for (YamlText text : entry.texts(key)) {
            String name = text.value().strip();
            WatchlistFile file = name.matches("[\\p{L}\\p{N}_ .-]{1,100}\\.(txt|csv)") ? file(name) : null;
            if (file == null) {
                String nearest = Nearest.to(name, files.keySet());
                text.error("import-missing", name, nearest == null ? String.join(" ", files.keySet()) : nearest);
                continue;
            }
            imported.add(name);
            List<Word> found = file.table() ? table(file) : lines(file);
            if (found.isEmpty()) {
                text.problems().warning(text.place(), "import-empty", name);
            }
            words.addAll(found);
        }
        return words;
    }

    private @Nullable WatchlistFile file(String name) {
        WatchlistFile file = files.get(name);
        return file == null ? others.apply(name) : file;
    }

    private List<Word> lines(WatchlistFile file) {
        List<Word> words = new ArrayList<>();
        String text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            String word = lines[i].strip();
            if (!word.isEmpty() && !word.startsWith("#")) {
                add(words, new Place(file.name(), i + 1, 1), word);
            }
        }
        return words;
    }

    private void add(List<Word> words, Place place, String word) {
        try {
            boolean regex = word.length() > 2 && word.startsWith("/") && word.endsWith("/");
            words.add(new Word(word, regex ? Expression.parse(word) : Condition.word(word)));
        } catch (ExpressionException fault) {
            RuleReader.report(problems, place, fault);
        }
    }

    private List<Word> table(WatchlistFile file) {
        List<Csv.Row> rows = Csv.rows(file.text());
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> head = rows.get(0).fields();
        int keyword = column(head, "keyword");
        if (keyword < 0 && head.size() > 1) {
            problems.error(new Place(file.name(), rows.get(0).line(), 1), "csv-no-keyword", String.join(" ", head));
            return List.of();
        }
        List<Word> words = new ArrayList<>();
        for (Csv.Row row : keyword < 0 ? rows : rows.subList(1, rows.size())) {
            String word = row.field(Math.max(0, keyword));
            Place place = new Place(file.name(), row.line(), 1);
            if (!word.isEmpty()) {
                words.add(new Word(
                        word,
                        Condition.word(word),
                        choice(row.field(column(head, "level")), Severity.class, place),
                        blank(row.field(column(head, "category"))),
                        blank(row.field(column(head, "family"))),
                        choice(row.field(column(head, "match")), MatchMode.class, place)));
            }
        }
        return words;
    }

    private static int column(List<String> head, String name) {
        Set<String> names = COLUMNS.getOrDefault(name, Set.of());
        for (int i = 0; i < head.size(); i++) {
            if (names.contains(head.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private <E extends Enum<E>> @Nullable E choice(String text, Class<E> type, Place place) {
        return text.isEmpty() ? null : new YamlText(place, problems, text, text, true, -1).choice(type);
    }

    private static @Nullable String blank(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Whether a file is part of other watchlists, and no list of its own. */
    boolean isImported(WatchlistFile file) {
        return imported.contains(file.file());
    }

    /** Warns of lists and tables nobody uses. */
    void warnOfUnused() {
        named.forEach((name, list) -> {
            if (!list.used) {
                problems.warning(list.place, "list-unused", name);
            }
        });
        files.forEach((name, file) -> {
            if (file.table() && !imported.contains(name)) {
                problems.warning(Place.startOf(file.name()), "import-unused", name);
            }
        });
    }
}
