package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecodingTest {
    private static final String SIMPLIFIED = "这家店的客服说不能退货, 我们大家都不要来了";
    private static final String TRADITIONAL = "這家店的客服說不能退貨, 我們大家都不要來了";

    @Test
    void aMarkWins() {
        assertThat(Decoding.text(bytes("\uFEFF" + SIMPLIFIED, "UTF-8"), "text/html; charset=gbk"))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes("\uFEFF" + SIMPLIFIED, "UTF-16LE"), null))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes("\uFEFF" + SIMPLIFIED, "UTF-16BE"), null))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes("{\"a\":1}", "UTF-16LE"), null)).isEqualTo("{\"a\":1}");
    }

    @Test
    void thenTheHeaderThenTheDeclaration() {
        assertThat(Decoding.text(bytes(SIMPLIFIED, "GBK"), "text/html; charset=\"GB2312\""))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes(TRADITIONAL, "Big5"), "text/html;charset=big5"))
                .isEqualTo(TRADITIONAL);
        String meta = "<meta charset=gbk>" + SIMPLIFIED;
        assertThat(Decoding.text(bytes(meta, "GBK"), "text/html")).isEqualTo(meta);
        String xml = "<?xml version='1.0' encoding='Big5'?>" + TRADITIONAL;
        assertThat(Decoding.text(bytes(xml, "Big5"), null)).isEqualTo(xml);
    }

    @Test
    void withoutALabelTheBytesTell() {
        assertThat(Decoding.text(SIMPLIFIED.getBytes(UTF_8), null)).isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes(SIMPLIFIED, "GBK"), null)).isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes(TRADITIONAL, "Big5"), null)).isEqualTo(TRADITIONAL);
        assertThat(Decoding.text(bytes(TRADITIONAL, "GBK"), null)).isEqualTo(TRADITIONAL);
        assertThat(Decoding.text(bytes("𠮷" + SIMPLIFIED, "GB18030"), null)).isEqualTo("𠮷" + SIMPLIFIED);
    }

    @Test
    void aLabelTheBytesContradictIsNotBelieved() {
        assertThat(Decoding.text(bytes(SIMPLIFIED, "GBK"), "text/html; charset=utf-8"))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(SIMPLIFIED.getBytes(UTF_8), "text/html; charset=iso-8859-1"))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(bytes(SIMPLIFIED, "GBK"), "text/html; charset=ISO-8859-1"))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text(SIMPLIFIED.getBytes(UTF_8), "text/html; charset=no-such-thing"))
                .isEqualTo(SIMPLIFIED);
        assertThat(Decoding.text("café".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=iso-8859-1"))
                .isEqualTo("café");
    }

    @Test
    void oneBrokenByteIsOnlyASlip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SIMPLIFIED.getBytes(UTF_8));
        bytes.write(0xFF);
        bytes.writeBytes(SIMPLIFIED.getBytes(UTF_8));
        assertThat(Decoding.text(bytes.toByteArray(), "text/html; charset=utf-8"))
                .isEqualTo(SIMPLIFIED + "\uFFFD" + SIMPLIFIED);
    }

    private static byte[] bytes(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }
}
