package io.fenghuo.channel.wording;

import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Template;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Draft.Fact;
import io.fenghuo.channel.wording.Draft.Line;
import io.fenghuo.channel.wording.Draft.Note;
import io.fenghuo.channel.wording.Draft.Part;
import io.fenghuo.channel.wording.Draft.Piece;
import io.fenghuo.channel.wording.Draft.Quote;
import io.fenghuo.channel.wording.Draft.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a draft in a medium, part by part. */
public final class Sheet {
    private final Medium medium;
    private final Words words;

    public Sheet(Medium medium, Words words) {
        this.medium = medium;
        this.words = words;
    }

    /** The parts as lines, without the title and the link. */
    public List<String> lines(Draft draft) {
        if (draft.worded() != null) {
            return lines(draft.worded());
        }
        List<String> lines = new ArrayList<>();
        for (Part part : draft.parts()) {
            lines.add(line(part));
        }
        return lines;
    }

    /** The house's own words as lines; what must be told besides stands behind them. */
    public List<String> lines(Draft.Worded worded) {
        List<String> lines = new ArrayList<>(worded.template()
                .render(worded.facts(), new Writing())
                .strip()
                .lines()
                .map(String::stripTrailing)
                .toList());
        worded.after().forEach(part -> lines.add(line(part)));
        return lines;
    }

    /** Everything a template says goes through the medium. */
    private final class Writing implements Template.Pen {
        @Override
        public String fact(Object value) {
            return value instanceof Part part ? value(part) : medium.text(String.valueOf(value));
        }

        @Override
        public String own(String text) {
            return text.lines().map(line -> medium.escape(Plain.line(line))).collect(Collectors.joining("\n"))
                    + (text.endsWith("\n") ? "\n" : "");
        }

        @Override
        public String strong(String written) {
            return medium.strong(written);
        }

        private String value(Part part) {
            return Sheet.this.value(part);
        }
    }

    public String line(Part part) {
        boolean linked = part instanceof Where && !medium.plain();
        String label = linked ? "" : label(part);
        return label.isEmpty() ? value(part) : label + words.get("colon") + value(part);
    }

    /** What stands before the colon; empty when the part is a sentence of its own. */
    public String label(Part part) {
        if (part instanceof Fact fact) {
            return medium.text(fact.label());
        } else if (part instanceof Quote) {
            return medium.text(words.get("label.said"));
        }
        if (part instanceof Note note) {
            return medium.escape(Plain.line(note.label()));
        }
        return part instanceof Where where ? medium.text(where.label()) : "";
    }

    /** The part without its label. */
    public String value(Part part) {
        if (part instanceof Fact fact) {
            String value = medium.text(fact.value());
            return fact.strong() ? medium.strong(value) : value;
        } else if (part instanceof Quote quote) {
            return quote(quote);
        } else if (part instanceof Where where) {
            return medium.plain() ? where.url() : medium.link(medium.text(where.label()), where.url());
        } else if (part instanceof Line line) {
            String text = medium.text(line.text());
            return "· " + (line.url() == null ? text : text + " " + medium.link(words.get("action.open"), line.url()));
        }
        return note((Note) part);
    }

    /** Our own sentence: escaped, its addresses left whole. */
    private String note(Note note) {
        return medium.escape(Plain.line(note.text()));
    }

    private String quote(Quote quote) {
        StringBuilder out = new StringBuilder("「");
        for (Piece piece : quote.pieces()) {
            String text = medium.text(piece.text());
            out.append(piece.matched() && !text.isBlank() ? medium.mark(text) : text);
        }
        return out.append('」').append(medium.text(quote.cut())).toString();
    }
}
