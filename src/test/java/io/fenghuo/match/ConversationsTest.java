package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a customer goes on asking. */
class ConversationsTest {
    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");
    private final List<Post> said = new ArrayList<>();
    private Instant now = START;

    private static Matcher rule(Repeated.Of of, Condition condition) {
        return Lists.matcher(Rule.builder("repeated", Severity.L3, "反复追问", condition)
                .kinds(Set.of(Kind.CHAT))
                .repeated(new Repeated(3, of, Duration.ofHours(2)))
                .build());
    }

    private static final Matcher QUESTIONS = rule(Repeated.Of.QUESTIONS, Condition.any(List.of("转人工", "人工客服")));

    /** Says it two minutes after what was said last, and returns what it sets off. */
    private List<Hit> says(Matcher matcher, Role role, String text) {
        return says(matcher, role, text, Duration.ofMinutes(2));
    }

    private List<Hit> says(Matcher matcher, Role role, String text, Duration after) {
        now = now.plus(after);
        Post post = Post.builder("desk", "p" + said.size(), text, now)
                .kind(Kind.CHAT)
                .session("s-1")
                .role(role)
                .author(new Author(role.name(), null, null, null))
                .build();
        List<Hit> hits = matcher.conversations().match(post, said);
        said.add(post);
        return hits;
    }

    private List<Hit> asks(String text) {
        return says(QUESTIONS, Role.CUSTOMER, text);
    }

    private void staff(String text) {
        assertThat(says(QUESTIONS, Role.AGENT, text)).isEmpty();
    }

    @Test
    void firesWithTheRoundAfterThreeAndWithEveryFurtherOne() {
        assertThat(asks("我的货什么时候发？")).isEmpty();
        staff("亲，在的，请稍等，正在为您查询哦");
        assertThat(asks("到底什么时候发货")).isEmpty();
        staff("您好，请问有什么可以帮您");
        assertThat(asks("查到了吗")).isEmpty();
        List<Hit> hits = asks("有人吗？？");
        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).rule()).isEqualTo("repeated");
        assertThat(hits.get(0).spans().get(0).text()).isEqualTo("吗");
        assertThat(hits.get(0).spans().get(0).keyword()).isEqualTo("追问×4");
        assertThat(asks("为什么没人理")).hasSize(1);
        assertThat(QUESTIONS.match(said.get(said.size() - 1))).isEmpty();
    }

    @Test
    void theSameRequestAgainAndTheRulesOwnWordsCount() {
        assertThat(asks("转人工")).isEmpty();
        assertThat(asks("转人工！")).isEmpty();
        assertThat(asks("人 工 客 服")).isEmpty();
        List<Hit> hits = asks("我要转人工");
        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).spans().get(0).keyword()).isEqualTo("转人工");
        said.clear();
        Matcher own = rule(Repeated.Of.QUESTIONS, Condition.NOTHING);
        for (int i = 0; i < 4; i++) {
            assertThat(says(own, Role.CUSTOMER, "把钱退给我")).isEmpty();
        }
        assertThat(says(own, Role.CUSTOMER, "把钱退给我啊")).hasSize(1);
    }

    @Test
    void anAnswerAfterWhichTheCustomerDoesNotAskBeginsAnew() {
        asks("什么时候发货？");
        asks("几天到？");
        asks("发什么快递？能快点吗");
        staff("今天下午四点前发出，用的是顺丰，后天送到");
        assertThat(asks("那我等等看")).isEmpty();
        assertThat(asks("后天几点到？")).isEmpty();
        assertThat(asks("能放驿站吗")).isEmpty();
    }

    @Test
    void anAnswerAfterWhichTheCustomerAsksAgainIsNoSolution() {
        asks("什么时候发货？");
        staff("现在订单比较多，一般七十二小时内发出");
        asks("到底几点发？");
        staff("现在订单比较多，一般七十二小时内发出");
        asks("几点？");
        staff("现在订单比较多，一般七十二小时内发出");
        assertThat(asks("能不能给个准话")).hasSize(1);
    }

    @Test
    void aQuestionOfTheStaffIsNoAnswerAndWhatTheCustomerRepliesNoRound() {
        asks("什么时候退款？");
        asks("怎么还没退？");
        staff("请提供一下订单号");
        assertThat(asks("2026112200017")).isEmpty();
        asks("退了吗");
        assertThat(asks("多久到账？")).hasSize(1);
    }

    @Test
    void contentmentAndRestAfterAnAnswerBeginAnew() {
        asks("怎么退货？");
        asks("运费谁出呢");
        asks("几天退款？");
        asks("好的谢谢");
        assertThat(asks("地址填哪里？")).isEmpty();
        staff("退货地址已经发到您的订单详情页了");
        assertThat(says(QUESTIONS, Role.CUSTOMER, "怎么还没收到？", Duration.ofMinutes(31)))
                .isEmpty();
    }

    @Test
    void linesInARushAreOneRound() {
        Duration rush = Duration.ofSeconds(5);
        for (int i = 0; i < 6; i++) {
            assertThat(says(QUESTIONS, Role.CUSTOMER, "在吗" + i + "？", rush)).isEmpty();
        }
    }

    @Test
    void ofMatchesCountsOnlyTheRulesOwnWords() {
        Matcher own = rule(Repeated.Of.MATCHES, Condition.word("转人工"));
        for (int i = 0; i < 5; i++) {
            assertThat(says(own, Role.CUSTOMER, "什么时候发货？")).isEmpty();
        }
        said.clear();
        for (int i = 0; i < 3; i++) {
            assertThat(says(own, Role.CUSTOMER, "转人工")).isEmpty();
        }
        assertThat(says(own, Role.CUSTOMER, "转人工")).hasSize(1);
    }

    @Test
    void whatWasLongAgoAndOtherKindsDoNotCount() {
        asks("什么时候发？");
        asks("几点发？");
        asks("在吗？");
        assertThat(says(QUESTIONS, Role.CUSTOMER, "还有多久？", Duration.ofHours(3))).isEmpty();
        Post comment = Post.builder("desk", "c", "为什么？", now).session("s-1").build();
        assertThat(QUESTIONS.conversations().concern(comment)).isFalse();
        Post alone = Post.builder("desk", "c", "为什么？", now).kind(Kind.CHAT).build();
        assertThat(QUESTIONS.conversations().concern(alone)).isFalse();
        assertThat(QUESTIONS.conversations().concern(said.get(0))).isTrue();
    }

    @Test
    void oneTextAloneIsExplainedAsNeedingItsSession() {
        Post template = Post.builder("x", "1", "", now).kind(Kind.CHAT).build();
        assertThat(QUESTIONS.explain("转人工", template).nearMisses())
                .extracting(miss -> miss.why().code())
                .containsExactly("match.session");
        assertThat(QUESTIONS.explain("挺好的", template).nearMisses()).isEmpty();
    }
}
