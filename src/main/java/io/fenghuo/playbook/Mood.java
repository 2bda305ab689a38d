package io.fenghuo.playbook;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a customer sounds, told from words alone; it decides which script comes first. */
public enum Mood {
    /** 生气: calm first. */
    ANGRY("生气 愤怒 angry"),
    /** 疑惑: show, step by step. */
    CONFUSED("疑惑 困惑 confused"),
    /** 着急: progress and times. */
    ANXIOUS("着急 焦急 anxious"),
    /** 平静: nothing to be heard. */
    CALM("平静 calm");

    private static final List<String> OF_ANGER = List.of(
            "骗子", "骗人", "黑心", "无良", "气死", "气炸", "愤怒", "垃圾", "恶心", "滚", "太差", "差劲", "坑人", "坑爹", "坑货", "坑钱", "曝光", "投诉",
            "举报", "无语", "忍无可忍", "欺负", "敷衍", "踢皮球", "态度", "凭什么", "什么玩意", "不要脸", "失望", "后悔", "再也不", "维权", "差评", "假货",
            "黑店", "奸商");
    private static final List<String> OF_WORRY = List.of(
            "着急", "急用", "急死", "急需", "赶紧", "尽快", "快点", "马上", "什么时候", "多久", "几天了", "还没", "怎么还", "还不", "等了", "迟迟", "催",
            "担心", "害怕", "来不及", "到底什么时候", "没人理", "没人管", "赶时间", "等不了", "不放心");
    private static final List<String> OF_DOUBT = List.of(
            "怎么用", "怎么弄", "怎么办", "怎么退", "怎么回事", "为什么", "为啥", "什么意思", "看不懂", "不明白", "不懂", "不会用", "不清楚", "请问", "是不是", "吗",
            "么", "哪里", "在哪", "如何", "求教", "求助", "是真的", "正品吗", "真假", "怀疑");

    private final String names;

    Mood(String names) {
        this.names = names;
    }

    /** The mood people mean by a word, Chinese or English, in any case. */
    public static Optional<Mood> named(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        for (Mood mood : values()) {
            if (List.of(mood.names.split(" ", -1)).contains(wanted)) {
                return Optional.of(mood);
            }
        }
        return Optional.empty();
    }

    /** Every word {@link #named} understands. */
    public static List<String> words() {
        return Stream.of(values())
                .flatMap(mood -> Stream.of(mood.names.split(" ", -1)))
                .toList();
    }

    /**
     * The mood of what customers wrote: of anger, worry and doubt the one with the most words; the graver one when they are even. Exclamation
     * marks in a row count as anger, question marks as doubt.
     */
    public static Mood of(Collection<String> texts) {
        Map<Mood, Integer> heard = new EnumMap<>(Mood.class);
        for (String text : texts) {
            add(heard, ANGRY, count(text, OF_ANGER) * 2 + (text.matches("(?s).*[!！]{2,}.*") ? 1 : 0));
            add(heard, ANXIOUS, count(text, OF_WORRY) * 2);
            add(heard, CONFUSED, count(text, OF_DOUBT) + (text.matches("(?s).*[?？].*") ? 1 : 0));
        }
        Mood loudest = CALM;
        int most = 0;
        for (Mood mood : List.of(ANGRY, ANXIOUS, CONFUSED)) {
            int count = heard.getOrDefault(mood, 0);
            if (count > most) {
                loudest = mood;
                most = count;
            }
        }
        return loudest;
    }

    private static void add(Map<Mood, Integer> heard, Mood mood, int count) {
        heard.merge(mood, count, Integer::sum);
    }

    private static int count(String text, List<String> words) {
        return (int) words.stream().filter(text::contains).count();
    }
}
