package io.fenghuo.channel.catalogue;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.util.List;

/** Lines on the terminal of the service: works without any setting up. */
final class Terminal implements Channel {
    /** Labels beyond so many columns push their own line only. */
    private static final int WIDEST = 18;

    private static final Budget MOST = new Budget(200, 1, 20);

    @Override
    public String type() {
        return "terminal";
    }

    @Override
    public Limits limits() {
        return Limits.FREE;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return List.of();
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return Math.min(digest.digest().size(), MOST.items());
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(MOST);
        return List.of(new Outgoing.Text(text(draft, composer.words())));
    }

    private static String text(Draft draft, Words words) {
        Sheet sheet = new Sheet(Medium.PLAIN, words);
        int column = draft.parts().stream()
                .mapToInt(part -> width(sheet.label(part)))
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        StringBuilder out = new StringBuilder(Medium.PLAIN.text(draft.head()));
        if (draft.worded() != null) {
            sheet.lines(draft.worded()).forEach(line -> out.append("\n  ").append(line));
        }
        for (Draft.Part part : draft.worded() == null ? draft.parts() : List.<Draft.Part>of()) {
            line(out, sheet.label(part), sheet.value(part), part instanceof Draft.Line ? 0 : column);
        }
        if (draft.link() != null) {
            line(out, draft.linkLabel(), draft.link(), column);
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String label, String value, int column) {
        out.append("\n  ").append(label);
        if (column > 0) {
            out.append(" ".repeat(Math.max(0, column - width(label)) + 2));
        }
        out.append(value);
    }

    /** Columns on a terminal: a Han character takes two. */
    private static int width(String text) {
        return text.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum();
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        return early == null ? Outcome.delivered("printed") : early;
    }
}
