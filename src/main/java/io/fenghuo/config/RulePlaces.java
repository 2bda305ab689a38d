package io.fenghuo.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where rules stand in the watchlists of a home. Pure but for the reading of files. */
public final class RulePlaces {
    private RulePlaces() {}

    /** Where a rule begins; the beginning of its file when it is of a plain list or cannot be found. */
    public static Place of(Path home, String watchlist, String rule) {
        String name = "watchlists/" + watchlist + ".yaml";
        Path file = home.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Place.startOf("watchlists/" + watchlist + ".txt");
        }
        for (YamlMap entry :
                YamlFile.read(name, file, Variables.NONE, new Problems()).root().maps("rules")) {
            YamlText id = entry.text("id");
            if (id != null && id.value().strip().equals(rule)) {
                return id.place();
            }
        }
        return Place.startOf(name);
    }

    /** Where a keyword stands in a rule: in one of its lists or its expression, else where the rule begins. */
    static Place of(Path home, String watchlist, String rule, String keyword) {
        String name = "watchlists/" + watchlist + ".yaml";
        Path file = home.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Place.startOf("watchlists/" + watchlist + ".txt");
        }
        for (YamlMap entry :
                YamlFile.read(name, file, Variables.NONE, new Problems()).root().maps("rules")) {
            YamlText id = entry.text("id");
            if (id != null && id.value().strip().equals(rule)) {
                return keyword(entry, keyword, id.place());
            }
        }
        return Place.startOf(name);
    }

    /** Where a rule says {@code key}; where the rule begins when it does not. */
    static Place key(WatchlistFile file, String rule, String key) {
        for (YamlMap entry : YamlFile.read(file.name(), file.text(), Variables.NONE, new Problems())
                .root()
                .maps("rules")) {
            YamlText id = entry.text("id");
            if (id != null && id.value().strip().equals(rule)) {
                YamlText value = entry.text(key);
                return value == null ? id.place() : value.place();
            }
        }
        return Place.startOf(file.name());
    }

    private static Place keyword(YamlMap entry, String keyword, Place otherwise) {
        for (String key : new String[] {"any", "all", "none", "except", "source"}) {
            for (YamlText text : entry.texts(key)) {
                if (text.value().strip().equals(keyword)) {
                    return text.place();
                }
            }
        }
        YamlText when = entry.text("when");
        int at = when == null ? -1 : when.raw().indexOf(keyword);
        return when == null || at < 0 ? otherwise : when.place(at);
    }
}
