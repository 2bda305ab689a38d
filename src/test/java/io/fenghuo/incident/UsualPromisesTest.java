package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The usual ways of promising, beside those of {@link PromisesTest}: said on Thursday 18 June 2026 at 14:10 in a house that works from 9:30
 * to 19:00; the 19th is a holiday. {@code ?} = odd: a person is asked before a clock runs.
 */
class UsualPromisesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant SAID =
            LocalDateTime.of(2026, 6, 18, 14, 10).atZone(ZONE).toInstant();
    private static final WorkCalendar CALENDAR = new WorkCalendar(
            ZONE,
            List.of(new WorkCalendar.Hours(LocalTime.of(9, 30), LocalTime.of(19, 0))),
            WorkCalendar.PLAIN.days(),
            Set.of(LocalDate.of(2026, 6, 19)),
            Set.of(),
            Set.of(2026));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "今天下班前给您答复|06-18 19:00",
                "下班之前一定联系您|06-18 19:00",
                "明天下班前处理好|06-19 19:00",
                "今晚给您回电|06-19 00:00",
                "今晚12点前给您结果|06-19 00:00",
                "今晚零点前公布|06-19 00:00",
                "晚8点前联系您|06-18 20:00",
                "明早给您回复|06-19 12:00",
                "明早9点前联系您|06-19 09:00",
                "明天一早给您回复|06-19 12:00",
                "明天早10点前联系您|06-19 10:00",
                "下周一前给您答复|06-23 00:00",
                "下个星期三之前退款|06-25 00:00",
                "下下周一前补发|06-30 00:00",
                "周内给您处理|06-22 00:00",
                "下周内给您退款|06-29 00:00",
                "下周前给您答复|06-22 00:00",
                "下周给您答复|06-29 00:00 ?",
                "月底前退款|07-01 00:00",
                "本月内到账退款|07-01 00:00",
                "月内给您处理完|07-01 00:00",
                "下个月5号前给您退款|07-06 00:00",
                "下月底前给您答复|08-01 00:00",
                "年底前补偿到位|01-01 00:00",
                "48小时之内给您答复|06-20 14:10",
                "半小时内联系您|06-18 14:40",
                "半个钟内回电|06-18 14:40",
                "2个钟内联系您|06-18 16:10",
                "一刻钟内回复您|06-18 14:25",
                "两个半小时内给您结果|06-18 16:40",
                "不超过24小时给您答复|06-19 14:10 ?",
                "最迟明天给您答复|06-20 00:00",
                "最晚今天18点给您答复|06-18 18:00",
                "尽快在2小时内给您答复|06-18 16:10",
                "2小时内客服会联系您|06-18 16:10",
                "24小时内人工客服联系您|06-19 14:10",
                "工作时间2小时内回复您|06-18 16:10",
                "8个工作小时内给您答复|06-22 12:40",
                "下一个工作日内联系您|06-22 19:00",
                "半个工作日内给您答复|06-22 19:00",
                "半天内给您答复|06-19 02:10 ?",
                "两三天内给您处理|06-21 14:10",
                "这两天给您处理|06-20 14:10 ?",
                "大概2小时给您回复|06-18 16:10 ?",
                "今天18点左右给您回电|06-18 18:00 ?",
                "明天10点后给您回电|06-19 10:00 ?",
                "明天上班后给您回电|06-19 12:00 ?",
                "明天3点前给您回电|06-19 15:00 ?",
                "12点前给您回电|06-19 00:00 ?",
                "48小时发货|06-20 14:10 ?",
                "今天下午4点到6点之间联系您|06-18 18:00",
                "下午3点-5点之间给您回电|06-18 17:00",
                "次日10点前为您补发|06-19 10:00",
                "2026年6月25日前公布结果|06-26 00:00",
                "6月25日18:30前公布结果|06-25 18:30",
                "本月25号前给您退款|06-26 00:00",
                "一周之内给您解决|06-25 14:10",
                "We'll get back to you within two hours|06-18 16:10",
                "We will call you by 6 pm today|06-18 18:00",
                "Your order will ship by tomorrow noon|06-19 12:00",
                "We will reply by Friday|06-20 00:00",
                "We'll refund you by the end of the day|06-18 19:00",
                "You will hear from us within 24 hrs, we will call|06-19 14:10",
                "We will follow up within half an hour|06-18 14:40",
                "We will reply by 6|06-18 18:00 ?",
            })
    void isAPromise(String text, String due) {
        List<Promises.Promise> found = Promises.find(text, SAID, CALENDAR);
        assertThat(found)
                .as(text)
                .extracting(promise -> DateTimeFormatter.ofPattern("MM-dd HH:mm")
                                .format(promise.due().atZone(ZONE))
                        + (promise.odd() ? " ?" : ""))
                .containsExactly(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我们会尽快给您处理的",
                "尽快给您答复",
                "3天无理由退货",
                "7天无理由退换货，运费险已赠送",
                "已经处理2小时了",
                "已经帮您催了3次，处理了2小时",
                "都等了3天了还没处理",
                "今天已经给您处理",
                "7*24小时为您服务",
                "24小时为您服务",
                "周一至周五9:00-18:00为您服务",
                "早9点到晚9点在线为您服务",
                "全年无休，365天为您服务",
                "最快明天发货",
                "本店支持次日达，今天下单明天到",
                "30天价保",
                "15天包换，一年质保",
                "一会儿给您回电",
                "过会儿联系您",
                "改天给您回复",
                "过几天给您处理",
                "几个工作日内给您答复",
                "有结果第一时间通知您",
                "活动到今晚12点结束，抓紧下单",
                "今晚8点直播间公布福利",
                "618当天0点前付定金",
                "您明天18点前把照片发给我们",
                "您方便的话明天下午给我们回电",
                "如果今晚12点前没收到退款请联系我们",
                "今天18点前能给您答复吗？",
                "快递显示昨晚8点送达",
                "这批货6月25日前生产",
                "每天早上9点更新",
                "上次说好3天内退款，没有做到，很抱歉",
                "感谢您3年来的支持",
                "面膜敷15分钟后洗净",
                "Please reply within 2 hours",
                "If you do not hear from us within 2 hours, call again",
                "Returns are usually processed within 3 business days",
                "30-day returns",
            })
    void isNone(String text) {
        assertThat(Promises.find(text, SAID, CALENDAR)).as(text).isEmpty();
    }
}
