package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.HAND_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of a ladder as a user writes them. */
class LaddersTest extends TimelineCase {

    private void ladder(String steps) {
        policy("levels:\n  L2:\n    ladder:\n" + steps.indent(6));
    }

    @Test
    @DisplayName("§3 steps · tell a person, a role, a rota, a channel; by named channels with a spare")
    void tell() {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app, mail] }
                  - { id: li, name: 李四, mail: l@example.com, via: [app, mail] }
                  - { id: sun, name: 孙八, mail: s@example.com, via: [app, mail] }
                roles: { duty: [zhang], legal: [li], supervisor: [li], brand: [li], admin: [li], safety: [sun] }
                rota:
                  night: { from: 2026-06-01T09:00, every: 24h, people: [sun] }
                """);
        ladder("""
                - tell: [zhang]
                - { after: 1m, tell: [role:legal], by: [mail] }
                - { after: 2m, tell: [rota:night] }
                - { after: 3m, tell: [group] }
                """);
        at("10:00").post("收到就破损");
        at("10:00").expectOnly(opened("zhang").by("app"), opened("group"));
        at("10:01").expectOnly(page("li").by("mail"));
        at("10:02").expectOnly(page("sun"));
        at("10:03").expectOnly(page("group"));
        between("10:03:01", "10:59").expectNothing();
    }

    @Test
    @DisplayName("§3 steps · unless taken, unless answered, never needless")
    void unless() {
        ladder("""
                - tell: [zhang]
                - { after: 10m, tell: [li], unless: taken }
                - { after: 20m, tell: [wang], unless: answered }
                - { after: 30m, tell: [zhao], unless: never }
                """);
        at("10:00").post(comment("收到就破损").under("v-1"));
        at("10:05").take("zhang");
        between("10:05", "10:19").expectNothing();
        at("10:20").expectOnly(page("wang"));
        at("10:25").answer("zhang", "已公告");
        at("10:30").expectOnly(page("zhao"));
        at("11:00").post(comment("给妈妈买的礼物也破损了").under("v-2"));
        at("11:05").answer("zhang", "已公告");
        between("11:05", "11:29").to("li", "wang").expectNothing();
        at("11:30").expect(page("zhao"));
    }

    @Test
    @DisplayName(
            "§3 steps · only in a time window, only with a crowd of n, repeated at most n times, only of the grades named")
    void conditions() {
        policy("""
                ladder:
                  - { grade: [L2], after: 5m, tell: [sun], between: 08:00-22:00 }
                  - { grade: [L1], after: 5m, tell: [zhao] }
                  - { grade: [L2], after: 10m, every: 10m, times: 1, crowd: 3, tell: [qian], unless: never }
                """);
        at("10:00").post("收到就破损");
        between("10:04", "10:06").to("sun", "qian").expectOnly(page("sun"));
        between("10:06", "10:19").to("qian").expectNothing();
        at("10:19").post("我也破损").post("三个人了，破损");
        between("10:19", "11:30")
                .to("qian")
                .expectOnly(page("qian"), warning("qian").of("golden"));
        at("22:30").post(comment("到货就破损的礼物").under("v-9"));
        between("22:30:01", "23:30").to("sun").expectNothing();
    }

    @Test
    @DisplayName("§3 steps · a webhook is asked by one word to cut the live room, once")
    void webhook() {
        file("alerts/channels.yaml", """
                channels:
                  - { id: app, type: webhook, url: "https://app.example/hook", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", levels: [] }
                  - { id: mail, type: email, levels: [] }
                  - { id: live-room, type: webhook, url: "https://live.example/hook", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", levels: [] }
                """);
        ladder("""
                - tell: [zhang]
                - { after: 5m, tell: [live-room], ask: cut-live-room, unless: answered }
                """);
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        between("10:01", "10:04:59").expectNothing();
        Told asked = at("10:05").expectOnly(page("live-room")).told().get(0);
        assertThat(asked.notices().get(0).by()).anyMatch(word -> word.contains("cut-live-room"));
        between("10:05:01", "10:59").to("live-room").expectNothing();
    }

    @ParameterizedTest
    @DisplayName(
            "§3 roles · duty, senior, supervisor, legal, safety, PR, brand, product, logistics and admin are known from the start")
    @ValueSource(
            strings = {"duty", "senior", "supervisor", "legal", "safety", "pr", "brand", "product", "logistics", "admin"
            })
    void roles(String role) {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app, mail] }
                  - { id: sun, name: 孙八, mail: s@example.com, via: [app, mail] }
                roles: { duty: [zhang], ROLE: [sun] }
                """.replace(role.equals("duty") ? "duty: [zhang], ROLE" : "ROLE", role));
        ladder("""
                - tell: [zhang]
                - { after: 5m, tell: [role:%s] }
                """.formatted(role));
        at("10:00").post("收到就破损");
        at("10:05").expect(page("sun"));
    }

    @Test
    @DisplayName(
            "§3 phone · webhooks marked phone ring from 3 min of an untaken L1 on, and for safety's hand-over nobody waits")
    void phone() {
        policy("categories: { 威胁: { clocks: { hand_over: default } } }");
        at("10:00").post("我弄死你");
        at("10:00")
                .expect(
                        opened("zhang", "li", "wang").by("app", "mail"),
                        notice(HAND_OVER, "sun").by("app", "mail"));
        at("10:03").expectOnly(page("zhang").by("app", "mail", "caller"));
    }
}
