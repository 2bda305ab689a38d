package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell of a stranger's text is no formula. */
class CaseExportTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"})
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(CaseExport.cell(text)).startsWith("\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "换新", "a,b", "第一行\n第二行"})
    void plainTextStays(String text) {
        assertThat(CaseExport.cell(text)).isEqualTo("\"" + text + "\"");
        assertThat(CaseExport.cell("他说\"好\"")).isEqualTo("\"他说\"\"好\"\"\"");
    }
}
