package io.fenghuo.acceptance;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day as a timeline: {@code at("20:01").post(…)}, {@code between("20:01", "20:02").expect(opened("zhang"))}. It goes through everything from
 * the files of a home to what each reader gets; a reader is a person, or {@code group} for the group of the house.
 */
abstract class TimelineCase {
    private static final String RULES = """
            brand: 云朵家
            rules:
              - { id: skin, level: L1, family: 人身安全, category: 人身安全, any: [红肿] }
              - { id: grave, level: L1, suspected: true, family: 人身安全, category: 人身安全, any: [毁容] }
              - { id: broken, level: L2, category: 质量, any: [破损] }
              - { id: fraud, level: L3, category: 欺诈, any: [骗子, 假货], role: customer }
              - { id: threat, level: L1, category: 威胁, any: [弄死你] }
              - { id: live, level: L2, category: 直播违规, any: [打起来] }
              - { id: outage, level: L2, category: 故障, any: [打不开] }
              - { id: wrong, level: L3, category: 发错货, any: [发错了] }
              - { id: bad, level: L3, category: 差评, any: [一星] }
              - { id: money, level: L3, category: 退款, any: [还没退款] }
            """;
    private static final String CONTACTS = """
            people:
              - { id: zhang, name: 张三, mail: z@example.com, mobile: "13900000000", via: [app, mail] }
              - { id: li, name: 李四, mail: l@example.com, via: [app, mail] }
              - { id: wang, name: 王五, mail: w@example.com, via: [app, mail] }
              - { id: zhao, name: 赵六, mail: b@example.com, via: [app, mail] }
              - { id: qian, name: 钱七, mail: q@example.com, via: [mail] }
              - { id: sun, name: 孙八, mail: s@example.com, via: [app, mail] }
            roles: { duty: [zhang], legal: [li], supervisor: [wang], brand: [zhao], admin: [qian], safety: [sun] }
            """;
    private static final String CHANNELS = """
            channels:
              - { id: group, type: wecom-robot, url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-555555555555" }
              - { id: app, type: webhook, url: "https://app.example/hook", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", levels: [] }
              - { id: mail, type: email, levels: [] }
              - { id: caller, type: webhook, url: "https://phone.example/hook", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", levels: [], phone: true }
            """;

    @TempDir
    private Path folder;

    private @Nullable Play play;

    @BeforeEach
    final void home() {
        file("watchlists/rules.yaml", RULES);
        file("alerts/contacts.yaml", CONTACTS);
        file("alerts/channels.yaml", CHANNELS);
        file("alerts/policy.yaml", "");
    }

    @AfterEach
    final void end() {
        if (play != null) {
            play.close();
        }
    }

    /** Replaces a file of the home, before the first moment. */
    final void file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    final void policy(String text) {
        file("alerts/policy.yaml", text);
    }

    final Path folder() {
        return folder;
    }

    /** Where it is kept. */
    Store store() {
        return Stores.memory();
    }

    private Play play(Instant moment) {
        if (play == null) {
            play = new Play(folder, store(), moment);
        }
        return play;
    }

    /** Lets time pass until then: {@code 20:01}, {@code 20:01:30}, {@code 1 09:00} on the next day. */
    final Moment at(String time) {
        Instant moment = Play.time(time);
        play(moment).until(moment);
        return new Moment(play(moment), time);
    }

    /** The service stands still until then. */
    final Moment down(String until) {
        Instant moment = Play.time(until);
        play(moment).down(moment);
        return new Moment(play(moment), until);
    }

    /** Lets time pass until {@code to}; what was told from {@code from} to {@code to}, both included. */
    final Span between(String from, String to) {
        Instant end = Play.time(to);
        play(end).until(end);
        return play(end).between(Play.time(from), end, from + "–" + to);
    }

    final Play play() {
        return java.util.Objects.requireNonNull(play);
    }

    /** The latest incident as it now is. */
    final Incident incident() {
        return incident(play().ids().size());
    }

    /** The incident that opened as number {@code n}, from 1. */
    final Incident incident(int n) {
        return play().incident(play().ids().get(n - 1));
    }

    /** The latest clock of this name. */
    final Clock clock(String name) {
        return incident().clocks().stream()
                .filter(one -> one.clock().equals(name))
                .reduce((a, b) -> b)
                .orElseThrow(() ->
                        new AssertionError(name + " is not among " + incident().clocks()));
    }

    final boolean has(String clock) {
        return incident().clocks().stream().anyMatch(one -> one.clock().equals(clock));
    }

    final List<TimelineEntry> timeline() {
        return play().timeline(incident().id());
    }

    /** What happened, without hits and notices. */
    final List<String> story() {
        return timeline().stream()
                .map(TimelineEntry::event)
                .filter(event -> !event.equals("hit") && !event.equals("notice"))
                .toList();
    }

    static Comment comment(String text) {
        return new Comment(text);
    }

    static Instant time(String text) {
        return Play.time(text);
    }

    static Expected opened(String... to) {
        return new Expected(NoticeReason.OPENED, to);
    }

    static Expected raised(String... to) {
        return new Expected(NoticeReason.RAISED, to);
    }

    static Expected page(String... to) {
        return new Expected(NoticeReason.PAGE, to);
    }

    static Expected warning(String... to) {
        return new Expected(NoticeReason.WARNING, to);
    }

    static Expected missed(String... to) {
        return new Expected(NoticeReason.MISSED, to);
    }

    static Expected growth(String... to) {
        return new Expected(NoticeReason.GROWTH, to);
    }

    static Expected digest(String... to) {
        return new Expected(NoticeReason.DIGEST, to);
    }

    static Expected notice(NoticeReason reason, String... to) {
        return new Expected(reason, to);
    }
}
