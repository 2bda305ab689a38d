package io.fenghuo.source.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row under the headings.
 *
 * @param number as the file counts it, from 1, the headings included: what a person sees beside it
 * @param cells heading → what stands under it; without the cells that are empty
 */
public record Row(long number, Map<String, String> cells) {
    public Row {
        cells = Map.copyOf(cells);
    }

    /** What stands under a heading; null = nothing. */
    public @Nullable String cell(String heading) {
        return cells.get(heading);
    }
}
