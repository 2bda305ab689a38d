package io.fenghuo.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds nodes from the parser's events: no types are guessed, depth and aliases are bounded, the places are kept. */
final class YamlTree {
    static final int DEEPEST = 40;
    static final long MOST_NODES = 1_000_000;

    private final String name;
    private final Variables variables;
    private final Problems problems;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private long nodes;

    YamlTree(String name, Variables variables, Problems problems) {
        this.name = name;
        this.variables = variables;
        this.problems = problems;
    }

    /** The documents read before the first syntax error, if there is one. */
    List<YamlNode> read(String text) {
        List<YamlNode> documents = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    anchors.clear();
                    YamlNode root = node(events.next(), events, 0);
                    if (!(root instanceof YamlText nothing && nothing.missing())) {
                        documents.add(root);
                    }
                }
            }
        } catch (YamlEngineException e) {
            problems.add(YamlFault.of(name, text, e));
        } catch (Stop stop) {
            problems.add(stop.problem);
        }
        return documents;
    }

    private YamlNode node(Event event, Iterator<Event> events, int depth) {
        Place place = place(event);
        if (depth > DEEPEST) {
            throw new Stop(Problem.error(place, "too-deep", DEEPEST));
        }
        if (event instanceof AliasEvent alias) {
            YamlNode target = anchors.get(alias.getAlias());
            if (target == null) {
                throw new Stop(Problem.error(place, "alias-unknown", alias.getAlias()));
            }
            count(target.size(), place);
            return target;
        }
        count(1, place);
        YamlNode node;
        if (event instanceof ScalarEvent scalar) {
            node = text(scalar, place);
        } else if (event instanceof MappingStartEvent) {
            node = map(place, events, depth);
        } else {
            node = list(place, events, depth);
        }
        Optional<Anchor> anchor = event instanceof NodeEvent named ? named.getAnchor() : Optional.empty();
        anchor.ifPresent(key -> anchors.put(key, node));
        return node;
    }

    private void count(long more, Place place) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw new Stop(Problem.error(place, "too-many", MOST_NODES));
        }
    }

    private YamlText text(ScalarEvent scalar, Place place) {
        String raw = scalar.getValue();
        boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
        Mark start = scalar.getStartMark().orElse(null);
        Mark end = scalar.getEndMark().orElse(null);
        int marks = quoted ? 1 : 0;
        boolean asWritten = start != null
                && end != null
                && start.getLine() == end.getLine()
                && end.getColumn() - start.getColumn() == raw.codePointCount(0, raw.length()) + 2 * marks;
        String value = variables.replace(raw, place, problems);
        return new YamlText(place, problems, raw, value, quoted, asWritten ? marks : -1);
    }

    private YamlList list(Place place, Iterator<Event> events, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, events, depth + 1));
        }
        return new YamlList(place, problems, items);
    }

    private YamlMap map(Place place, Iterator<Event> events, int depth) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Place at = place(event);
            String key = key(node(event, events, depth + 1));
            YamlNode value = node(events.next(), events, depth + 1);
            if (key == null) {
                problems.error(at, "key-not-text");
                continue;
            }
            YamlMap.Entry first = entries.putIfAbsent(key, new YamlMap.Entry(at, value));
            if (first != null) {
                YamlMap.duplicate(problems, key, at, first.key());
            }
        }
        return new YamlMap(place, problems, entries);
    }

    private static @Nullable String key(YamlNode node) {
        return node instanceof YamlText text ? text.raw() : null;
    }

    private Place place(Event event) {
        return event.getStartMark()
                .map(mark -> new Place(name, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseGet(() -> Place.startOf(name));
    }

    /** The rest of the file cannot be read. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Stop(Problem problem) {
            super(problem.code());
            this.problem = problem;
        }
    }
}
