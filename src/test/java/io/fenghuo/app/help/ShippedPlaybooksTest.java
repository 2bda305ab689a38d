package io.fenghuo.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.playbook.Choosing;
import io.fenghuo.playbook.Filling;
import io.fenghuo.playbook.Mood;
import io.fenghuo.playbook.Playbook;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The playbooks that come with Fenghuo hold to their own rules and are found by what customers say. */
class ShippedPlaybooksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Configuration SHIPPED = shipped();
    private static final Shelf SHELF = new Shelf(SHIPPED);

    private static Configuration shipped() {
        Loaded loaded = new Home(Path.of(""), Map.of(), ZoneId.of("Asia/Shanghai"), Home.Rooms.PLAIN).load(NOW);
        assertThat(loaded.problems()).isEmpty();
        return loaded.configuration();
    }

    private static List<Playbook> playbooks() {
        return SHIPPED.handbook().playbooks();
    }

    @Test
    void eachSaysWhatToDoByWhenWhatNotToSayAndWhatToSayInEveryMood() {
        assertThat(playbooks()).hasSizeGreaterThanOrEqualTo(15);
        for (Playbook one : playbooks()) {
            assertThat(one.body().intro()).as(one.id()).isNotEmpty();
            assertThat(one.body().steps())
                    .as(one.id())
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allMatch(step -> step.text().startsWith("【"));
            assertThat(one.body().never()).as(one.id()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(one.body().tell()).as(one.id()).isNotEmpty();
            assertThat(one.reviewBy()).as(one.id()).isNotNull();
            for (Mood mood : List.of(Mood.ANGRY, Mood.CONFUSED, Mood.ANXIOUS)) {
                assertThat(one.scripts(mood).get(0).moods())
                        .as(one.id() + " " + mood)
                        .contains(mood);
            }
        }
    }

    @Test
    void noScriptSaysWhatTheHouseForbids() {
        Matcher matcher = Matcher.compile(SHIPPED.watchlists());
        List<String> said = new ArrayList<>();
        for (Playbook one : playbooks()) {
            for (Playbook.Script script : one.body().scripts()) {
                String text = Filling.fill(script.text(), Map.of("salutation", "亲"), Map.of());
                Post post = Post.builder("x", "1", text, NOW).role(Role.AGENT).build();
                for (Hit hit : matcher.match(post)) {
                    if (ofAgents(hit)) {
                        said.add(one.id() + " " + script.name() + ": " + hit.rule() + " " + hit.spans());
                    }
                }
            }
        }
        assertThat(said).isEmpty();
    }

    private static boolean ofAgents(Hit hit) {
        return SHIPPED.watchlists().stream()
                .flatMap(list -> list.rules().stream())
                .anyMatch(rule -> rule.id().equals(hit.rule()) && rule.roles().contains(Role.AGENT));
    }

    @Test
    void everyCategoryOfTheShippedListsHasAPlaybookOfItsOwn() {
        Set<String> without = new TreeSet<>();
        for (Watchlist list : SHIPPED.watchlists()) {
            for (Rule rule : list.rules()) {
                Choosing.Situation now = new Choosing.Situation(
                        rule.category(), rule.family(), rule.level(), Mood.ANGRY, Set.of("shop"), Set.of(), null);
                List<Playbook> chosen = Choosing.choose(playbooks(), now);
                if (chosen.get(0).id().equals("general")) {
                    without.add(rule.category() + " " + rule.id());
                }
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void whoTalksOfDyingIsNotAddressedAsACustomer() {
        Playbook care = SHIPPED.handbook().playbook("self-harm").orElseThrow();
        assertThat(care.fields()).containsEntry("hotline", "12356");
        assertThat(care.body().scripts())
                .allSatisfy(script -> assertThat(script.text()).doesNotContain("salutation", "亲", "订单", "退款", "补偿"));
        Choosing.Situation now =
                new Choosing.Situation("自伤", "自伤", Severity.L1, Mood.ANGRY, Set.of("shop"), Set.of(), null);
        assertThat(Choosing.choose(playbooks(), now).get(0)).isEqualTo(care);
    }

    @ParameterizedTest
    @CsvSource({
        "你们的钱什么时候退给我啊都一个星期了, refund",
        "申请退款五天了还没到账, refund",
        "敷完脸又红又肿还刺痛, safety",
        "孩子吃了拉肚子呕吐, safety",
        "这到底是不是正品 感觉是假货, counterfeit",
        "显示签收了可我根本没收到快递, logistics",
        "买了三件只收到两件 少发了, wrong-item",
        "客服态度太差了爱理不理的, service",
        "不想活了活着没意思, self-harm",
        "我要上门砍死你们, threat",
        "用了没两天就坏了 质量太差, product-quality",
        "网上都在传你们厂用工业酒精 是谣言吗, rumour",
        "付了款没有订单 页面打不开, outage",
        "一群人在开直播维权, rights-livestream",
        "主播在直播间打起来了, live-room",
        "就是骗子 虚假宣传 货不对板, fraud"
    })
    void aCustomersOwnWordsFindIt(String words, String id) {
        assertThat(SHELF.find(words, 2))
                .as(words)
                .extracting(found -> found.playbook().id())
                .contains(id);
    }
}
