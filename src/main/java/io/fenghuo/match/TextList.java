package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .txt} watchlists: one keyword (or {@code /regular expression/}) a line, {@code #} begins a comment. The whole file is one
 * rule, L3, its id and category the file's name; comments of the form {@code # brand: 云朵家}, and likewise {@code level}, {@code category},
 * {@code family}, {@code match} and {@code owner}, say otherwise.
 *
 * <p>A file that holds {@code [section]}, {@code +must}, {@code !not}, {@code @n} or {@code word => name} is read as TrendRadar groups:
 * blank lines part groups, each group is a rule named by its {@code [alias]} or first word; {@code !} excludes within its own group only;
 * words and regular expressions under {@code [GLOBAL_FILTER]} exclude from all; {@code @n} means nothing here.
 *
 * <p>A byte order mark, CRLF and blank lines made of spaces do no harm. Latin words are whole words, as everywhere.
 */
public final class TextList {
    private static final Pattern SETTING =
            Pattern.compile("#\\s*(brand|level|category|family|match|owner)\\s*[:：]\\s*(\\S.*)");
    private static final Pattern GROUPED = Pattern.compile("\\[.+]|[+!@]\\S.*|.+\\s=>\\s.+");

    private final String id;
    private final String[] lines;
    private final Faults faults;
    private final Map<String, String> settings = new TreeMap<>();

    /** Hears of faults. */
    @FunctionalInterface
    public interface Faults {
        /** A fault in a line, counted from 1; the offset within the line is the exception's. */
        void at(int line, ExpressionException fault);
    }

    private TextList(String id, String text, Faults faults) {
        this.id = id;
        this.faults = faults;
        this.lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
    }

    /**
     * Reads a list; lines with faults are told and left out.
     *
     * @param id the file's name without extension
     * @param brand the brand when the file names none
     */
    public static Watchlist read(String id, String text, String brand, Faults faults) {
        TextList list = new TextList(id, text, faults);
        list.readSettings();
        List<Rule> rules = list.isGrouped() ? list.groups() : list.plain();
        return new Watchlist(id, list.settings.getOrDefault("brand", brand), list.settings.get("owner"), rules);
    }

    private void readSettings() {
        for (int i = 0; i < lines.length; i++) {
            Matcher setting = SETTING.matcher(lines[i].strip());
            if (setting.matches()) {
                String name = setting.group(1);
                String value = setting.group(2).strip();
                boolean level =
                        name.equals("level") && !value.toUpperCase(Locale.ROOT).matches("L[123]");
                boolean match =
                        name.equals("match") && !value.toLowerCase(Locale.ROOT).matches("exact|folded|tolerant");
                if (level || match) {
                    faults.at(i + 1, new ExpressionException(0, "list." + name, value));
                } else {
                    settings.putIfAbsent(name, value);
                }
            }
        }
    }

    private boolean isGrouped() {
        for (String line : lines) {
            String word = line.strip();
            boolean likely = !word.isEmpty() && ("[+!@".indexOf(word.charAt(0)) >= 0 || word.contains("=>"));
            if (likely
                    && !word.startsWith("#")
                    && !word.startsWith("/")
                    && GROUPED.matcher(word).matches()) {
                return true;
            }
        }
        return false;
    }

    private List<Rule> plain() {
        Set<Condition> words = new LinkedHashSet<>();
        for (int i = 0; i < lines.length; i++) {
            String word = lines[i].strip();
            if (!word.isEmpty() && !word.startsWith("#")) {
                add(words, word, i);
            }
        }
        return words.isEmpty() ? List.of() : List.of(rule(id, new Condition.Any(List.copyOf(words))));
    }

    private void add(Set<Condition> words, String word, int line) {
        try {
            boolean regex = word.length() > 2 && word.startsWith("/") && word.lastIndexOf('/') > 0;
            Condition condition =
                    regex ? Expression.parse(word.substring(0, word.lastIndexOf('/') + 1)) : Condition.word(word);
            if (condition instanceof Condition.Word literal) {
                Literal.of(literal, MatchMode.FOLDED);
            }
            words.add(condition);
        } catch (ExpressionException fault) {
            faults.at(line + 1, fault);
        }
    }

    /** One group of a grouped file. */
    private static final class Group {
        private final int line;
        private final Set<Condition> any = new LinkedHashSet<>();
        private final Set<Condition> all = new LinkedHashSet<>();
        private final Set<Condition> none = new LinkedHashSet<>();
        private String name = "";

        Group(int line) {
            this.line = line;
        }
    }

    private List<Rule> groups() {
        List<Group> groups = new ArrayList<>();
        Set<Condition> filter = new LinkedHashSet<>();
        boolean filtering = false;
        Group group = null;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty()) {
                group = null;
            } else if (line.equalsIgnoreCase("[GLOBAL_FILTER]") || line.equalsIgnoreCase("[WORD_GROUPS]")) {
                filtering = line.equalsIgnoreCase("[GLOBAL_FILTER]");
                group = null;
            } else if (filtering && !line.startsWith("#")) {
                filter(filter, line, i);
            } else if (!line.startsWith("#")) {
                if (group == null) {
                    group = new Group(i);
                    groups.add(group);
                }
                addTo(group, line, i);
            }
        }
        return rules(groups, filter);
    }

    private void filter(Set<Condition> filter, String line, int at) {
        if (!line.matches("[!+@].*")) {
            add(filter, line, at);
        }
    }

    private void addTo(Group group, String line, int at) {
        if (line.matches("\\[.+]")) {
            group.name = line.substring(1, line.length() - 1).strip();
        } else if (line.startsWith("+") && line.length() > 1) {
            add(group.all, bare(line.substring(1)), at);
        } else if (line.startsWith("!") && line.length() > 1) {
            add(group.none, bare(line.substring(1)), at);
        } else if (!line.matches("@\\d+")) {
            add(group.any, bare(line), at);
            group.name = group.name.isEmpty() ? bare(line) : group.name;
        }
    }

    /** The word without its display name; an arrow inside a regular expression belongs to the expression. */
    private static String bare(String line) {
        int end = line.startsWith("/") ? line.lastIndexOf('/') : 0;
        int arrow = line.indexOf("=>", Math.max(0, end));
        return (arrow > 0 ? line.substring(0, arrow) : line).strip();
    }

    private List<Rule> rules(List<Group> groups, Set<Condition> filter) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Group group : groups) {
            List<Condition> parts = new ArrayList<>(group.all);
            if (!group.any.isEmpty()) {
                parts.add(new Condition.Any(List.copyOf(group.any)));
            }
            if (parts.isEmpty()) {
                if (!group.none.isEmpty()) {
                    faults.at(group.line + 1, new ExpressionException(0, "expression.only_not"));
                }
                continue;
            }
            Set<Condition> none = new LinkedHashSet<>(group.none);
            none.addAll(filter);
            none.forEach(each -> parts.add(new Condition.Not(each)));
            String base = group.name.isEmpty() ? id + "-" + (group.line + 1) : group.name;
            String name = names.add(base) ? base : base + "-" + (group.line + 1);
            rules.add(rule(name, parts.size() == 1 ? parts.get(0) : new Condition.All(parts)));
        }
        return rules;
    }

    private Rule rule(String name, Condition condition) {
        Severity level = Severity.valueOf(settings.getOrDefault("level", "L3").toUpperCase(Locale.ROOT));
        String category = settings.getOrDefault("category", id);
        return Rule.builder(name, level, category, condition)
                .family(settings.getOrDefault("family", category))
                .match(MatchMode.valueOf(
                        settings.getOrDefault("match", "folded").toUpperCase(Locale.ROOT)))
                .build();
    }
}
