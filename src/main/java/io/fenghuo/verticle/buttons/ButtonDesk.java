package io.fenghuo.verticle.buttons;

import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.incident.Refusal;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where vendors call when a button is pressed. A vendor waits three to five seconds and then calls again, so it is answered within two,
 * whatever the store does; what is said beyond the answer follows once, and is lost when it fails, as the message itself shows it too. Threadsafe.
 */
public final class ButtonDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ButtonDesk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Parts parts;
    /** When a refused call was last logged, by channel. */
    private final Map<String, Instant> logged = new ConcurrentHashMap<>();

    /**
     * What it works with.
     *
     * @param news is told what a press changed
     */
    public record Parts(
            Vertx vertx,
            Store store,
            Time time,
            Desk desk,
            Supplier<AddressBook> book,
            Channels channels,
            Sender sender,
            Consumer<Tidings> news) {}

    public ButtonDesk(Parts parts) {
        this.parts = parts;
    }

    /** The answer to a call. */
    public record Answer(int status, String type, String body) {}

    /** Takes a call in; empty when there is no such channel, or one without buttons. */
    public Future<Optional<Answer>> call(String id, Buttons.Call call) {
        ChannelSpec spec = parts.book().get().channels().get(id);
        Buttons buttons = spec == null ? null : buttons(spec);
        if (spec == null || buttons == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Buttons.Heard heard = buttons.hear(call, spec, parts.time().now());
        if (heard instanceof Buttons.Heard.Pressed pressed) {
            return soon(pressed.press(), spec, buttons).map(Optional::of);
        }
        if (heard instanceof Buttons.Heard.Refused refused) {
            if (loud(spec.id(), parts.time().now())) {
                LOG.warn("A call to channel {} is refused: {}", spec.id(), refused.why());
            }
            return Future.succeededFuture(Optional.of(new Answer(refused.status(), "text/plain", refused.why())));
        }
        Buttons.Heard.Echo echo = (Buttons.Heard.Echo) heard;
        return Future.succeededFuture(Optional.of(new Answer(200, echo.type(), echo.body())));
    }

    /** Whether a refused call is logged: one a minute and channel, as anybody may call. */
    private boolean loud(String channel, Instant now) {
        Instant last = logged.get(channel);
        if (last == null) {
            return logged.putIfAbsent(channel, now) == null;
        }
        return !now.isBefore(last.plus(QUIET)) && logged.replace(channel, last, now);
    }

    private @Nullable Buttons buttons(ChannelSpec spec) {
        return parts.channels().type(spec.type()).map(Channel::buttons).orElse(null);
    }

    private Future<Answer> soon(Buttons.Press press, ChannelSpec spec, Buttons buttons) {
        Promise<Answer> answer = Promise.promise();
        Runnable enough = parts.time()
                .after(PATIENCE, () -> answer.tryComplete(answer(buttons.tell(press, wait(spec), true, spec))));
        pressed(press, spec, buttons).onComplete(done -> {
            enough.run();
            Buttons.Told told = done.succeeded()
                    ? buttons.tell(press, done.result().words(), done.result().done(), spec)
                    : buttons.tell(press, failed(), false, spec);
            answer.tryComplete(answer(told));
            say(told, spec);
        });
        return answer.future();
    }

    private static Answer answer(Buttons.Told told) {
        return new Answer(200, told.type(), told.body());
    }

    private String wait(ChannelSpec spec) {
        return Words.of(parts.book().get().lang()).get("press.wait", spec.id());
    }

    private String failed() {
        return Words.of(parts.book().get().lang()).get("press.failed");
    }

    /** Deals with a press that was fetched, and answers it; failed when the store did not keep it, and it is to be fetched again. */
    Future<Void> fetched(Buttons.Press press, ChannelSpec spec, Buttons buttons) {
        return pressed(press, spec, buttons).map(heard -> {
            say(buttons.tell(press, heard.words(), heard.done(), spec), spec);
            return null;
        });
    }

    private Future<Pressing.Heard> pressed(Buttons.Press press, ChannelSpec spec, Buttons buttons) {
        Pressing pressing = new Pressing(parts.desk(), parts.book().get());
        Instant now = parts.time().now();
        Tidings tidings = new Tidings();
        return write(tx -> pressing.press(tx, press, spec, buttons.messenger(), now, tidings))
                .onSuccess(done -> parts.news().accept(tidings))
                .recover(failure -> {
                    if (!(failure instanceof Refusal refusal)) {
                        LOG.error("A press in channel {} could not be dealt with", spec.id(), failure);
                        return Future.failedFuture(failure);
                    }
                    return write(tx -> pressing.refused(tx, press, spec, buttons.messenger(), refusal, now))
                            .onSuccess(done -> parts.news().accept(new Tidings()));
                });
    }

    private void say(Buttons.Told told, ChannelSpec spec) {
        Future<?> said = Future.succeededFuture();
        for (Outgoing.Http one : told.then()) {
            said = said.compose(before -> parts.sender().send(one, spec)).onSuccess(reply -> {
                if (reply.failure() != null || reply.status() >= 300) {
                    LOG.warn("Whoever pressed a button in channel {} was not told: {}", spec.id(), reply);
                }
            });
        }
    }

    private <T> Future<T> write(Store.Work<T> work) {
        return Future.fromCompletionStage(
                parts.store().write(work), parts.vertx().getOrCreateContext());
    }
}
