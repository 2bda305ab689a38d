package io.fenghuo.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaybookTextTest {
    private static final String PAGE = """
            什么时候用。

            ## 步骤
            1. 先 **安抚**
            2. 再查

            ## 不要说
            - 不说 `绝对`

            ## 话术
            ### 安抚 · 生气
            {{salutation}}，对不起。
            ### 说明 · 疑惑、着急
            > 我陪您看
            ### 补偿
            退给您

            ## 通知谁
            - 主管

            ## 依据
            消费者权益保护法
            """;

    @Test
    void partsOfAPageAreTold() {
        PlaybookText.Read read = PlaybookText.read(PAGE, 4);
        assertThat(read.faults()).isEmpty();
        Playbook.Body body = read.body();
        assertThat(body.intro()).isEqualTo("什么时候用。");
        assertThat(body.steps()).extracting(Playbook.Step::text).containsExactly("先 安抚", "再查");
        assertThat(body.never()).containsExactly("不说 绝对");
        assertThat(body.tell()).containsExactly("主管");
        assertThat(body.more()).containsExactly(new Playbook.Section("依据", List.of("消费者权益保护法")));
        assertThat(body.scripts())
                .extracting(Playbook.Script::text)
                .containsExactly("{{salutation}}，对不起。", "我陪您看", "退给您");
        assertThat(body.scripts())
                .extracting(Playbook.Script::moods)
                .containsExactly(Set.of(Mood.ANGRY), Set.of(Mood.CONFUSED, Mood.ANXIOUS), Set.of());
        assertThat(body.scripts().get(0).line()).isEqualTo(4 + 11);
    }

    @Test
    void faultsNameTheirLine() {
        PlaybookText.Read read = PlaybookText.read("## 步骤\n\n## 话术\n没有标题\n### 安抚 · 生汽\n话\n### 空\n", 3);
        assertThat(read.faults())
                .extracting(fault -> fault.line() + " " + fault.code())
                .containsExactly(
                        "4 playbook-steps-empty",
                        "7 playbook-script-unnamed",
                        "8 playbook-emotion-unknown",
                        "10 playbook-script-empty");
    }

    @Test
    void aStepKeepsItsKeyWhereverItStands() {
        String first =
                PlaybookText.read("## 步骤\n- 甲\n- 乙\n", 0).body().steps().get(1).key();
        assertThat(PlaybookText.read("## 步骤\n- 丙\n-  乙\n", 0)
                        .body()
                        .steps()
                        .get(1)
                        .key())
                .isEqualTo(first);
    }

    @Test
    void theMoodIsHeardInTheWords() {
        assertThat(Mood.of(List.of("骗子！！还我钱，黑心商家"))).isEqualTo(Mood.ANGRY);
        assertThat(Mood.of(List.of("都五天了还没到，急用，什么时候能发"))).isEqualTo(Mood.ANXIOUS);
        assertThat(Mood.of(List.of("请问这个怎么用？看不懂说明书"))).isEqualTo(Mood.CONFUSED);
        assertThat(Mood.of(List.of("收到了"))).isEqualTo(Mood.CALM);
    }

    @Test
    void theMostFittingPlaybookComesFirst() {
        Playbook general = book("general", Set.of(), Set.of(), Set.of());
        Playbook refund = book("refund", Set.of("退款"), Set.of(), Set.of());
        Playbook grave = book("refund-grave", Set.of("退款"), Set.of(Severity.L1), Set.of());
        Playbook angry = book("refund-angry", Set.of("退款"), Set.of(), Set.of(Mood.ANGRY));
        List<Playbook> all = List.of(general, refund, grave, angry);
        assertThat(Choosing.choose(all, situation("退款", Severity.L3, Mood.ANGRY, null)))
                .containsExactly(angry, refund, general);
        assertThat(Choosing.choose(all, situation("退款", Severity.L1, Mood.CALM, null)))
                .containsExactly(grave, refund, angry, general);
        assertThat(Choosing.choose(all, situation("物流", Severity.L3, Mood.CALM, "refund")))
                .containsExactly(refund, general);
    }

    @Test
    void whatIsNotKnownIsLeftToBeFilledIn() {
        Map<String, String> names = Map.of("order", "订单号");
        String text = Filling.fill("{{ salutation }}，订单{{order}}", Map.of("salutation", "亲"), names);
        assertThat(text).isEqualTo("亲，订单【订单号】");
        assertThat(Filling.gaps(text, Set.of("订单号"))).containsExactly("订单号");
        assertThat(Filling.gaps("【演练】", Set.of("订单号"))).isEmpty();
    }

    @Test
    void customersAreAddressedByPlatformAndTier() {
        Replies replies = new Replies(
                List.of(
                        new Replies.Salutation(Set.of(), Set.of("vip"), "尊敬的会员"),
                        new Replies.Salutation(Set.of("kuaishou"), Set.of(), "老铁"),
                        new Replies.Salutation(Set.of(), Set.of(), "亲")),
                Map.of(),
                List.of(),
                Replies.APPROVAL);
        assertThat(replies.salutation("KuaiShou-live", null)).isEqualTo("老铁");
        assertThat(replies.salutation("kuaishou-live", "VIP")).isEqualTo("尊敬的会员");
        assertThat(replies.salutation("shop", null)).isEqualTo("亲");
        assertThat(Replies.NONE.salutation("shop", null)).isEqualTo("您好");
    }

    private static Choosing.Situation situation(String category, Severity level, Mood mood, String named) {
        return new Choosing.Situation(category, category, level, mood, Set.of("shop"), Set.of(), named);
    }

    private static Playbook book(String id, Set<String> categories, Set<Severity> grades, Set<Mood> moods) {
        return new Playbook(
                id,
                id,
                new Playbook.Fits(categories, grades, moods, Set.of(), Set.of()),
                null,
                Map.of(),
                new Playbook.Body("", List.of(), List.of(), List.of(), List.of(), List.of()));
    }
}
