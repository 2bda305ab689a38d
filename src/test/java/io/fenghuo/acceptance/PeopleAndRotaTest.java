package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.TimelineEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is told: rotas, standing in, quiet hours, load, languages, and nobody at all. */
class PeopleAndRotaTest extends TimelineCase {

    private void contacts(String roles, String rest) {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [app, mail] }
                  - { id: li, name: 李四, mail: l@example.com, via: [app, mail], quiet: 22:00-07:00 }
                  - { id: wang, name: 王五, mail: w@example.com, via: [app, mail], deputy: zhao, away: [{ from: 2026-06-18T00:00, to: 2026-06-19T00:00 }] }
                  - { id: zhao, name: 赵六, mail: b@example.com, via: [app, mail] }
                  - { id: ann, name: Ann, mail: a@example.com, lang: en, via: [mail] }
                """ + "roles: { " + roles + " }\n" + rest);
    }

    private static final String MAIN = """
            rota:
              main:
                from: 2026-06-15T09:00
                at: ["09:00", "21:00"]
                people: [zhang, zhao]
                overrides:
                  - { from: 2026-06-19T09:00, to: 2026-06-19T21:00, person: ann }
            """;

    @Test
    @DisplayName(
            "§3 rota · hand-over at 09:00 and 21:00, in turn, an override stands in; who is on at the moment is told")
    void rota() {
        contacts("duty: rota:main, brand: rota:main, admin: [zhang]", MAIN);
        at("20:59").post(comment("收到就破损").under("v-1"));
        at("20:59").expect(opened("zhang"));
        at("21:09").expect(page("zhao"));
        at("21:10").settle("zhao");
        at("1 08:59").post(comment("给妈妈买的礼物破损").under("v-2"));
        at("1 08:59").expect(opened("zhao"));
        at("1 09:09").expect(page("ann").by("mail"));
    }

    @Test
    @DisplayName("§3 people · who is away is stood in for by their deputy")
    void deputy() {
        contacts("duty: [wang], brand: [wang], admin: [zhang]", "");
        at("10:00").post(comment("收到就破损").under("v-1"));
        at("10:00").to("zhao", "wang").expectOnly(opened("zhao"));
        at("1 10:00").post(comment("给妈妈买的礼物破损").under("v-2"));
        at("1 10:00").to("zhao", "wang").expect(opened("wang"));
    }

    @Test
    @DisplayName("§3 people · quiet hours hold everything but an L1 until they end")
    void quietHours() {
        contacts("duty: [li], brand: [li], supervisor: [li], legal: [li], admin: [zhang]", "");
        at("22:30").post(comment("收到就破损").under("v-1"));
        between("22:30", "22:59").to("li").expectNothing();
        at("23:00").post(comment("用了红肿").under("v-2"));
        at("23:00").to("li").expectOnly(opened("li").ringing());
        at("23:01").on(2).take("li");
        at("23:02").on(2).answer("li", "已联系");
        at("1 07:00").to("li").expect(digest("li"));
    }

    @Test
    @DisplayName("§3 people · nobody whom the contacts do not know takes, answers, settles or closes; a name stands for its person")
    void unknown() {
        at("10:00").post("收到就破损");
        at("10:01").refused(Kind.TAKE, "mallory", null);
        at("10:01").refused(Kind.TAKE, "console", null);
        at("10:02").take("张三");
        assertThat(incident().owner()).isEqualTo("zhang");
        at("10:03").refused(Kind.ANSWER, "mallory", "已联系");
        at("10:03").refused(Kind.SETTLE, "mallory", null);
        at("10:03").refused(Kind.CLOSE, "mallory", null, "cause", "质量");
        at("10:04").via("link").answer("zhang", "已联系");
        at("10:05").settle("li");
    }

    @Test
    @DisplayName("§3 people · a house without contacts knows everybody")
    void houseWithoutContacts() {
        file("alerts/contacts.yaml", "");
        at("10:00").post("收到就破损");
        at("10:01").take("anybody");
        assertThat(incident().owner()).isEqualTo("anybody");
    }

    @Test
    @DisplayName("§3 load · within a role it goes to whoever has least to do, and stays there")
    void load() {
        contacts("duty: { people: [zhang, zhao], assign: load }, brand: [li], admin: [ann]", "");
        at("10:00").post(comment("收到就破损").under("v-1").by("u-1"));
        at("10:00").to("zhang", "zhao").expectOnly(opened("zhang"));
        at("10:01").post(comment("给妈妈买的礼物破损").under("v-2").by("u-1"));
        at("10:01").to("zhang", "zhao").expectOnly(opened("zhao"));
        at("10:02").post(comment("客服半天不回话，破损").under("v-3").by("u-1"));
        at("10:02").to("zhang", "zhao").expectOnly(opened("zhang"));
    }

    @Test
    @DisplayName("§3 people · each reads their own language")
    void languages() {
        contacts("duty: [ann], brand: [zhang], admin: [zhang]", "");
        at("10:00").post("收到就破损");
        assertThat(at("10:00").to("ann").told())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).as(one.text()).doesNotContain("接手"));
        assertThat(at("10:00").to("zhang").told()).hasSize(1);
    }

    @Test
    @DisplayName("§3 nobody reachable · a role nobody has goes to admin, and says so")
    void admin() {
        contacts("duty: [], brand: [zhao], admin: [zhang]", "");
        at("10:00").post("收到就破损");
        at("10:00").to("zhang").expectOnly(opened("zhang"));
        assertThat(timeline())
                .filteredOn(line -> line.event().equals("notice"))
                .extracting(TimelineEntry::facts)
                .anyMatch(facts -> facts.get("remarks").contains("nobody"));
    }

    @Test
    @DisplayName("§3 nobody reachable · with no admin either it is on the terminal")
    void terminal() {
        file("alerts/contacts.yaml", "");
        file("alerts/channels.yaml", "channels:\n  - { id: screen, type: terminal, levels: [] }\n");
        at("10:00").post("用了红肿");
        assertThat(timeline())
                .filteredOn(line -> line.event().equals("notice"))
                .extracting(line -> line.facts().get("ways"))
                .contains("terminal");
    }
}
