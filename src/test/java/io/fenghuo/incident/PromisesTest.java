package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Effort;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a promise of a time in our replies, and what is none. Everything is said on Thursday 18 June 2026 at 14:10. */
class PromisesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant SAID =
            LocalDateTime.of(2026, 6, 18, 14, 10).atZone(ZONE).toInstant();
    private static final WorkCalendar CALENDAR = new WorkCalendar(
            ZONE,
            WorkCalendar.PLAIN.hours(),
            WorkCalendar.PLAIN.days(),
            Set.of(LocalDate.of(2026, 6, 19)),
            Set.of(),
            Set.of(2026));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "今天18点前给您答复|06-18 18:00",
                "今天18:00前一定给您回复|06-18 18:00",
                "今天１８：００之前给您回电|06-18 18:00",
                "18点前|06-18 18:00",
                "下午六点前给您结果|06-18 18:00",
                "今日下班前联系您|06-18 18:00",
                "今天内给您处理好|06-19 00:00",
                "当天处理|06-19 00:00",
                "今晚给您答复|06-19 00:00",
                "今晚8点前会公布调查结果|06-18 20:00",
                "今晚八点半给您回电|06-18 20:30",
                "晚上10点之前答复您|06-18 22:00",
                "5点前给您电话|06-18 17:00",
                "明天中午前给您答复|06-19 12:00",
                "明早给您回电|06-19 12:00",
                "明天上午10点给您打电话|06-19 10:00",
                "明天下午三点一刻前处理完|06-19 15:15",
                "明天给您回复|06-20 00:00",
                "明日12点前补发|06-19 12:00",
                "后天之前给您寄出|06-21 00:00",
                "大后天上门取件为您处理|06-22 00:00",
                "周五前给您处理|06-20 00:00",
                "本周五18:00前公布结果|06-19 18:00",
                "下周一给您退款|06-23 00:00",
                "下周三上午给您回复|06-24 12:00",
                "周一会有专人联系您|06-23 00:00",
                "周末之前给您答复|06-22 00:00",
                "本周内解决|06-22 00:00",
                "月底前退款到账|07-01 00:00",
                "6月20日18点前公布|06-20 18:00",
                "6月25日前答复|06-26 00:00",
                "25号前给您退款|06-26 00:00",
                "2小时内|06-18 16:10",
                "2小时内给您回复|06-18 16:10",
                "两小时内回电|06-18 16:10",
                "一个小时内专人联系您|06-18 15:10",
                "1小时内联系您|06-18 15:10",
                "半小时内答复|06-18 14:40",
                "半个小时内联系您哦|06-18 14:40",
                "一个半小时内给您答复|06-18 15:40",
                "1小时30分钟内给您结果|06-18 15:40",
                "1.5小时内处理|06-18 15:40",
                "30分钟内回复您|06-18 14:40",
                "十五分钟内给您回电|06-18 14:25",
                "24小时内给您处理|06-19 14:10",
                "48h内给您答复|06-20 14:10",
                "3天内补发|06-21 14:10",
                "三天之内给您退款|06-21 14:10",
                "7日内公布调查结果|06-25 14:10",
                "一周内解决|06-25 14:10",
                "3个工作日|06-24 18:00",
                "3个工作日内退款到账|06-24 18:00",
                "1-3个工作日到账|06-24 18:00",
                "3到5个工作日给您处理|06-26 18:00",
                "一个工作日内回复您|06-22 18:00",
                "预计5个工作日内退回原账户|06-26 18:00",
                "2小时后给您回电|06-18 16:10",
                "请您放心，我们1小时内联系您，请保持电话畅通|06-18 15:10",
                "非常抱歉没能及时回复您，我们2小时内给您答复|06-18 16:10",
                "已为您加急，今天18点前给您答复|06-18 18:00",
                "您好。已安排专人跟进，24小时内给您结果！|06-19 14:10",
                "We will contact you within 2 hours|06-18 16:10",
                "We will call you back in an hour|06-18 15:10",
                "Hi, I'll get back to you in 30 minutes|06-18 14:40",
                "In an hour we will call you|06-18 15:10",
                "Your refund will be sent within 3 business days|06-24 18:00",
            })
    void isAPromise(String text, String due) {
        assertThat(Promises.find(text, SAID, CALENDAR))
                .as(text)
                .extracting(promise -> DateTimeFormatter.ofPattern("MM-dd HH:mm")
                        .format(promise.due().atZone(ZONE)))
                .containsExactly(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我们会尽快处理",
                "We shipped it in 2 days",
                "The show will start in an hour",
                "We will not reply in an hour",
                "马上给您处理",
                "稍后联系您",
                "第一时间回复您",
                "您什么时候方便？明天下午可以吗？",
                "明天18点前可以联系您吗",
                "请您在24小时内提供订单号",
                "麻烦您在2小时内确认收货地址",
                "您可以在7天内申请退货",
                "支持7天无理由退换",
                "下单后48小时内发货",
                "付款后24小时内发货",
                "今晚8点直播间见",
                "今晚8点开播，福利多多",
                "24小时在线客服为您服务",
                "活动截止到今天24点前",
                "如果2小时内没有收到，请再联系我们",
                "若3个工作日内未到账请联系客服",
                "超过48小时未处理可投诉",
                "已在2小时内处理完了",
                "昨天18点前已经给您回复",
                "一般3个工作日到账",
                "正常情况24小时内发货",
                "争取今天18点前给您答复",
                "尽量明天给您回复",
                "可能3天内有结果",
                "我们不能保证2小时内处理",
                "您等了2小时，非常抱歉",
                "保质期12个月",
                "自签收后15天内可退换",
                "敷2小时后洗掉",
                "3天前已经发货",
                "2小时前联系过您",
                "今天天气不错",
                "明天见",
                "5点好评返现",
                "一共3天",
                "这款精华28天见效",
                "今天18点前的订单当日发",
                "周末愉快",
                "感谢您的反馈",
                "亲，第2件半价",
            })
    void isNone(String text) {
        assertThat(Promises.find(text, SAID, CALENDAR)).as(text).isEmpty();
    }

    @Test
    void severalPromisesAreTheSoonestFirst() {
        List<Promises.Promise> found = Promises.find("我们2小时内联系您，3个工作日内退款到账。", SAID, CALENDAR);
        assertThat(found).extracting(Promises.Promise::words).containsExactly("2小时内", "3个工作日内");
    }

    @Test
    void longTextsAreReadInAMoment() {
        String text = "今天明天12点1小时30分钟".repeat(5_000);
        Effort effort = new Effort();
        Promises.find(text, SAID, CALENDAR);
        assertThat(effort.soFar()).isLessThan(Duration.ofSeconds(20));
    }
}
