package io.fenghuo.incident;

import io.fenghuo.model.Grade;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lifts a third-grade hit to the second grade, whatever its rule says: how far the post goes, and whom it names. A limit of 0 never lifts.
 *
 * @param followers of the author
 * @param likes of the post
 * @param shares of the post
 * @param views of the post
 * @param names words by what they name: {@code media}, {@code regulator}, {@code lawyer}, {@code abuse}
 */
public record Weight(long followers, long likes, long shares, long views, Map<String, List<String>> names) {
    /** A medium has taken it up, or the author says so. */
    public static final String MEDIA = "media";

    public static final String REGULATOR = "regulator";
    public static final String LAWYER = "lawyer";
    /** Abuse is noted and never lifts; a threat has rules of its own. */
    public static final String ABUSE = "abuse";

    /** What names a kind of weight begins with, before {@code .}. */
    public static final List<String> KINDS = List.of(MEDIA, REGULATOR, LAWYER, ABUSE);

    /** The shipped limits and words; both are our own choice. */
    public static final Weight DEFAULT = new Weight(
            100_000,
            5_000,
            1_000,
            100_000,
            Map.of(
                    MEDIA,
                    List.of("记者", "媒体曝光", "找媒体", "联系媒体", "电视台", "上新闻", "1818黄金眼", "315晚会", "焦点访谈"),
                    REGULATOR,
                    List.of("12315", "市监局", "市场监管", "工商局", "消协", "消费者协会", "药监局", "网信办", "12345", "12321", "消保委"),
                    LAWYER,
                    List.of("律师函", "我的律师", "请了律师", "找律师", "委托律师", "起诉你", "去起诉", "法院见", "法院传票"),
                    ABUSE,
                    List.of("傻逼", "傻b", "操你", "草泥马", "去死", "死全家", "王八蛋", "狗东西", "不要脸", "畜生")));

    public Weight {
        Map<String, List<String>> sorted = new TreeMap<>();
        names.forEach((kind, words) -> sorted.put(kind, List.copyOf(words)));
        names = java.util.Collections.unmodifiableMap(sorted);
    }

    /**
     * The grade with what the post weighs.
     *
     * @param named kind → the word found in the post
     */
    public Grade on(Grade grade, Post post, Map<String, String> named) {
        List<Reason> reasons = new ArrayList<>();
        for (String kind : List.of(REGULATOR, MEDIA, LAWYER)) {
            String word = named.get(kind);
            if (word != null) {
                reasons.add(new Reason(kind + ".named", List.of(word)));
            }
        }
        reach(reasons, "reach.followers", post.author().followers(), followers);
        reach(reasons, "reach.shares", post.reach().shares(), shares);
        reach(reasons, "reach.likes", post.reach().likes(), likes);
        reach(reasons, "reach.views", post.reach().views(), views);
        boolean lifts = !reasons.isEmpty() && Severity.L2.graverThan(grade.level());
        List<Reason> all = new ArrayList<>(lifts ? reasons : grade.reasons());
        all.addAll(lifts ? grade.reasons() : reasons);
        String abuse = named.get(ABUSE);
        if (abuse != null) {
            all.add(Reason.of(Reasons.ABUSE));
        }
        return new Grade(lifts ? Severity.L2 : grade.level(), grade.suspected(), all);
    }

    private static void reach(List<Reason> reasons, String code, @Nullable Long has, long limit) {
        if (has != null && limit > 0 && has >= limit) {
            reasons.add(Reason.of(code, has, limit));
        }
    }
}
