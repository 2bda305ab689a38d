package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a picture. */
class PictureTest {

    static byte[] made(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"png,image/png,png", "jpg,image/jpeg,jpg", "gif,image/gif,gif"})
    void whatTheJdkWritesIsRead(String format, String type, String ending) {
        Picture picture = Picture.of(made(format, 321, 123));
        assertThat(picture).isNotNull();
        assertThat(picture.type()).isEqualTo(type);
        assertThat(picture.width()).isEqualTo(321);
        assertThat(picture.height()).isEqualTo(123);
        assertThat(Picture.ending(type)).isEqualTo(ending);
    }

    @Test
    void theThreeFormsOfWebp() {
        byte[] bytes = new byte[40];
        put(bytes, 0, "RIFF");
        put(bytes, 8, "WEBPVP8X");
        bytes[24] = 9;
        bytes[27] = 19;
        assertThat(Picture.of(bytes)).matches(one -> one.width() == 10 && one.height() == 20);
        put(bytes, 12, "VP8L");
        int packed = 99 | 199 << 14;
        for (int i = 0; i < 4; i++) {
            bytes[21 + i] = (byte) (packed >>> 8 * i);
        }
        assertThat(Picture.of(bytes)).matches(one -> one.width() == 100 && one.height() == 200);
        put(bytes, 12, "VP8 ");
        bytes[26] = 44;
        bytes[27] = 1;
        bytes[28] = 88;
        bytes[29] = 2;
        assertThat(Picture.of(bytes)).matches(one -> one.width() == 300 && one.height() == 600);
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] written = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(written, 0, bytes, at, written.length);
    }

    @Test
    void nothingElseIs() {
        for (String text : new String[] {
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "<!doctype html><html><body onload=alert(1)></body></html>",
            "%PDF-1.7 %%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%",
            "GIF",
            ""
        }) {
            assertThat(Picture.of(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isNull();
        }
    }

    @Test
    void aBombIsNotShown() {
        byte[] png = made("png", 10, 10);
        for (int i = 16; i < 24; i++) {
            png[i] = 0x7f;
        }
        assertThat(Picture.of(png)).isNull();
        png[16] = -1;
        assertThat(Picture.of(png)).isNull();
    }

    @Test
    void noBytesMakeItFall() {
        Random random = new Random(7);
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = made(format, 64, 64);
            for (int i = 0; i < 2000; i++) {
                byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
                for (int n = random.nextInt(8); n > 0 && broken.length > 3; n--) {
                    broken[3 + random.nextInt(broken.length - 3)] = (byte) random.nextInt();
                }
                Picture picture = Picture.of(broken);
                assertThat(picture == null || picture.width() > 0).isTrue();
            }
        }
    }
}
