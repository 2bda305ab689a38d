package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Message.Kind;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The house's own words: what they can do, what they cannot, and what they cannot lose. */
class TemplateTest {
    private static final Set<Kind> OF_INCIDENT = EnumSet.of(Kind.FIRST, Kind.UPDATE);
    private static final String WORDS = """
            title: 急！{{grade}} {{brand}}
            {{! 本店的措辞 }}
            {{#strong}}{{clock}}{{/strong}}：{{deadline}}
            {{#said}}
            他说：{{quote}}（{{where}}）{{link}}
            {{/said}}
            {{#owner}}
            {{owner}} 在办
            {{/owner}}
            {{^owner}}
            没人在办；<b>{{stop}}</b>
            {{/owner}}
            """;
    private final Channels channels = Channels.builtIn();

    @ParameterizedTest
    @ValueSource(strings = {"email", "wecom-robot", "dingtalk", "feishu", "slack", "webhook", "terminal"})
    void wordsGoThroughEveryMedium(String type) {
        Message message = Samples.message("敷完脸红肿<!channel> @all", "红肿", "老铁").worded(wording(WORDS));
        String said = said(type, message);
        assertThat(said).contains("剩 3 分", "他说", "没人在办", Samples.TAKE, "一级").doesNotContain("{{", "本店的措辞", "在办\n在办");
        if (!type.equals("webhook")) {
            assertThat(said).contains("急！一级 云朵家").containsAnyOf("【红肿】", "<mark>红肿</mark>");
            assertThat(said).doesNotContain("<!channel> @all");
        }
        if (type.equals("email")) {
            assertThat(said.substring(said.indexOf("<!DOCTYPE")))
                    .contains("&lt;b&gt;")
                    .doesNotContain("<b>");
        }
    }

    @Test
    void whatTheWordsLoseFollowsThem() {
        Wording forgetful = new Wording("t", null, Template.read("只有一句话", 1).template());
        String said = said("dingtalk", Samples.message("红肿", "红肿", "x").worded(forgetful));
        assertThat(said).contains("只有一句话", "截止 20:18", "【一级】", Samples.TAKE);
        assertThat(said(
                        "dingtalk",
                        Samples.unlinked(Samples.message("红肿", "红肿", "x")).worded(forgetful)))
                .contains("incident take i-1");
    }

    @Test
    void aDigestThatLosesALineIsTheBuiltInOne() {
        Wording forgetful =
                new Wording("t", null, Template.read("{{notices}} 条", 1).template());
        Message digest = digest(30);
        assertThat(said("terminal", digest.worded(forgetful))).isEqualTo(said("terminal", digest));
        assertThat(Wordings.serve(forgetful, digest, Samples.NOW)).isFalse();
        Wording.Read read =
                Wording.read("t", "{{notices}} 条\n{{#lines}}\n{{line}}\n{{/lines}}\n{{more}}", Set.of(Kind.DIGEST));
        assertThat(said("terminal", digest.worded(read.wording()))).contains("30 条", "第 0 件", "另有 10 条");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom-robot", "dingtalk", "feishu", "slack", "webhook"})
    void tooManyWordsGiveWayToTheBuiltInOnes(String type) {
        Wording long1 = wording("{{deadline}}" + "很长的话".repeat(4000));
        Message message = Samples.message("红肿", "红肿", "x");
        String said = said(type, message.worded(long1));
        assertThat(said).contains("截止").doesNotContain("很长的话很长的话");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{deadline}} {{dedline}} | 1:14 template-field",
                "{{deadline}}\\n\\n  {{brnad}} | 3:3 template-field",
                "{{deadline}}\\n{{#said}}{{quote}} | 2:1 template-unclosed",
                "{{deadline}}{{/said}} | 1:13 template-unopened",
                "{{deadline}}{{#said}}{{#clocks}}{{/said}}{{/clocks}} | 1:33 template-unopened",
                "{{deadline}}\\n{{{what}}} | 2:1 template-raw",
                "{{deadline}}{{& what}} | 1:13 template-raw",
                "{{deadline}}{{> other}} | 1:13 template-tag",
                "{{=<% %>=}}{{deadline}} | 1:1 template-tag",
                "{{deadline}} {{what | 1:14 template-syntax",
                "{{deadline}}\\n{{#clocks}}{{#clocks}}{{left}}{{/clocks}}{{/clocks}} | 2:12 template-list",
                "{{deadline}}{{#said}}{{#owner}}{{#clocks}}{{left}}{{/clocks}}{{/owner}}{{/said}} | 1:32 template-list",
                "{{#owner}}{{deadline}}{{/owner}} | 1:1 template-must",
                "{{quote}}{{deadline}} | 1:1 template-field",
                "title: {{brand}}\\n{{deadline}} | 1:1 template-must",
                "title: {{grade}}\\n{{what}} | 2:1 template-must"
            })
    void faultsAreNamedByPlace(String source, String fault) {
        Wording.Read read = Wording.read("t", source.strip().replace("\\n", "\n"), OF_INCIDENT);
        assertThat(read.faults())
                .anySatisfy(one -> assertThat(one.line() + ":" + one.column() + " " + one.code())
                        .isEqualTo(fault.strip()));
        assertThat(read.wording()).isNull();
    }

    @Test
    void sectionsStandInEachOtherUpToADepth() {
        assertThat(Wording.read("t", "{{deadline}}" + nested("clocks", 24), OF_INCIDENT)
                        .faults())
                .containsExactly(new Template.Fault(1, 13 + 8 * 11, "template-deep", List.of("clocks", "8")));
        assertThat(Wording.read("t", "{{deadline}}" + nested("strong", 8), OF_INCIDENT)
                        .faults())
                .isEmpty();
        assertThat(Wording.read(
                                "t",
                                "{{deadline}}{{^said}}{{#clocks}}{{left}}{{^said}}-{{/said}}{{/clocks}}{{/said}}",
                                OF_INCIDENT)
                        .faults())
                .as("what is not there is written once")
                .isEmpty();
    }

    @Test
    void aTemplateThatGoesOnAndOnIsTheBuiltInOne() {
        String eight = "{{#said}}".repeat(8) + "{{/said}}".repeat(8);
        Wording endless = new Wording(
                "t", null, Template.read("{{deadline}} 没完\n" + eight, 1).template());
        Message plain = Samples.message("红肿", "红肿", "x");
        Message much = Samples.message(
                plain.incident(),
                plain.notice(),
                Collections.nCopies(5, plain.excerpts().get(0)),
                0);
        assertThat(said("email", much.worded(endless))).doesNotContain("没完").contains("截止");
        assertThat(said("email", plain.worded(endless))).contains("没完");
    }

    private static String nested(String name, int depth) {
        return ("{{#" + name + "}}").repeat(depth) + ("{{/" + name + "}}").repeat(depth);
    }

    @Test
    void theMostParticularWordsCount() {
        Map<String, Wording> all = new java.util.HashMap<>();
        for (String name : List.of("first", "dingtalk", "dingtalk.en", "dingtalk.update", "digest.zh")) {
            all.put(name, new Wording(name, null, Template.read("x", 1).template()));
        }
        Wordings wordings = new Wordings(all);
        assertThat(wordings.find("dingtalk", Kind.FIRST, "zh").file()).isEqualTo("dingtalk");
        assertThat(wordings.find("dingtalk", Kind.FIRST, "en").file()).isEqualTo("dingtalk.en");
        assertThat(wordings.find("dingtalk", Kind.UPDATE, "en").file()).isEqualTo("dingtalk.update");
        assertThat(wordings.find("slack", Kind.FIRST, "zh").file()).isEqualTo("first");
        assertThat(wordings.find("slack", Kind.DIGEST, "zh").file()).isEqualTo("digest.zh");
        assertThat(wordings.find("slack", Kind.DIGEST, "en")).isNull();
        assertThat(wordings.find("slack", Kind.ADMIN, "zh")).isNull();
        assertThat(Wordings.name("dingtlak", Set.of("dingtalk"))).isNull();
        assertThat(Wordings.name("dingtalk.first.en", Set.of("dingtalk")).kinds())
                .containsExactly(Kind.FIRST);
    }

    @Test
    void aTagAloneOnItsLineLeavesNoLine() {
        Template template =
                Template.read("a\n{{#x}}\nb\n{{/x}}\nc {{#x}}d{{/x}}\n", 1).template();
        assertThat(template.render(Map.of("x", "1"), pen())).isEqualTo("a\nb\nc d\n");
        assertThat(template.render(Map.of(), pen())).isEqualTo("a\nc \n");
    }

    private static Template.Pen pen() {
        return new Template.Pen() {
            @Override
            public String fact(Object value) {
                return String.valueOf(value);
            }

            @Override
            public String own(String text) {
                return text;
            }

            @Override
            public String strong(String written) {
                return written;
            }
        };
    }

    private static Wording wording(String source) {
        Wording.Read read = Wording.read("alerts/templates/t.mustache", source, OF_INCIDENT);
        assertThat(read.faults()).isEmpty();
        return read.wording();
    }

    private static Message digest(int lines) {
        List<Message.Item> items = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            items.add(new Message.Item(
                    Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L3"), Notice.Manner.DIGEST),
                    Samples.incident("云朵家", "第 " + i + " 件"),
                    null));
        }
        return Samples.digest(Samples.message("x", "x", "x"), items);
    }

    private String said(String type, Message message) {
        StringBuilder all = new StringBuilder();
        channels.type(type)
                .orElseThrow()
                .render(message, Samples.spec(type), Samples.NOW)
                .forEach(out -> all.append(Samples.body(out)).append('\n'));
        return all.toString();
    }
}
