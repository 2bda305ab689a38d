package io.fenghuo.normalise;

import java.util.Random;

/** Random texts of the kinds strangers write, for tests. */
public final class Texts {
    private static final String[] PIECES = {
        "骗",
        "子",
        "騙",
        "假",
        "貨",
        "货",
        "投",
        "诉",
        "訴",
        "过",
        "過",
        "敏",
        "A",
        "I",
        "ai",
        "Ａ",
        "é",
        "e\u0301",
        "ß",
        "ς",
        "İ",
        "１",
        "①",
        "𝐀",
        "😀",
        "👨‍👩‍👧",
        "❤️",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\u3000",
        "\u200B",
        "\u00AD",
        "\uFE0F",
        "\u0301",
        ".",
        "·",
        "*",
        "_",
        "-",
        "…",
        "—",
        "——",
        "，",
        "。",
        "！",
        "？",
        ",",
        "!",
        "#",
        "@",
        "\uD83D",
        "\uDE00",
        "ﷺ",
        "ｶﾞ",
        "한",
        "ท",
        "㎡",
        "𠮷",
        "\u0000",
        "“",
        "”",
        "(",
        ")",
        "不",
        "是",
        "没",
        "有",
        "了"
    };

    private Texts() {}

    /** {@code pieces} pieces in a row. */
    public static String random(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
