package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Tokens;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.Sender;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends for channels that must show a token: fetches it when it is needed first, keeps it until shortly before it ends, and fetches a new one
 * when the vendor takes it no more. However many sendings wait for it, it is asked for once at a time. While there is no token nothing is sent,
 * and the vendor's answer to the asking is the reply. Threadsafe.
 */
public final class TokenSender implements Sender {
    private final Channels channels;
    private final InstantSource time;
    private final Sender wire;
    /** Account → the token, or what fetches it. */
    private final Map<Secret, Future<Fetched>> known = new HashMap<>();

    /** A token, or why there is none. */
    private record Fetched(Tokens.@Nullable Token token, Reply reply) {}

    public TokenSender(Channels channels, InstantSource time, Sender wire) {
        this.channels = channels;
        this.time = time;
        this.wire = wire;
    }

    @Override
    public Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        Channel channel = channels.type(spec.type()).orElse(null);
        Tokens tokens = channel == null ? null : channel.tokens();
        if (channel == null || tokens == null || !(outgoing instanceof Outgoing.Http http)) {
            return wire.send(outgoing, spec);
        }
        return token(channel, tokens, spec, null).compose(first -> {
            Tokens.Token token = first.token();
            return token == null
                    ? Future.succeededFuture(first.reply())
                    : wire.send(tokens.show(http, token.value()), spec)
                            .compose(reply -> tokens.refused(reply)
                                    ? again(channel, tokens, spec, http, token, reply)
                                    : Future.succeededFuture(reply));
        });
    }

    private Future<Reply> again(
            Channel channel, Tokens tokens, ChannelSpec spec, Outgoing.Http http, Tokens.Token old, Reply refusal) {
        return token(channel, tokens, spec, old).compose(next -> {
            Tokens.Token token = next.token();
            if (token == null) {
                return Future.succeededFuture(next.reply());
            }
            return token.value().equals(old.value())
                    ? Future.succeededFuture(refusal)
                    : wire.send(tokens.show(http, token.value()), spec);
        });
    }

    /** The account's token; {@code refused} is one that is none any more. */
    private synchronized Future<Fetched> token(
            Channel channel, Tokens tokens, ChannelSpec spec, Tokens.@Nullable Token refused) {
        Secret account = tokens.account(spec);
        Future<Fetched> present = known.get(account);
        if (present != null && (!present.isComplete() || usable(present, refused))) {
            return present;
        }
        Future<Fetched> asked = wire.send(tokens.ask(spec), spec).map(reply -> fetched(channel, tokens, spec, reply));
        known.put(account, asked);
        return asked;
    }

    private boolean usable(Future<Fetched> present, Tokens.@Nullable Token refused) {
        Tokens.Token token = present.succeeded() ? present.result().token() : null;
        return token != null
                && token.renew().isAfter(time.instant())
                && (refused == null || !token.value().equals(refused.value()));
    }

    /** Without a token the message has not been sent, whatever became of the asking: it is never AMBIGUOUS. */
    private Fetched fetched(Channel channel, Tokens tokens, ChannelSpec spec, Reply reply) {
        Tokens.Token token = tokens.read(reply, time.instant());
        if (token != null) {
            return new Fetched(token, reply);
        }
        Outcome.Kind kind = channel.classify(reply, spec, time.instant()).kind();
        boolean clear = kind == Outcome.Kind.DEAD
                || kind == Outcome.Kind.REJECTED
                || kind == Outcome.Kind.THROTTLED
                || kind == Outcome.Kind.RETRY;
        return new Fetched(
                null,
                clear ? reply : Reply.failed(Reply.Failure.NOT_SENT, "no token in the reply: HTTP " + reply.status()));
    }
}
