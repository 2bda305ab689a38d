package io.fenghuo.config;

import io.fenghuo.match.TextList;
import io.fenghuo.match.Watchlist;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads watchlists, YAML and plain. A plain list that names no brand takes the one all YAML lists share, else {@value #ANY_BRAND}; one that a
 * YAML list imports is no list of its own.
 */
public final class WatchlistReader {
    /** The brand of a plain list when none can be told. */
    public static final String ANY_BRAND = "通用";

    /** The zone of moments and hours when nobody says another. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static final List<String> KEYS = List.of("brand", "owner", "lists", "rules");

    private final Names names;
    private final Problems problems;
    private final ZoneId zone;
    private final Function<String, @Nullable WatchlistFile> others;

    /** Reports faults to {@code problems}; {@code owner} and {@code channels} must be among {@code names}. */
    public WatchlistReader(Names names, Problems problems) {
        this(names, problems, ZONE, name -> null);
    }

    /**
     * The same.
     *
     * @param zone of {@code from}, {@code until} and {@code quiet-hours}
     * @param others a file that {@code import:} names and that is not among those read, by its name; null when there is none
     */
    public WatchlistReader(
            Names names, Problems problems, ZoneId zone, Function<String, @Nullable WatchlistFile> others) {
        this.names = names;
        this.problems = problems;
        this.zone = zone;
        this.others = others;
    }

    /** The JSON Schema (draft 7) of a YAML watchlist, for editors. */
    public static String schema() {
        try (InputStream in = WatchlistReader.class.getResourceAsStream("watchlist.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("watchlist.schema.json is missing from the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all files, in their order; rules with faults are left out. */
    public List<Watchlist> readAll(List<WatchlistFile> files) {
        WordLists lists = new WordLists(files, others, problems);
        Map<String, YamlMap> roots = new LinkedHashMap<>();
        for (WatchlistFile file : files) {
            if (!file.plain() && !file.table()) {
                roots.put(
                        file.name(),
                        YamlFile.read(file.name(), file.text(), Variables.NONE, problems)
                                .root());
            }
        }
        roots.values().forEach(root -> lists.define(root.map("lists")));
        Map<String, Watchlist> yaml = new HashMap<>();
        Set<String> brands = new HashSet<>();
        for (WatchlistFile file : files) {
            YamlMap root = roots.get(file.name());
            if (root != null) {
                Watchlist watchlist = yaml(file, root, lists);
                brands.add(watchlist.brand());
                yaml.put(file.name(), watchlist);
            }
        }
        lists.warnOfUnused();
        String brand = brands.size() == 1 ? brands.iterator().next() : ANY_BRAND;
        List<Watchlist> all = new ArrayList<>();
        for (WatchlistFile file : files) {
            Watchlist watchlist = yaml.get(file.name());
            if (watchlist != null) {
                all.add(watchlist);
            } else if (file.plain() && !lists.isImported(file)) {
                all.add(plain(file, brand));
            }
        }
        return all;
    }

    /** Reads one file; a plain list without a brand gets {@value #ANY_BRAND}. */
    public Watchlist read(WatchlistFile file) {
        return readAll(List.of(file)).get(0);
    }

    private Watchlist plain(WatchlistFile file, String brand) {
        return TextList.read(
                file.id(),
                file.text(),
                brand,
                (line, fault) -> RuleReader.report(problems, new Place(file.name(), line, fault.offset() + 1), fault));
    }

    private Watchlist yaml(WatchlistFile file, YamlMap root, WordLists lists) {
        root.keys(KEYS);
        YamlText brand = root.required("brand");
        YamlText owner = root.text("owner");
        if (!root.has("rules") && !root.has("lists")) {
            root.error("key-missing", "rules");
        }
        return new Watchlist(
                file.id(),
                brand == null ? ANY_BRAND : brand.value().strip(),
                owner == null || names.target(owner) == null
                        ? null
                        : owner.value().strip(),
                new RuleReader(names, problems, zone, lists).rules(root.maps("rules")));
    }
}
