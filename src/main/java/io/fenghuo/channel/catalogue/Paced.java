package io.fenghuo.channel.catalogue;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.util.List;

/** A channel with other limits than its vendor's, for measurements against a vendor of our own. */
record Paced(Channel real, Limits limits) implements Channel {
    @Override
    public String type() {
        return real.type();
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        return real.render(message, spec, now);
    }

    @Override
    public Outgoing prepare(Outgoing rendered, ChannelSpec spec, Instant now) {
        return real.prepare(rendered, spec, now);
    }

    @Override
    public boolean keyed() {
        return real.keyed();
    }

    @Override
    public Outgoing repeated(Outgoing rendered, String mark) {
        return real.repeated(rendered, mark);
    }

    @Override
    public boolean edits() {
        return real.edits();
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        return real.classify(reply, spec, now);
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return real.lines(digest, spec, now);
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return real.problems(spec);
    }
}
