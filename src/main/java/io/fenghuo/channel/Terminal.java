package io.fenghuo.channel;

import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.util.List;

/** Lines on the terminal of the service: works without any setting up. */
final class Terminal implements Channel {
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
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        Composer composer = new Composer(message, now);
        Draft draft = composer.draft(MOST);
        StringBuilder out = new StringBuilder(Medium.PLAIN.text(draft.title()));
        for (String line : new Sheet(Medium.PLAIN, composer.words()).lines(draft)) {
            out.append("\n  ").append(line);
        }
        if (draft.link() != null) {
            out.append("\n  ").append(Medium.PLAIN.link(draft.linkLabel(), draft.link()));
        }
        return List.of(new Outgoing.Text(out.toString()));
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        return early == null ? Outcome.delivered("printed") : early;
    }
}
