package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of messages is in the story, and where nobody of a step can be reached the next is told at once. */
class WhatBecameTest extends TimelineCase {

    @Override
    Store store() {
        return Stores.temporary();
    }

    private List<TimelineEntry> lines(String event) {
        return timeline().stream().filter(line -> line.event().equals(event)).toList();
    }

    private void dead(String... channels) {
        Set<String> gone = Set.of(channels);
        play().answering(channel -> gone.contains(channel)
                        ? Outcome.dead("errcode 93000 invalid webhook url", "cure.key")
                        : Outcome.delivered("ok"));
    }

    private void whole() {
        String id = incident().id();
        assertThat(play().<Long>read(tx -> tx.incidents().verify(id))).isEqualTo(-1L);
        Outbox.Tally tally = play().read(tx ->
                tx.outbox().tally(play().now().minus(Duration.ofDays(1)), play().now()));
        assertThat(tally.balanced()).as(tally.toString()).isTrue();
    }

    @Test
    @DisplayName("§1 delivery outcome · who was told by which channel stands in the chained story, one line a message")
    void delivered() {
        at("10:00").post("收到就破损");
        assertThat(lines("delivery.delivered"))
                .extracting(line -> line.facts().get("ways"))
                .containsExactlyInAnyOrder("zhang@app", "zhao@app", "group");
        whole();
    }

    @Test
    @DisplayName("§1 delivery outcome · refused, and a spare takes over: both are told, with the vendor's words")
    void diverted() {
        at("09:59").post("今天天气好");
        play().answering(channel ->
                channel.equals("app") ? Outcome.rejected("errcode 40058 too long", "cure.request") : Outcome.delivered(""));
        at("10:00").post("收到就破损");
        at("10:01").to("zhang").expectNothing();
        between("10:00", "10:01").expect(opened("zhang").by("mail"));
        assertThat(lines("delivery.diverted"))
                .anySatisfy(line -> {
                    assertThat(line.facts()).containsEntry("ways", "zhang@app").containsEntry("spare", "mail");
                    assertThat(line.personal()).containsEntry("said", "errcode 40058 too long");
                });
        assertThat(lines("step.unreached")).isEmpty();
        whole();
    }

    @Test
    @DisplayName("§1 delivery outcome · nobody of a step can be reached: the next step is told now, not in 15 minutes")
    void nextStep() {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app] }
                  - { id: zhao, name: 赵六, mail: b@example.com, via: [app] }
                  - { id: wang, name: 王五, mail: w@example.com, via: [mail] }
                  - { id: qian, name: 钱七, mail: q@example.com, via: [mail] }
                roles: { duty: [zhang], brand: [zhao], supervisor: [wang], admin: [qian] }
                """);
        at("09:59").post("今天天气好");
        dead("app");
        at("10:00").post("收到就破损");
        Span now = between("10:00", "10:01");
        now.expect(page("wang").by("mail").saying("联系不到"));
        assertThat(lines("channel.dead")).singleElement().satisfies(line -> {
            assertThat(line.facts()).containsEntry("channel", "app").containsEntry("cure", "cure.key");
            assertThat(line.personal()).containsEntry("said", "errcode 93000 invalid webhook url");
        });
        assertThat(lines("step.unreached"))
                .anySatisfy(line -> assertThat(line.facts())
                        .containsEntry("missed", "role:brand role:duty")
                        .containsEntry("next", "role:supervisor"));
        assertThat(lines("delivery.gave_up")).isNotEmpty();
        whole();
    }

    @Test
    @DisplayName("§1 delivery outcome · nobody of any step: the administrators and the terminal, once in a run")
    void fallback() {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app] }
                  - { id: qian, name: 钱七, mail: q@example.com, via: [mail] }
                roles: { duty: [zhang], brand: [zhang], supervisor: [zhang], admin: [qian] }
                """);
        at("09:59").post("今天天气好");
        dead("app");
        at("10:00").post("收到就破损");
        between("10:00", "10:01").expect(page("qian"), page("terminal"));
        assertThat(between("10:02", "11:00").told())
                .filteredOn(one -> one.code().equals("unreached"))
                .isEmpty();
        whole();
    }

    @Test
    @DisplayName("§1 delivery outcome · the owner cannot be reached: the supervisor is")
    void owner() {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app] }
                  - { id: wang, name: 王五, mail: w@example.com, via: [mail] }
                roles: { duty: [zhang], brand: [zhang], supervisor: [wang], admin: [wang] }
                """);
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        dead("app");
        Span warned = between("10:50", "11:05");
        warned.to("wang").expect(notice(NoticeReason.REMINDER, "wang").saying("张三"));
        whole();
    }

    @Test
    @DisplayName("§1 delivery outcome · no answer: sent once more, and the story says so")
    void ambiguous() {
        at("09:59").post("今天天气好");
        play().answering(channel -> channel.equals("mail") ? Outcome.ambiguous("no reply") : Outcome.delivered(""));
        at("10:00").post("收到就破损");
        assertThat(lines("delivery.ambiguous")).isEmpty();
        at("10:01").act(io.fenghuo.model.Action.Kind.RAISE, "li", "有人受伤", "level", "L1");
        at("10:02");
        assertThat(lines("delivery.ambiguous"))
                .anySatisfy(line -> assertThat(line.facts()).containsEntry("reason", NoticeReason.RAISED.name()));
        whole();
    }
}
