package io.fenghuo.incident.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "拨打 12315 投诉 | 拨打 12315 投诉",
                "批次 20260618，3 天 200 元 | 批次 20260618，3 天 200 元"
            })
    void whatTellsWhoSomebodyIsIsMasked(String before, String after) {
        assertThat(masking.text(before.strip())).isEqualTo(after.strip());
    }

    @Test
    void twiceIsOnce() {
        String once = masking.text("王小明先生 13812345678 订单号 A1234567890");
        assertThat(masking.text(once)).isEqualTo(once);
    }
}
