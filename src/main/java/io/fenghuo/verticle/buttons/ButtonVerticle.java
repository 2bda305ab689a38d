package io.fenghuo.verticle.buttons;

import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.outbox.AddressBook;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches presses from vendors that let themselves be asked, and tells those that want it where to call. An account is asked by one loop,
 * however many entries it has; where it stands is kept once every press is dealt with, and a press that comes again does nothing.
 */
public final class ButtonVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ButtonVerticle.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Store store;
    private final Time time;
    private final Supplier<AddressBook> book;
    private final Channels channels;
    private final Sender sender;
    private final ButtonDesk desk;
    private final Set<Secret> asking = new HashSet<>();
    private final Map<String, String> subscribed = new HashMap<>();
    private boolean stopping;

    public ButtonVerticle(
            Store store, Time time, Supplier<AddressBook> book, Channels channels, Sender sender, ButtonDesk desk) {
        this.store = store;
        this.time = time;
        this.book = book;
        this.channels = channels;
        this.sender = sender;
        this.desk = desk;
    }

    @Override
    public Future<?> start() {
        look();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.succeededFuture();
    }

    private void look() {
        if (stopping) {
            return;
        }
        AddressBook present = book.get();
        for (ChannelSpec spec : present.channels().values()) {
            Buttons buttons = buttons(spec);
            Secret account = spec.secret();
            if (buttons == null || account == null) {
                continue;
            }
            if (buttons.poll(spec, 0) != null && asking.add(account)) {
                ask(spec.id(), account, SHORTEST);
            }
            subscribe(spec, buttons, present.publicUrl());
        }
        time.after(LOOK, () -> context.runOnContext(go -> look()));
    }

    private @Nullable Buttons buttons(ChannelSpec spec) {
        return channels.type(spec.type()).map(Channel::buttons).orElse(null);
    }

    /** Once for each address, as long as the service runs. */
    private void subscribe(ChannelSpec spec, Buttons buttons, @Nullable String publicUrl) {
        String address = publicUrl + "/callback/" + spec.id();
        Outgoing.Http call = publicUrl == null ? null : buttons.subscribe(spec, address);
        if (call == null || address.equals(subscribed.put(spec.id(), address))) {
            return;
        }
        sender.send(call, spec).onSuccess(reply -> {
            Outcome outcome = outcome(spec, reply);
            if (outcome.kind() != Outcome.Kind.DELIVERED) {
                LOG.warn("Channel {} could not say where to call: {}", spec.id(), outcome.detail());
                time.after(LONGEST, () -> context.runOnContext(go -> subscribed.remove(spec.id())));
            }
        });
    }

    private Outcome outcome(ChannelSpec spec, Reply reply) {
        return channels.type(spec.type()).orElseThrow().classify(reply, spec, time.now());
    }

    /** Asks once and goes on, as long as the entry stays as it is; {@code pause} is how long after a failure. */
    private void ask(String id, Secret account, Duration pause) {
        ChannelSpec spec = book.get().channels().get(id);
        Buttons buttons = spec == null || !Objects.equals(spec.secret(), account) ? null : buttons(spec);
        if (stopping || spec == null || buttons == null || buttons.poll(spec, 0) == null) {
            asking.remove(account);
            return;
        }
        round(spec, buttons).onComplete(done -> {
            boolean well = done.succeeded() && done.result();
            Duration next = well ? SHORTEST : longer(pause);
            time.after(next, () -> context.runOnContext(go -> ask(id, account, well ? SHORTEST : next)));
        });
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : pause.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    private Future<Boolean> round(ChannelSpec spec, Buttons buttons) {
        String mark = "buttons/" + spec.id();
        return vertx.executeBlocking(
                        () -> store.read(tx -> tx.journal().setting(mark))
                                .map(Long::parseLong)
                                .orElse(0L),
                        false)
                .compose(offset -> sender.send(Objects.requireNonNull(buttons.poll(spec, offset)), spec))
                .compose(reply -> {
                    Buttons.Polled polled = buttons.polled(reply);
                    if (polled == null && stopping) {
                        return Future.succeededFuture(false);
                    }
                    if (polled == null) {
                        LOG.warn(
                                "Channel {} gives no presses: {}",
                                spec.id(),
                                outcome(spec, reply).detail());
                        return Future.succeededFuture(false);
                    }
                    return deal(polled, spec, buttons, mark).map(true);
                });
    }

    private Future<?> deal(Buttons.Polled polled, ChannelSpec spec, Buttons buttons, String mark) {
        Future<?> dealt = Future.succeededFuture();
        for (Buttons.Press press : polled.presses()) {
            dealt = dealt.compose(before -> desk.fetched(press, spec, buttons));
        }
        return polled.offset() == 0
                ? dealt
                : dealt.compose(all -> Future.fromCompletionStage(
                        store.write(tx -> {
                            tx.journal().saveSetting(mark, String.valueOf(polled.offset()));
                            return 0;
                        }),
                        context));
    }
}
