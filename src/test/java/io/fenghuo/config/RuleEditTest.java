package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A rule is changed in its own lines; nothing else of the file moves. */
class RuleEditTest {
    private static final String FILE = """
            # 我们的词库
            brand: 云朵家      # 品牌
            rules:
              - id: fraud   # 欺诈
                level: L3
                any: [骗子, 假货]
                except: [骗子的故事]   # 小说
                raise: { to: L2, when: 5 authors in 30m }
              # 质量
              - id: crack
                level: L2
                any: [开裂]

              - id: one
                level: L3
                any: [破]
                except: 破纪录
              - id: block
                level: L3
                any: [坏]
                except:
                  - 坏笑
              - { id: flow, level: L3, category: x, any: [差] }
            """;

    private static String changed(String rule, String phrase) {
        return RuleEdit.of(FILE, rule).orElseThrow().except(phrase, "li 误报 i-1").orElseThrow();
    }

    @Test
    void anExceptionJoinsTheOthersAndCommentsStay() {
        assertThat(changed("fraud", "骗子手机壳"))
                .isEqualTo(FILE.replace(
                        "    except: [骗子的故事]   # 小说\n", "    # li 误报 i-1\n    except: [骗子的故事, '骗子手机壳']   # 小说\n"));
        assertThat(changed("one", "破 '圈'")).contains("    except: [破纪录, '破 ''圈''']\n");
    }

    @Test
    void aRuleWithoutExceptionsGetsThem() {
        assertThat(changed("crack", "开裂纹"))
                .isEqualTo(FILE.replace("    any: [开裂]\n", "    any: [开裂]\n    # li 误报 i-1\n    except: ['开裂纹']\n"));
    }

    @Test
    void whatIsWrittenOtherwiseIsLeftToAPerson() {
        assertThat(RuleEdit.of(FILE.replace("{ id: flow,", "{ id: flow,\n     "), "flow"))
                .isEmpty();
        assertThat(RuleEdit.of(FILE, "unknown")).isEmpty();
        assertThat(RuleEdit.of(FILE.replace("id: one", "id: crack"), "crack")).isEmpty();
    }

    @Test
    void aListOfLinesGetsOneMore() {
        assertThat(changed("block", "坏坏的")).contains("      - 坏笑\n    # li 误报 i-1\n      - '坏坏的'\n");
    }

    @Test
    void aRuleInBracesIsChangedInItsLine() {
        assertThat(changed("flow", "差一点"))
                .isEqualTo(FILE.replace(
                        "  - { id: flow, level: L3, category: x, any: [差] }",
                        "  # li 误报 i-1\n  - { id: flow, level: L3, category: x, any: [差], except: ['差一点'] }"));
        String file =
                "rules:\n  - {id: a, any: ['it''s, {x}', \"b]\"], except: [甲, '乙'] , raise: { to: L2, when: 5 authors in 30m }}  # why\n"
                        + "  - { id: b, any: [差], except: 丙 }\n";
        assertThat(RuleEdit.of(file, "a").orElseThrow().except("丁", "x").orElseThrow())
                .contains("  # x\n  - {id: a, any: ['it''s, {x}', \"b]\"], except: [甲, '乙', '丁'] , raise: {");
        assertThat(RuleEdit.of(file, "a").orElseThrow().crowd(9, "x").orElseThrow())
                .contains("raise: { to: L2, when: 9 authors in 30m }}  # why\n");
        assertThat(RuleEdit.of(file, "b").orElseThrow().except("丁", "x").orElseThrow())
                .contains("except: [丙, '丁'] }\n");
        assertThat(RuleEdit.of(file, "b").orElseThrow().crowd(9, "x")).isEmpty();
    }

    @Test
    void aCrowdGrows() {
        assertThat(RuleEdit.of(FILE, "fraud").orElseThrow().crowd(9, "li"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("    # li\n    raise: { to: L2, when: 9 authors in 30m }\n"));
        assertThat(RuleEdit.of(FILE, "crack").orElseThrow().crowd(9, "li")).isEmpty();
    }
}
