package io.fenghuo.channel.wording;

import io.fenghuo.channel.Template;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in words, before any medium. Every text in it may hold strangers' words and is escaped by the medium that writes it.
 *
 * @param title one line, enough for a notification
 * @param head the title where the words themselves follow below: without them
 * @param parts in order
 * @param link the one link, or null
 * @param linkLabel what the link does, in a word
 * @param worded the parts in the house's own words; null = the parts as they are
 */
public record Draft(
        String title,
        String head,
        List<Part> parts,
        @Nullable String link,
        String linkLabel,
        @Nullable Worded worded) {
    public Draft {
        parts = List.copyOf(parts);
    }

    /** The house's own words with the facts for their places, and what must stand behind them. */
    public record Worded(Template template, Map<String, Object> facts, List<Part> after) {
        public Worded {
            after = List.copyOf(after);
        }
    }

    /** A paragraph. */
    public sealed interface Part {}

    /** A label and what stands behind it. */
    public record Fact(String label, String value, boolean strong) implements Part {}

    /** What was said. */
    public record Quote(List<Piece> pieces, String cut) implements Part {
        public Quote {
            pieces = List.copyOf(pieces);
        }
    }

    /** A part of a quotation; matched when it is a keyword. */
    public record Piece(String text, boolean matched) {}

    /** An address of strangers, already made safe by {@link Medium#url}. */
    record Where(String label, String url) implements Part {}

    /** A line of a digest. */
    public record Line(String text, @Nullable String url) implements Part {}

    /** A sentence of our own, with what it is about before the colon; empty = nothing. */
    public record Note(String label, String text) implements Part {
        public Note(String text) {
            this("", text);
        }
    }
}
