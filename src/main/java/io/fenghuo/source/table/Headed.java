package io.fenghuo.source.table;

import io.fenghuo.source.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The headings of a table, and rows under them. */
final class Headed {
    private final List<String> headings;

    /** @throws SourceException when no cell has a name */
    Headed(List<String> cells) throws SourceException {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < Math.min(cells.size(), Table.MAX_COLUMNS); at++) {
            String name = cells.get(at).strip();
            String unique = name;
            for (int n = 2; !unique.isEmpty() && !seen.add(unique); n++) {
                unique = name + " (" + n + ")";
            }
            names.add(unique);
        }
        if (seen.isEmpty()) {
            throw new SourceException("table.headings");
        }
        headings = List.copyOf(names);
    }

    List<String> names() {
        return headings.stream().filter(name -> !name.isEmpty()).toList();
    }

    Row row(long number, List<String> cells) {
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < Math.min(cells.size(), headings.size()); at++) {
            String value = cells.get(at);
            if (!headings.get(at).isEmpty() && !value.isBlank()) {
                values.put(
                        headings.get(at), value.length() > Table.MAX_CELL ? value.substring(0, Table.MAX_CELL) : value);
            }
        }
        return new Row(number, values);
    }

    static boolean blank(List<String> cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
