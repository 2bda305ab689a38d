package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people do with a line of a service conversation: ask, ask the same again, be content, put off. Pure. */
final class Asking {
    private static final Pattern QUESTION =
            Pattern.compile("[?？]|吗|呢|怎么|怎样|为什么|为啥|凭什么|什么时候|啥时候|什么情况|何时|多久|几时|几点|几天|哪里|哪儿|哪天"
                    + "|是不是|能不能|有没有|可不可以|要不要|会不会|行不行|咋|到底|多少|why\\b|when\\b|how\\b|where\\b");
    /** A line that says so and little else is content. */
    private static final Pattern CONTENT =
            Pattern.compile("好的|好了|好吧|谢谢|多谢|感谢|明白|知道了|了解了|懂了|解决了|可以了|收到了?|嗯+|ok|okay|thanks?|thank you|没事了|不用了");
    /** What is said without saying anything. */
    private static final Pattern PHRASES =
            Pattern.compile("亲亲|亲爱的|亲|您好|你好|哈喽|在的|在呢|在哦|欢迎光临|欢迎(咨询|您)?|很高兴为[您你]服务|请问(有什么|需要什么)可以帮(助|到)?[您你]的?"
                    + "|有什么可以帮(助|到)?[您你]的?|(麻烦|请)?(您|你)?(稍等|稍后|等一下|耐心等待|等待)(一下|片刻|哦|哈)?|马上(为|给|帮)?[您你]?(查询|查看|处理|核实|反馈|看)?(一下)?"
                    + "|正在(为|给|帮)?[您你]?(查询|查看|处理|核实|转接|排队|接入)(中)?|(已经?|会)?(为|给|帮)[您你](反馈|登记|记录|转接)了?|人工客服(正?忙|繁忙)?|当前(咨询|排队)人数较多"
                    + "|感谢[您你]?的?(理解|耐心|支持|等待|反馈|来访|咨询)|(非常)?(抱歉|对不起|不好意思)(让[您你]久等了?)?|理解[您你]的心情|[您你]的(问题|心情|反馈)?(我们|小二)?(已经?)?(收到|理解|知道)了?"
                    + "|我(们)?(这边)?|小二|客服|这边|了解|收到|好的|嗯+|哦|呢|哈|呀|哟|了|请|的|先|[您你]|后续|尽快|处理|一下");
    /** So few characters beside the phrases say nothing. */
    private static final int LEAST_SAID = 4;
    /** What a line that is content may say beside it. */
    private static final int MOST_BESIDE = 4;

    private static final double ALIKE = 0.7;

    private Asking() {}

    static String folded(String text) {
        return Folder.fold(text, MatchMode.FOLDED).toString().strip();
    }

    /** Where a text asks something; null when it does not. */
    static int @Nullable [] question(String text) {
        Matcher found = QUESTION.matcher(text);
        return found.find() ? new int[] {found.start(), found.end()} : null;
    }

    /** Whether a customer's line says that all is well. */
    static boolean isContent(String folded) {
        Matcher found = CONTENT.matcher(folded);
        return found.find() && said(found.replaceAll("")) <= MOST_BESIDE;
    }

    /** Whether a line of the staff is an answer: neither a greeting or a putting off, nor a question back. */
    static boolean isAnswer(String folded) {
        return question(folded) == null
                && !folded.contains("请提供")
                && !folded.contains("提供一下")
                && said(PHRASES.matcher(folded).replaceAll("")) >= LEAST_SAID;
    }

    private static int said(String text) {
        return (int) text.codePoints().filter(Character::isLetterOrDigit).count();
    }

    /** Whether the same is asked again: equal, one within the other, or most pairs of characters in common. */
    static boolean isSame(String one, String other) {
        if (said(one) < 2 || said(other) < 2) {
            return false;
        }
        String longer = one.length() >= other.length() ? one : other;
        String shorter = one.length() >= other.length() ? other : one;
        if (longer.contains(shorter)) {
            return shorter.length() >= 3 || longer.length() <= shorter.length() + MOST_BESIDE;
        }
        Set<String> left = pairs(one);
        Set<String> both = new HashSet<>(left);
        both.retainAll(pairs(other));
        left.addAll(pairs(other));
        return both.size() >= ALIKE * left.size();
    }

    /** Whether it is the same as one of these. */
    static boolean isSameAsOne(String text, List<String> earlier) {
        return earlier.stream().anyMatch(each -> isSame(text, each));
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
