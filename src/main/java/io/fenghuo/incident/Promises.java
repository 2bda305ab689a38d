package io.fenghuo.incident;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds promises of a time in what we ourselves say: 今天18点前, 2小时内, 3个工作日, 明天中午前. 尽快 and 争取 are none, nor are questions,
 * conditions, what customers are asked to do, terms of business, and what is past. Pure and threadsafe; a clock begun by a mistake is one
 * press to take back.
 */
public final class Promises {
    private static final int LONGEST = 4_000;
    /** A reply that says hardly more than the time is a promise without a word of doing. */
    private static final int BARE = 4;
    /** So far after a time that names no limit the word of doing stands. */
    private static final int NEAR = 12;

    private static final Pattern SENTENCE = Pattern.compile("[^。.!?;\\n…]+(?:\\.\\d[^。.!?;\\n…]*)*[。.!?;\\n…]?");
    private static final Pattern QUESTION = Pattern.compile("[?]$|吗|多久|什么时候|啥时候|几点|何时|哪天|几天");
    private static final Pattern CONDITION = Pattern.compile(
            "如果|若|假如|要是|一旦|如(?:有|您|需|未|遇|果|在)|(?<!不)(?<!不会)超过|逾期|只要|除非|的话|\\bif\\b|\\bunless\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VETO = Pattern.compile(
            "请(?:您|你|亲)?(?:在|于|务必|尽快|提供)|麻烦(?:您|你|亲)?(?:在|于|提供)|(?:您|你|亲)(?:可|可以|需|需要|要|得|得在)"
                    + "|您(?:在|于)|给我们|下单|付款|定金|尾款|支付|拍下|截止|截至|活动|营业|直播|开播|预售|优惠|秒杀|抢购|上新|无理由|保修|质保|保质|有效|签收|收货后|购买后"
                    + "|一般|通常|最快|最早|包退|包换|退换|价保|保价|试用|次日达|隔日达|当日达|次晨达|正常情况|可能|也许|或许|尽量|尽可能|争取|力争|不一定|不能|无法|没法|不保证|无法保证|不会|并非|没有|没能|未能|未在|未收到|没收到"
                    + "|上次|当时|原定|原本|本来|昨天|昨日|昨晚|前天|上周|上个月|刚才|此前|曾|等了|等待了|过去|最近|以来|经过|历时|营养|使用|服用|敷|洗"
                    + "|已(?:经)?(?:在|于)?.{0,10}(?:处理完|解决了|处理好|退款成功|退还|发货了|回复了|联系过|联系了|完成了|到账了|补发了|发出了|签收)"
                    + "|\\bplease\\b|\\bmay\\b|\\bmight\\b|\\busually\\b|\\bnot\\b|\\bcannot\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DOING = Pattern.compile(
            "联系|回复|答复|回电|回访|致电|电话|处理|解决|跟进|反馈|核实|核查|调查|退款|退还|退回|退给|到账|赔付|打款|转账|补偿"
                    + "|发货|发出|补发|补寄|寄出|寄|送达|送到|上门|安排|给您|给你|给亲|为您|帮您|公布|通报|公告|说明|结果|完成|恢复|修复|更新|出具|提供|换货|更换|换新|重发|派送|寄回|维修|修好|搞定|办好|办妥|弄好|查清|查明|给出|给到|告知|告诉您|通知您|同步您|打给您|退您|补上|整改|下架|上线|保证|承诺|确保|一定|会|将"
                    + "|contact|reply|answer|call|refund|ship|send|resolve|fix|update|get back|let you know|follow up|deliver|we will|we'll",
            Pattern.CASE_INSENSITIVE);

    /** What makes of a time a description, or a time ago. */
    private static final Pattern NOT_AFTER = Pattern.compile(
            "^\\s*(?:的|在线|(?:人工|客服|服务|热线|值班)(?!.{0,8}(?:联系|回复|答复|致电|会|将|给您|给你))|营业|前|之前|以前|见|了|已|刚|就已|无休|为[您你]服务|竭诚)");

    private Promises() {}

    /**
     * A promise.
     *
     * @param words the part of the text that says it
     * @param due by when
     * @param odd whether the words may mean another time, or none: a person is asked before a clock runs
     */
    public record Promise(String words, Instant due, boolean odd) {}

    /**
     * The promises in a text, the soonest first.
     *
     * @param said when it was said
     * @param calendar whose days and working hours are meant
     */
    public static List<Promise> find(String text, Instant said, WorkCalendar calendar) {
        String plain =
                Normalizer.normalize(text.length() > LONGEST ? text.substring(0, LONGEST) : text, Normalizer.Form.NFKC);
        List<Promise> found = new ArrayList<>();
        for (Matcher sentence = SENTENCE.matcher(plain); sentence.find(); ) {
            String words = sentence.group().strip();
            if (!QUESTION.matcher(words).find()) {
                inSentence(words, new PromisedTimes(said, calendar), found);
            }
        }
        return found.stream()
                .filter(promise -> promise.due().isAfter(said))
                .distinct()
                .sorted(Comparator.comparing(Promise::due))
                .toList();
    }

    private static void inSentence(String sentence, PromisedTimes times, List<Promise> found) {
        int begin = 0;
        for (String clause : sentence.split("[,、]", -1)) {
            int end = begin + clause.length();
            boolean conditional = CONDITION.matcher(sentence.substring(0, end)).find();
            if (!conditional && !VETO.matcher(clause).find()) {
                inClause(sentence, clause, times, found);
            }
            begin = end + 1;
        }
    }

    private static void inClause(String sentence, String clause, PromisedTimes times, List<Promise> found) {
        boolean does = DOING.matcher(sentence).find();
        for (PromisedTimes.Time time : times.in(clause)) {
            String rest = clause.substring(time.end());
            boolean doing = does || sentence.strip().length() - (time.end() - time.start()) <= BARE;
            boolean alone = clause.length() - (time.end() - time.start()) <= 1;
            boolean meant =
                    time.firm() ? doing : alone || DOING.matcher(near(rest)).find();
            if (meant && !NOT_AFTER.matcher(rest).find()) {
                found.add(new Promise(clause.substring(time.start(), time.end()).strip(), time.due(), time.odd()));
            }
        }
    }

    private static String near(String rest) {
        return rest.length() <= NEAR ? rest : rest.substring(0, NEAR);
    }
}
