package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.app.demo.DemoScript.Channel;
import io.fenghuo.app.demo.DemoScript.Line;
import io.fenghuo.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoScriptTest {
    /** Words a watchlist of the shipped kind looks for; no quiet line may hold one. */
    private static final Pattern GRAVE =
            Pattern.compile("骗|騙|上当|假货|假的|假冒|差评|投诉|12315|维权|曝光|起诉|律师|报警|举报|红肿|刺痛|过敏|毁容|失明|急诊|住院|中毒|"
                    + "起疹|灼伤|烫伤|受伤|流血|爆炸|着火|漏电|开线|掉毛|掉色|漏棉|发霉|异味|甲醛|质量|太差|很差|退货|退款|赔|根治|治疗|治愈|永久|永不|百分之百|100%|"
                    + "全网最|第一品牌|国家级|验证码|密码|转账|银行卡|加微信|加我微|自杀|去死|弄死|不想活|垃圾|恶心|坑人|黑心|辱骂|滚");

    private final DemoScript script = DemoScript.load();

    @Test
    void theEveningIsFourHundredPostsAndFiveMatters() {
        assertThat(script.lines()).hasSize(400);
        assertThat(script.matters()).hasSize(5);
        assertThat(script.matters().get("quality")).hasSize(37);
        assertThat(script.lines().stream().filter(line -> line.matter() == null))
                .hasSize(358);
        for (Channel channel : Channel.values()) {
            assertThat(script.lines()).anyMatch(line -> line.channel() == channel);
        }
    }

    @Test
    void thePointsOfTheStoryComeInTime() {
        assertThat(one("绝不是骗子").at()).isEqualTo(Duration.ofSeconds(8));
        assertThat(one("騙.子").at()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(15));
        assertThat(one("好多人都上当了").flags().age()).isEqualTo(Duration.ofMinutes(40));
        assertThat(one("好多人都上当了").at()).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(30));
        Line skin = one("敷完脸红肿刺痛");
        assertThat(skin.at()).isBetween(Duration.ofSeconds(42), Duration.ofSeconds(45));
        assertThat(skin.flags().deletedAt()).isEqualTo(Duration.ofSeconds(95));
        assertThat(one("根治").role()).isEqualTo(Role.HOST);
        assertThat(one("提供下验证码").role()).isEqualTo(Role.AGENT);
    }

    @Test
    void theWaveIsACrowdOnOneProductInTwoPlaces() {
        List<Line> wave = Objects.requireNonNull(script.matters().get("quality"));
        assertThat(wave).extracting(Line::author).doesNotHaveDuplicates();
        assertThat(wave).extracting(Line::product).containsOnly("云朵被");
        assertThat(wave).extracting(Line::channel).contains(Channel.LIVE, Channel.COMMENTS);
        assertThat(wave.get(4).at()).isBetween(Duration.ofSeconds(62), Duration.ofSeconds(65));
        assertThat(wave.get(36).at()).isLessThan(Duration.ofSeconds(80));
    }

    @Test
    void whatIsQuietHoldsNoGraveWord() {
        assertThat(script.lines().stream()
                        .filter(line -> line.matter() == null)
                        .filter(line -> !line.text().contains("绝不是骗子"))
                        .filter(line -> GRAVE.matcher(line.text()).find()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,live,customer,a,,x\\n2,live,customer,a,x|evening.tsv:2 has 5 columns",
                "1,street,customer,a,,x|unknown channel: street",
                "1,live,boss,a,,x|unknown role: boss",
                "soon,live,customer,a,,x|not seconds from the start: soon",
                "110,live,customer,a,,x|after the end at 110 s",
                "1,live,customer,,,x|lacks its author or text",
                "1,live,customer,a,,x,loud=1|unknown flags [loud]",
                "1,live,customer,a,,x,loud|flag without a value",
                "1,live,customer,a,,x,age=2h|age that is not like 40m",
            })
    void aBrokenScriptNamesItsLine(String rows, String message) {
        String tsv = rows.replace(',', '\t').replace("\\n", "\n");
        assertThatThrownBy(() -> DemoScript.parse(tsv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void linesAreInOrderOfTime() {
        DemoScript late = DemoScript.parse("# a comment\n5\tlive\tcustomer\ta\t\tb\n\n1.5\tlive\tcustomer\ta\t\ta\r\n");
        assertThat(late.lines()).extracting(Line::text).containsExactly("a", "b");
        assertThat(late.matters()).isEqualTo(Map.of());
    }

    private Line one(String words) {
        List<Line> found =
                script.lines().stream().filter(l -> l.text().contains(words)).toList();
        assertThat(found).as(words).hasSize(1);
        return found.get(0);
    }
}
