package io.fenghuo.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.MatchMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "騙子",
                "騙 子",
                "騙.子",
                "骗·子",
                "骗*子",
                "骗_子",
                "骗　子",
                "骗\u200B子",
                "骗\u00AD子",
                "骗\u0301子",
                "骗\uFE0F子",
                "骗  -  子",
                "骗★子",
                "【骗】【子】",
                "骗#子",
                "骗—子",
                "\u202E骗子",
                "骗\u0000子"
            })
    void disguisesOfOneWordFoldAlike(String text) {
        assertThat(folded(text)).contains("骗").matches(".*骗子.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "被骗，子女",
                "被骗,子女",
                "被骗。子女",
                "被骗！子女",
                "被骗？子女",
                "被骗；子女",
                "被骗：子女",
                "被骗、子女",
                "被骗\n子女",
                "被骗\r\n子女",
                "被骗\u2028子女",
                "被骗……子女",
                "被骗...子女",
                "被骗——子女",
                "被骗 #子女#",
                "被骗😭子女",
                "被骗 ， 子女",
                "被骗a子女",
                "被骗｡子女",
                "被骗!子女"
            })
    void wordsDoNotGrowTogetherAcrossClauses(String text) {
        assertThat(folded(text)).doesNotContain("骗子");
    }

    @ParameterizedTest
    @CsvSource({
        "ＡＩ, ai, width|case",
        "①, 1, compatibility",
        "ﬁ, fi, compatibility",
        "É, e, case|accent",
        "ς, σ, case",
        "ß, ss, case",
        "𝐀, a, case|compatibility",
        "ｶ, カ, width",
        "著, 着, variant",
        "國, 国, variant",
        "İ, i, case|accent",
    })
    void oneCharacter(String text, String expected, String via) {
        Folded folded = Folder.fold(text, MatchMode.FOLDED);
        assertThat(folded).hasToString(expected);
        assertThat(folded.via(0, folded.length())).containsExactlyInAnyOrder(via.split("\\|"));
    }

    @Test
    void exactUndoesOnlyCaseAndWidth() {
        assertThat(Folder.fold("ＡＩ騙 子é①", MatchMode.EXACT)).hasToString("ai騙 子é①");
    }

    @Test
    void theWayBackNamesTheOriginalCharacters() {
        Folded folded = Folder.fold("😀这家是騙.\u200B子。", MatchMode.FOLDED);
        int at = folded.toString().indexOf("骗子");
        assertThat(folded.original().substring(folded.originalStart(at), folded.originalEnd(at + 2)))
                .isEqualTo("騙.\u200B子");
        assertThat(folded.via(at, at + 2)).containsExactly("variant", "invisible", "separator");
        assertThat(folded.steps())
                .contains(
                        new Folded.Step(5, "騙", "骗", java.util.List.of("variant")),
                        new Folded.Step(6, ".\u200B", "", java.util.List.of("invisible", "separator")));
    }

    @Test
    void spacesBetweenLatinWordsStayAsOne() {
        assertThat(folded("iPhone \t 15 手机")).isEqualTo("iphone 15 手机");
    }

    @Test
    void aMarkAfterTheWordBelongsToItsLastCharacter() {
        Folded folded = Folder.fold("cafe\u0301!", MatchMode.FOLDED);
        assertThat(folded).hasToString("cafe!");
        assertThat(folded.originalEnd(4)).isEqualTo(5);
    }

    @Test
    void anyTextFoldsOnceAndForAllAndItsMapIsInOrder() {
        Random random = new Random(20261122);
        for (int round = 0; round < 3_000; round++) {
            String text = Texts.random(random, random.nextInt(40));
            for (MatchMode mode : MatchMode.values()) {
                Folded folded = Folder.fold(text, mode);
                int last = 0;
                for (int i = 0; i < folded.length(); i++) {
                    assertThat(folded.originalStart(i)).isGreaterThanOrEqualTo(last);
                    assertThat(folded.originalEnd(i + 1))
                            .isGreaterThan(folded.originalStart(i))
                            .isLessThanOrEqualTo(text.length());
                    last = folded.originalStart(i);
                }
                assertThat(Folder.fold(folded.toString(), mode)).as(text).hasToString(folded.toString());
                folded.steps();
            }
        }
    }

    @Test
    void hostileTextsPass() {
        assertThat(folded("\uD83D")).hasToString("\uD83D");
        assertThat(folded("\uDE00骗\uD83D子")).isEqualTo("\uDE00骗\uD83D子");
        assertThat(folded("")).isEmpty();
        assertThat(folded("骗.".repeat(50_000))).hasSize(50_001);
        assertThat(folded("\u0301".repeat(100_000))).isEmpty();
        assertThat(folded("ﷺ".repeat(10_000))).hasSize(180_000);
    }

    @Test
    void nearEqualTextsHaveNearEqualFingerprints() {
        String text = "在这家店买的面霜敷完第二天脸上全是红点联系客服三天没有人理我大家千万不要再上当了";
        long one = print(text);
        assertThat(Fingerprint.distance(one, print(text.replace("三天", "三 天！！") + "😡")))
                .isZero();
        assertThat(Fingerprint.distance(one, print(text + "了"))).isLessThanOrEqualTo(6);
        assertThat(Fingerprint.distance(one, print("物流很快包装完好客服态度也不错宝宝很喜欢下次还会再来购买推荐给大家")))
                .isGreaterThan(12);
        assertThat(print("太差了！")).isZero();
    }

    private static long print(String text) {
        return Fingerprint.of(Folder.fold(text, MatchMode.FOLDED));
    }

    private static String folded(String text) {
        return Folder.fold(text, MatchMode.FOLDED).toString();
    }
}
