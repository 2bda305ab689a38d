package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Action.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A moment of the day, in which something is written or done. Actions go to the latest incident unless {@link #on} names another. */
final class Moment {
    private final Play play;
    private final String name;
    private @Nullable String incident;
    private String via = "console";
    private Instant happened;
    private List<String> customers = List.of();

    Moment(Play play, String name) {
        this.play = play;
        this.name = name;
        this.happened = play.now();
    }

    /** The incident that opened as number {@code n}, from 1. */
    Moment on(int n) {
        incident = play.ids().get(n - 1);
        return this;
    }

    Moment via(String value) {
        via = value;
        return this;
    }

    /** 补录: it was done then. */
    Moment done(String time) {
        happened = Play.time(time);
        return this;
    }

    Moment customers(String... ids) {
        customers = List.of(ids);
        return this;
    }

    Moment post(String text) {
        return post(new Comment(text));
    }

    Moment post(Comment comment) {
        play.post(comment);
        return this;
    }

    Moment take(String by) {
        return act(Kind.TAKE, by, null);
    }

    Moment answer(String by, String text) {
        return act(Kind.ANSWER, by, text);
    }

    Moment settle(String by) {
        return act(Kind.SETTLE, by, null);
    }

    /** @param fields name, value, … */
    Moment act(Kind kind, String by, @Nullable String text, String... fields) {
        play.act(target(), action(kind, by, text, fields));
        return this;
    }

    /** The same, which must be refused; nothing has changed afterwards. */
    Moment refused(Kind kind, String by, @Nullable String text, String... fields) {
        long before = play.incident(target()).version();
        Throwable thrown = catchThrowable(() -> play.act(target(), action(kind, by, text, fields)));
        while (thrown != null && !(thrown instanceof Refusal) && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).as("%s by %s", kind, by).isInstanceOf(Refusal.class);
        assertThat(play.incident(target()).version()).isEqualTo(before);
        return this;
    }

    /** Everything a full closing form has. */
    Moment close(String by, String cause) {
        String[] form = {
            "cause",
            cause,
            "place",
            "甲厂",
            "measure",
            "换供应商",
            "measureOwner",
            "li",
            "measureDue",
            "2026-07-01",
            "compensation",
            "退一赔三",
            "answered",
            "已公开致歉",
            "reported",
            "药监局 已备案",
            "lesson",
            "先停售再查"
        };
        return act(Kind.CLOSE, by, null, form);
    }

    private Action action(Kind kind, String by, @Nullable String text, String... fields) {
        Map<String, String> map = new TreeMap<>();
        List<String> all = new ArrayList<>(Arrays.asList(fields));
        for (int i = 0; i + 1 < all.size(); i += 2) {
            map.put(all.get(i), all.get(i + 1));
        }
        return new Action(kind, by, via, happened, null, text, customers, map);
    }

    private String target() {
        if (incident != null) {
            return incident;
        }
        List<String> ids = play.ids();
        return ids.get(ids.size() - 1);
    }

    Span expect(Expected... expected) {
        return span().expect(expected);
    }

    Span expectOnly(Expected... expected) {
        return span().expectOnly(expected);
    }

    Span expectNothing() {
        return span().expectNothing();
    }

    /** What these readers are told at this moment. */
    Span to(String... readers) {
        return span().to(readers);
    }

    private Span span() {
        return play.between(play.now(), play.now(), name);
    }
}
