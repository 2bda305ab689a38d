package io.fenghuo.match;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a keyword is denied in its own clause: 绝不是骗子, 没有发现任何假货. A denial stands directly before the keyword, with at most
 * three light words between ({@code 任何}, {@code 收到} …). Questions (是不是骗子, 难道不是骗子, 不是骗子吗), double negatives (不是没有假货, 不得不投诉),
 * wishes (要不是, 如果没有) and 不是骗子就是… deny nothing. Works on folded text, so on simplified characters.
 */
final class Denial {
    private static final int WINDOW = 16;
    private static final int LIGHT_WORDS = 3;

    /** Denials that light words may follow. */
    private static final Endings STRONG = new Endings(
            "不是", "并不是", "绝不是", "绝对不是", "决不是", "根本不是", "从来不是", "不会", "绝不会", "绝对不会", "从来不会", "不会是", "不可能", "不可能是", "不像",
            "不像是", "不算", "不算是", "没有", "并没有", "从来没有", "绝对没有", "完全没有", "没", "从没", "从未", "从不", "未", "毫无", "绝无", "并无", "无",
            "并非", "绝非", "不存在", "没见过", "没碰到过", "没遇到过", "没发生过", "不怕", "不用怕", "不担心", "不用担心", "不必担心", "无需担心", "别担心", "不卖",
            "不要让", "不让", "别让", "没让", "不怎么", "不怎么会", "不太", "不太会", "不大会", "很少", "很少会", "几乎不", "没怎么", "不再", "从不卖", "杜绝",
            "杜绝了", "谈不上", "说不上");

    /** Denials that must touch the keyword. */
    private static final Endings DIRECT = new Endings("不", "非", "零", "0");

    private static final Endings LIGHT = new Endings(
            "什么", "让我", "让我们", "让人", "让用户", "让大家", "让你", "让您", "令人", "令我", "使人", "叫人", "我", "我们", "大家", "人", "任何", "一点",
            "一点儿", "一点点", "一丝", "一丝丝", "半点", "丝毫", "啥", "过", "的", "发现", "遇到", "碰到", "见到", "看到", "买到", "出现", "发生", "引起",
            "造成", "导致", "产生", "那种", "这种", "你们说的", "他们说的", "所谓", "所谓的", "传说中的", "一个", "一家", "一次", "个", "那么", "这么", "想象的",
            "想象中的", "卖", "有", "存在", "再", "给", "打", "太", "很", "特别", "明显", "严重", "感觉", "觉得", "感到", "其他", "其它", "别的",
            "某些人说的");

    /** Said before a denial, these turn it into a question, a wish or its opposite. */
    private static final List<String> TURNING = List.of(
            "难道", "莫非", "岂", "谁说", "为什么", "为何", "为啥", "凭什么", "怎么", "何尝", "何不", "以为", "如果", "要是", "假如", "若", "除");

    private static final Endings OPPOSITE = new Endings("不是", "没有", "没", "并非", "不会", "不可能", "不能", "不得", "不可", "无", "不");
    private static final List<String> AFTER =
            List.of("就是", "是什么", "是啥", "还是什么", "还能是", "那是什么", "才怪", "不行", "都不行", "对不起", "都对不起", "说不过去", "都说不过去");
    private static final Endings ASKING = new Endings("吗", "么", "嘛");
    /** 是不是, 要不是, 还不是, 可不是, 就不是: no denials. */
    private static final Endings BEFORE_NOT = new Endings("是", "要", "还", "可", "就");

    private static final String CLAUSE_ENDS = ",。!?;:、\n";

    private Denial() {}

    /** The denying words up to the end of the keyword at [start, end), such as {@code 绝不是骗子}; null when nothing denies it. */
    static @Nullable String of(CharSequence text, int start, int end) {
        String before = text.subSequence(clauseStart(text, start), start).toString();
        String denial = denial(before, text.charAt(start));
        return denial == null || isTaken(text, end) ? null : denial + text.subSequence(start, end);
    }

    private static @Nullable String denial(String before, char first) {
        String rest = before;
        for (int light = 0; light <= LIGHT_WORDS; light++) {
            String denial = STRONG.of(rest);
            if (denial == null && light == 0) {
                denial = DIRECT.of(rest);
            }
            if (denial != null) {
                String ahead = rest.substring(0, rest.length() - denial.length());
                return isTurned(ahead, denial, first) ? null : before.substring(ahead.length());
            }
            String word = LIGHT.of(rest);
            if (word == null) {
                return null;
            }
            rest = rest.substring(0, rest.length() - word.length());
        }
        return null;
    }

    private static boolean isTurned(String ahead, String denial, char first) {
        boolean repeated = denial.equals("不") && ahead.endsWith(String.valueOf(first));
        boolean rhetorical = denial.equals("不是") && BEFORE_NOT.of(ahead) != null;
        boolean choice = denial.startsWith("没") && ahead.endsWith("有");
        boolean part =
                denial.equals("0") && !ahead.isEmpty() && Character.isLetterOrDigit(ahead.charAt(ahead.length() - 1));
        if (repeated || rhetorical || choice || part || (ahead.endsWith("要") && denial.startsWith("不"))) {
            return true;
        }
        String near = ahead.substring(Math.max(0, ahead.length() - 8));
        return TURNING.stream().anyMatch(near::contains) || OPPOSITE.of(withoutLight(ahead)) != null;
    }

    private static String withoutLight(String ahead) {
        String rest = ahead;
        for (int i = 0; i < LIGHT_WORDS; i++) {
            String word = LIGHT.of(rest);
            if (word == null) {
                break;
            }
            rest = rest.substring(0, rest.length() - word.length());
        }
        return rest;
    }

    /** Whether what follows takes the denial back: a question or 不是…就是…. */
    private static boolean isTaken(CharSequence text, int end) {
        int stop = end;
        while (stop < text.length() && stop < end + WINDOW && CLAUSE_ENDS.indexOf(text.charAt(stop)) < 0) {
            stop++;
        }
        String after = text.subSequence(end, stop).toString().strip();
        boolean asked = stop < text.length() && text.charAt(stop) == '?';
        return asked || ASKING.of(after) != null || AFTER.stream().anyMatch(after::startsWith);
    }

    private static int clauseStart(CharSequence text, int start) {
        int at = start;
        while (at > 0 && at > start - WINDOW && CLAUSE_ENDS.indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at;
    }

    /** Words a text may end in, by their last character. */
    private static final class Endings {
        private final Map<Character, List<String>> byLast;

        Endings(String... words) {
            byLast = Stream.of(words)
                    .sorted(Comparator.comparing(String::length).reversed())
                    .collect(Collectors.groupingBy(word -> word.charAt(word.length() - 1)));
        }

        /** The longest that ends {@code text}; null when none does. */
        @Nullable
        String of(String text) {
            if (text.isEmpty()) {
                return null;
            }
            for (String word : byLast.getOrDefault(text.charAt(text.length() - 1), List.of())) {
                if (text.endsWith(word)) {
                    return word;
                }
            }
            return null;
        }
    }
}
