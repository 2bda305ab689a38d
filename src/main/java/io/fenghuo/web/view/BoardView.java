package io.fenghuo.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board as shown.
 *
 * @param message what came of the last press of a button; empty = nothing to say
 * @param sources every source in one word and a colour
 * @param channels every channel likewise
 * @param notes what former incidents left to do, in words
 * @param paused which alerts are held back, until when and why, in words
 */
public record BoardView(
        List<Row> rows,
        String message,
        List<Light> sources,
        List<Light> channels,
        @Nullable Demo demo,
        List<String> notes,
        List<String> paused) {
    public BoardView {
        paused = List.copyOf(paused);
        rows = List.copyOf(rows);
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
        notes = List.copyOf(notes);
    }

    /** A name with its state: ok, warn or bad, in a word, and why in full. */
    public record Light(String name, String state, String word, String title) {}

    /** The demo's panel. */
    public record Demo(
            String tally, List<Step> script, @Nullable Card card, List<String> next) {}

    /** One step of the demo. */
    public record Step(String at, String text, boolean done, String found) {}

    /** A message as a phone shows it. */
    public record Card(
            String channel,
            String source,
            String title,
            String subtitle,
            String figure,
            String figureName,
            String quote,
            List<List<String>> lines,
            String button,
            String incident) {}

    public long open() {
        return rows.stream().filter(Row::open).count();
    }

    public long missed() {
        return count("missed");
    }

    public long soon() {
        return count("soon");
    }

    private long count(String phase) {
        return rows.stream()
                .filter(row -> row.clock() != null && row.clock().phase().equals(phase))
                .count();
    }
}
