package io.fenghuo.channel.catalogue;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A channel whose messages are only read, never sent: each comes as the terminal's text, for whoever the channel itself can reach. Whom it
 * reaches is asked once for each reader. Threadsafe.
 */
final class ReadOnly implements Channel {
    private final Channel real;
    private final Channel terminal;
    private final Map<Reader, Boolean> reached = new ConcurrentHashMap<>();

    private record Reader(ChannelSpec spec, Message.Recipient recipient) {}

    ReadOnly(Channel real, Channel terminal) {
        this.real = real;
        this.terminal = terminal;
    }

    @Override
    public String type() {
        return real.type();
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        if (real.cards() && message.notice().manner() == Notice.Manner.EDIT) {
            return List.of();
        }
        Message.Recipient to = message.recipient();
        Reader reader = new Reader(spec, new Message.Recipient(to.person(), to.lang(), List.of()));
        boolean reaches = reached.computeIfAbsent(
                reader, unknown -> !real.render(message, spec, now).isEmpty());
        return reaches ? terminal.render(message, spec, now) : List.of();
    }

    @Override
    public boolean keyed() {
        return real.keyed();
    }

    @Override
    public boolean edits() {
        return real.edits();
    }

    @Override
    public boolean cards() {
        return real.cards();
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
    public Limits limits() {
        return real.limits();
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return real.problems(spec);
    }
}
