package io.fenghuo.incident.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells who somebody is does not get into a case. */
class MaskingTest {
    private final Masking masking = new Masking(List.of("小鱼儿", "u-9981", "李"), List.of("E20260618X77"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "回电 13812345678 王小明先生 | 回电 138****5678 王**先生",
                "电话+86 138-1234-5678 | 电话138****5678",
                "座机 021-62345678 | 座机 021-****",
                "身份证 110105199003071234 | 身份证 110***34",
                "订单号：SF-8812003455 没到 | 订单号：****3455 没到",
                "运单 1234567890123 | 运单 ****0123",
                "寄到浙江省杭州市西湖区文三路99号3栋201室 | ［地址］",
                "邮箱 zhang.san@example.com 回 | 邮箱 z***@example.com 回",
                "加微信 abc_12345 | 加微信 ****",
                "李女士说很好 | 李**女士说很好",
                "小鱼儿（u-9981）的单 E20260618X77 | 小**（u**）的单 ****8X77",
                "身份证１１０１０５１９９００３０７１２３Ｘ | 身份证１１０***３Ｘ",
                "身份证 110105 19900307 123X 吧 | 身份证 110***3X 吧",
                "卡号 6222 0212 3456 7894 | 卡号 ****7894",
                "卡号 6222 0212 3456 7895 不是卡 | 卡号 6222 0212 3456 7895 不是卡",
                "打１３８１２３４５６７８ | 打138****5678",
                "打 1 3 8 1 2 3 4 5 6 7 8 找我 | 打 138****5678 找我",
                "打一三八一二三四五六七八 | 打［电话］",
                "开粤B·D12345 堵门，京A88888 也在 | 开粤B**** 堵门，京A**** 也在",
                "wxid_abc123def 或 vx：lao_tie88 | **** 或 vx：****",
                "邮箱 zhang＠example．com | 邮箱 z***＠example．com",
                "拨打 12315 投诉 | 拨打 12315 投诉",
                "批次 20260618，3 天 200 元 | 批次 20260618，3 天 200 元"
            })
    void whatTellsWhoSomebodyIsIsMasked(String before, String after) {
        assertThat(masking.text(before.strip())).isEqualTo(after.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "你好我叫张三，东西坏了 | 你好我叫张**，东西坏了",
                "我叫王小明要求退款 | 我叫王**要求退款",
                "我叫欧阳娜娜 | 我叫欧**",
                "收件人 李四 | 收件人 李**",
                "收货人：陈建国电话打不通 | 收货人：陈**电话打不通",
                "姓名是周芳 | 姓名是周**",
                "我是赵敏，上周买的 | 我是赵**，上周买的",
                "王女士 | 王**女士",
                "上次接待的刘晓燕小姐 | 上次接待的刘**小姐",
                "楼下张阿姨也买了 | 楼下张**阿姨也买了",
                "司马先生 | 司**先生"
            })
    void namesThatAreSaidToBeNamesAreMasked(String before, String after) {
        assertThat(masking.text(before.strip())).isEqualTo(after.strip());
        assertThat(masking.text(after.strip())).isEqualTo(after.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我叫马上退款",
                "我叫了外卖",
                "我叫许多人来看",
                "联系人不在",
                "姓名和电话都填了",
                "我是常客，失望",
                "我是石家庄的，没收到",
                "我是金牌会员",
                "我是万万没想到",
                "收件人高兴就好",
                "对于先生的回复不满意",
                "钱给女士就行",
                "一位先生",
                "这位女士",
                "女士款，白色",
                "小姐姐态度好",
                "方便请先生来一趟",
                "高端女士香水"
            })
    void wordsThatAreNoNamesStay(String text) {
        assertThat(masking.text(text)).isEqualTo(text);
    }

    @Test
    void theHousesOwnShapesKeepTheirLastDigits() {
        Masking own = new Masking(List.of(), List.of(), List.of(Masking.shape("YD######**"), Masking.shape("会员####")));
        assertThat(own.text("单 YD202606X7 与会员1234，YD2026 不是")).isEqualTo("单 ****06X7 与****，YD2026 不是");
        assertThat(Masking.isShape("YD")).isFalse();
        assertThat(Masking.isShape("会员号码")).isFalse();
    }

    @Test
    void placesAreFoundAgain() {
        String text = "打13812345678，红肿了，寄北京市朝阳区建国路88号";
        Masking.Masked masked = masking.masked(text);
        int at = text.indexOf("红肿");
        assertThat(masked.text().substring(masked.place(at), masked.place(at + 2)))
                .isEqualTo("红肿");
        assertThat(masked.text().substring(masked.place(1), masked.place(12))).isEqualTo("138****5678");
        assertThat(masked.place(text.length())).isEqualTo(masked.text().length());
        assertThat(masked.place(5)).isLessThanOrEqualTo(masked.place(12));
    }

    @Test
    void aHundredThousandHostileCharactersTakeNoTime() {
        for (String heap : List.of("1", "路", "北京市", "a@", "一三", "微信", "1 ", "京A")) {
            String text = heap.repeat(100_000 / heap.length());
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    java.time.Duration.ofSeconds(30), () -> masking.text(text));
        }
    }

    @Test
    void twiceIsOnce() {
        String once = masking.text("王小明先生 13812345678 订单号 A1234567890");
        assertThat(masking.text(once)).isEqualTo(once);
    }
}
