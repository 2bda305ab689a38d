package io.fenghuo.channel.catalogue;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.exchange.Replies;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.wire.NoticeJson;
import io.fenghuo.wire.OutcomeJson;
import io.fenghuo.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A developer's verticle as a channel: it is asked at {@code fenghuo.channel.<id>} with the notice as JSON, together with a plain text it may
 * use as it is, and answers {@code {"outcome","until","reason"}}. An answer that is none is no delivery.
 */
final class VerticleChannel implements Channel {
    private final Terminal plain = new Terminal();

    @Override
    public String type() {
        return "verticle";
    }

    @Override
    public Limits limits() {
        return Limits.FREE;
    }

    @Override
    public List<Reason> problems(ChannelSpec spec) {
        return spec.options().get("class") instanceof String name && !name.isBlank()
                ? List.of()
                : List.of(Reason.of("class.missing"));
    }

    @Override
    public List<Outgoing> render(Message message, ChannelSpec spec, Instant now) {
        String text = ((Outgoing.Text) plain.render(message, spec, now).get(0)).text();
        int end = text.indexOf('\n');
        Message.Person person = message.recipient().person();
        NoticeJson.Letter letter = new NoticeJson.Letter(
                message.key(),
                person == null ? null : person.id(),
                title(end < 0 ? text : text.substring(0, end), message.incident()),
                text,
                message.links().take());
        Words words = Words.of(message.recipient().lang());
        return List.of(new Outgoing.Text(NoticeJson.write(message.notice(), letter, message.zone(), words::reason)));
    }

    @Override
    public int lines(Message digest, ChannelSpec spec, Instant now) {
        return plain.lines(digest, spec, now);
    }

    /** The first line with what was said behind it, for verticles that show no more than a title. */
    private static String title(String first, @Nullable Incident incident) {
        return incident == null ? first : first + "：" + Medium.PLAIN.text(incident.title());
    }

    @Override
    public boolean keyed() {
        return true;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public Outcome classify(Reply reply, ChannelSpec spec, Instant now) {
        Outcome early = Replies.transport(reply, spec, now);
        if (early != null) {
            return early;
        }
        try {
            return OutcomeJson.parse(new String(reply.body(), StandardCharsets.UTF_8), now);
        } catch (WireException none) {
            return Outcome.ambiguous("no outcome in the verticle's answer: " + none.getMessage());
        }
    }
}
