package io.fenghuo.app;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which words are fit to be watched for on their own. */
final class WordRules {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 30;
    private static final String SIGNS = "\\^$*+?|[]{}()\"'`<>~#&=:;/";
    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "NEAR", "THEN");

    /** Posts below which a share says nothing. */
    static final int ENOUGH = 50;
    /** A word in more than one of so many posts is too common. */
    static final int SHARE = 5;

    /** The everyday two-character words and particles of product talk, Chinese and English. */
    private static final Set<String> EVERYDAY = Set.of(("我们 你们 他们 自己 什么 怎么 这个 那个 这样 那样 可以 没有 不是 就是 还是 但是 因为 所以 如果 已经 "
                    + "现在 今天 明天 昨天 时候 知道 觉得 喜欢 谢谢 真的 非常 比较 一个 一下 一点 有点 东西 产品 商品 主播 直播 店家 "
                    + "客服 快递 物流 收到 购买 下单 发货 不错 好用 好的 哈哈 the and you for this that with have not good very")
            .split(" "));

    private WordRules() {}

    /** Why a word is not fit, as a key of the console's words; empty when it is. */
    static String fault(String word) {
        String bare = word.strip();
        if (bare.isEmpty()) {
            return "word.empty";
        }
        if (bare.codePoints().anyMatch(WordRules::odd)) {
            return "word.signs";
        }
        String folded = Folder.fold(bare, MatchMode.FOLDED).toString().strip();
        if (folded.codePointCount(0, folded.length()) < SHORTEST) {
            return "word.short";
        }
        if (bare.codePointCount(0, bare.length()) > LONGEST) {
            return "word.long";
        }
        List<String> parts = List.of(bare.split("\\s+"));
        if (parts.stream().anyMatch(part -> OPERATORS.contains(part.toUpperCase(Locale.ROOT)))) {
            return "word.signs";
        }
        if (folded.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return "word.short";
        }
        boolean fewDigits = folded.matches("\\d{1,3}");
        return fewDigits || EVERYDAY.contains(folded.toLowerCase(Locale.ROOT)) ? "word.common" : "";
    }

    /** Whether a word was found in so many of the posts that it says nothing. */
    static boolean tooOften(int posts, int found) {
        return posts >= ENOUGH && found * SHARE > posts;
    }

    private static boolean odd(int c) {
        return SIGNS.indexOf(c) >= 0 || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The same for a word however it is written. */
    static String fingerprint(String word) {
        try {
            String folded = Folder.fold(word.strip(), MatchMode.FOLDED).toString();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
