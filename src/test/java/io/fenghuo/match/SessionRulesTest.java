package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Attendance;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One session, line by line; what each rule waits for after it, as {@code rule@seconds}. */
class SessionRulesTest {
    private static final Instant T0 = Instant.parse("2026-06-18T12:00:00Z");

    private final List<Rule> rules = new ArrayList<>();
    private Attendance session = Attendance.of("desk", "s-1", T0);
    private int lines;

    private void rule(String id, Timed timed, Condition condition) {
        rules.add(Rule.builder(id, Severity.L3, "等候", condition).timed(timed).build());
    }

    private void waiting(String id, Timed.Of of, int seconds) {
        rule(id, new Timed.Waiting(of, Duration.ofSeconds(seconds)), Condition.NOTHING);
    }

    private SessionRules compiled() {
        return Matcher.compile(List.of(new Watchlist("w", "云朵家", null, rules))).sessions();
    }

    private List<String> say(int at, Role role, String text) {
        Post post = Post.builder("desk", "p" + ++lines, text, T0.plusSeconds(at))
                .session("s-1")
                .role(role)
                .build();
        assertThat(compiled().concern(post)).isEqualTo(role != Role.SYSTEM);
        session = role == Role.SYSTEM ? session : compiled().after(session, post);
        return waits();
    }

    private List<String> waits() {
        return session.pending().stream()
                .map(each -> each.rule().substring(2) + "@"
                        + Duration.between(T0, each.at()).toSeconds())
                .sorted()
                .toList();
    }

    @Test
    void theFirstReplyIsWaitedForOnce() {
        waiting("first", Timed.Of.FIRST_REPLY, 30);
        assertThat(say(0, Role.CUSTOMER, "在吗")).containsExactly("first@30");
        assertThat(say(10, Role.CUSTOMER, "有人吗")).containsExactly("first@30");
        assertThat(say(12, Role.SYSTEM, "当前咨询人数较多")).containsExactly("first@30");
        assertThat(say(20, Role.AGENT, "您好")).isEmpty();
        assertThat(say(40, Role.CUSTOMER, "什么时候发货")).isEmpty();
    }

    @Test
    void whatCameTooLateHasWaitedTooLongAllTheSame() {
        waiting("first", Timed.Of.FIRST_REPLY, 30);
        say(0, Role.CUSTOMER, "在吗");
        assertThat(say(31, Role.AGENT, "您好")).containsExactly("first@30");
    }

    @Test
    void everyLineOfACustomerWaitsForAReply() {
        waiting("reply", Timed.Of.REPLY, 180);
        assertThat(say(0, Role.CUSTOMER, "退款没到")).containsExactly("reply@180");
        assertThat(say(60, Role.CUSTOMER, "到底怎么回事")).containsExactly("reply@180");
        assertThat(say(100, Role.AGENT, "请稍等")).isEmpty();
        assertThat(say(120, Role.CUSTOMER, "还要多久")).containsExactly("reply@300");
        session = compiled().alarmed(session, session.pending().get(0));
        assertThat(say(320, Role.CUSTOMER, "人呢")).as("told once").isEmpty();
        say(330, Role.AGENT, "已为您退款，今天到账");
        assertThat(say(340, Role.CUSTOMER, "好的谢谢"))
                .as("thanks wait for nothing")
                .isEmpty();
        assertThat(say(350, Role.CUSTOMER, "发票呢")).containsExactly("reply@530");
    }

    @Test
    void puttingOffIsNoAnswer() {
        waiting("answer", Timed.Of.UNANSWERED, 600);
        say(0, Role.CUSTOMER, "什么时候退款");
        assertThat(say(10, Role.AGENT, "您好，请稍等")).containsExactly("answer@600");
        assertThat(say(20, Role.AGENT, "请问您的订单号是多少")).containsExactly("answer@600");
        assertThat(say(30, Role.AGENT, "款项已原路退回，预计三个工作日到账")).isEmpty();
    }

    @Test
    void aRequestForAPersonWaitsByItsWords() {
        rule("person", new Timed.Waiting(Timed.Of.REPLY, Duration.ofMinutes(2)), Expression.parse("转人工"));
        assertThat(say(0, Role.CUSTOMER, "退款")).isEmpty();
        assertThat(say(5, Role.CUSTOMER, "我要转人工")).containsExactly("person@125");
    }

    @Test
    void wordsThatAnAgentOwes() {
        rule(
                "greet",
                new Timed.Missing(List.of("您好", "欢迎"), Timed.In.GREETING, Timed.Missing.QUIET),
                Condition.NOTHING);
        rule("bye", new Timed.Missing(List.of("祝您"), Timed.In.SESSION, Duration.ofMinutes(1)), Condition.NOTHING);
        assertThat(say(0, Role.CUSTOMER, "在吗")).isEmpty();
        assertThat(say(5, Role.AGENT, "说")).containsExactly("bye@65", "greet@5");
        assertThat(say(20, Role.CUSTOMER, "算了")).containsExactly("bye@80", "greet@5");
        assertThat(say(30, Role.AGENT, "您好")).as("too late to greet").containsExactly("bye@90", "greet@5");
        assertThat(say(40, Role.AGENT, "祝您生活愉快")).containsExactly("greet@5");
        Attendance.Pending owed = session.pending().get(0);
        Post post = Post.builder("desk", owed.post(), "说", T0).build();
        assertThat(compiled().hit(owed, post).orElseThrow().spans().get(0).keyword())
                .isEqualTo("未说您好/欢迎");
        rules.clear();
        assertThat(compiled().hit(owed, post)).as("the rule is gone").isEmpty();
    }
}
