package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.match.Explanation;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watchlists of the repository must do. */
class ShippedListsTest {
    private static final Matcher MATCHER = ShippedLists.matcher();

    @Test
    void theExampleOfTheReadme() {
        List<Hit> hits = MATCHER.match(post("这家就是騙 子，假貨，用了眼睛红肿"));
        assertThat(hits).extracting(Hit::rule).contains("fraud", "counterfeit", "skin-injury");
        assertThat(hits).filteredOn(hit -> hit.rule().equals("fraud")).allMatch(hit -> hit.level() == Severity.L3);
        assertThat(hits)
                .filteredOn(hit -> hit.rule().equals("skin-injury"))
                .allMatch(hit -> hit.level() == Severity.L1 && !hit.suspected());
        assertThat(hits).extracting(Hit::brand).containsOnly("云朵家");
    }

    @ParameterizedTest
    @CsvSource({
        "敷完脸红肿刺痛, skin-injury",
        "孩子吃完就上吐下泻, food-poisoning",
        "充电的时候突然冒烟了, electric-fire",
        "用了你们的面霜住院了, medical-harm",
        "菜里有一只蟑螂, foreign-body",
        "我要报警，商家诈骗, crime-reported",
        "大家加入维权群, group-action",
        "質量太差, mild-quality",
        "用不到半个月屏幕就坏了, quality-lasts",
        "行驶途中刹车失灵, car-danger",
        "玻璃杯倒热水炸了，手上割了个口子, product-hurt",
        "孩子抹了这个霜起了一片疹子, harm-told",
        "前台偷拍, crime-accused",
        "食物中毒, poison-word",
        "奶粉过期了宝宝已经喝了, spoiled-food",
        "业主们约好了周一去公司讨说法, group-together",
        "被骗的进群一起维权, group-action",
        "站在你们楼顶了, self-harm",
        "明天就去堵门, threat",
        "tou诉, complaint-said",
        "就是太慢, mild-logistics",
        "要打12315, complaint",
        "客服踢皮球, service",
        "前台把房卡给陌生人, stranger-in-room",
        "快递员威胁我要上门打我, crime-accused",
        "麻辣烫里面有一只苍蝇, foreign-body",
        "买的翡翠送检是塑料, counterfeit",
        "用了一个月皮肤烂了, skin-injury",
        "吃到玻璃渣划破嘴, product-hurt",
        "退款十天了还没到账, refund-wanted",
    })
    void aCustomerSays(String text, String rule) {
        assertThat(rules(text)).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "绝不是骗子",
                "没有假货，放心买",
                "用了没有红肿",
                "宝宝吃了不拉肚子",
                "物流很快，包装很好",
                "提供下验证码",
                "全网最低",
                "希望不要让我失望",
                "很好，就是有点掉色",
                "壶身烫不烫手",
                "起球吗",
                "去屑止痒",
                "怕买到不是正品，专柜验过是真的",
                "质量很好，送货太慢了一点",
                "没有让我失望",
                "怎么投诉快递",
                "谁说是骗子？明明很好用",
                "这个是不是骗子啊"
            })
    void aHarmlessCustomerSays(String text) {
        assertThat(MATCHER.match(post(text))).isEmpty();
    }

    @Test
    void explainSaysWhyADenialStaysQuiet() {
        assertThat(MATCHER.explain("老铁放心，绝不是骗子", post("")).nearMisses())
                .contains(new Explanation.NearMiss(
                        "core-complaints", "fraud", Reason.of("match.negated", "骗子", "绝不是骗子")));
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT, 亲，提供下验证码, agent-secrets, L2",
        "AGENT, 把密码告诉我, agent-secrets, L2",
        "AGENT, 绝对不可能的, agent-absolutes, L3",
        "AGENT, 您太敏感了, agent-denying-feelings, L3",
        "AGENT, 规则就是这样, agent-pushing-away, L3",
        "HOST, 全网最低！无副作用, host-overclaim, L2",
        "HOST, 喝一个疗程白发变黑, host-medical-claim, L2",
        "HOST, 想要更低价的加我V信, host-misconduct, L2",
        "AGENT, 您好，您说的重复扣款我看一下, agent-payment-dispute, L3"
    })
    void ourOwnPeopleMustNotSay(Role role, String text, String rule, Severity level) {
        assertThat(MATCHER.match(post(text).with().role(role).build()))
                .anyMatch(hit -> hit.rule().equals(rule) && hit.level() == level);
    }

    @Test
    void aHostMaySpeakSoberly() {
        for (String text : List.of("我们家不是最便宜的", "最后三分钟", "最好先在耳后试一下", "它不是药，就是一条护膝")) {
            assertThat(MATCHER.match(post(text).with().role(Role.HOST).build())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"请不要把验证码告诉任何人", "我们不会索要验证码哦", "您说的重复扣款，请告诉我付款时间和订单号"})
    void ourOwnPeopleMayWarn(String text) {
        assertThat(MATCHER.match(post(text).with().role(Role.AGENT).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"半夜的时候撑着红肿的眼睛站在窗前，这部书真好看", "妹妹熬了一夜，第二天红肿着双眼告诉我：完美的老三", "主人公失明之后的人生令人动容"})
    void aReaderMovedToTearsIsNotInjured(String text) {
        assertThat(MATCHER.match(post(text))).noneMatch(hit -> hit.level() == Severity.L1 && !hit.suspected());
    }

    private static List<String> rules(String text) {
        return MATCHER.match(post(text)).stream().map(Hit::rule).toList();
    }

    private static Post post(String text) {
        return Post.builder("test", "1", text, Instant.parse("2026-11-22T10:00:00Z"))
                .build();
    }
}
