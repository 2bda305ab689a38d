package io.fenghuo.source;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads of a mail (RFC 5322, MIME RFC 2045–2049): plain text, else the text of its HTML; letters within letters; the names of what
 * is attached. However it is nested, no more than {@value #DEEPEST} levels and {@value #MOST} parts are looked at. Confined to one reading.
 */
final class Letter {
    static final int DEEPEST = 20;
    static final int MOST = 200;

    private final MimeMessage message;
    private final List<String> attached = new ArrayList<>();
    private @Nullable String html;
    private int parts;

    private Letter(MimeMessage message) {
        this.message = message;
    }

    /** @throws MessagingException when the bytes are no mail at all */
    static Letter of(byte[] bytes) throws MessagingException {
        return new Letter(new MimeMessage(null, new ByteArrayInputStream(bytes)));
    }

    /** The text of a header; empty when there is none. */
    String header(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? "" : EncodedWords.decode(values[0]);
        } catch (MessagingException none) {
            return "";
        }
    }

    String text() {
        return text(message, 0).strip();
    }

    /** The first HTML that {@link #text} came across; null = none. */
    @Nullable
    String html() {
        return html;
    }

    /** Names and types of what is attached, as {@link #text} came across them. */
    List<String> attached() {
        return attached;
    }

    private String text(MimePart part, int depth) {
        if (++parts > MOST || depth > DEEPEST) {
            return "";
        }
        String type = type(part);
        try {
            if (type.startsWith("multipart/")) {
                return several(part, type.startsWith("multipart/alternative"), depth);
            }
            if (isAttached(part, type)) {
                return "";
            }
            if (type.startsWith("message/rfc822")) {
                return text(new MimeMessage(null, part.getInputStream()), depth + 1);
            }
            String content = Decoding.text(bytes(part), type);
            if (type.startsWith("text/html")) {
                html = html == null ? content : html;
                return shown(content);
            }
            return type.startsWith("text/") ? content : "";
        } catch (MessagingException | IOException broken) {
            return "";
        }
    }

    private String several(MimePart part, boolean alternative, int depth) throws MessagingException {
        MimeMultipart several = new MimeMultipart(new MimePartDataSource(part));
        StringBuilder all = new StringBuilder();
        String plain = "";
        for (int i = 0; i < several.getCount() && parts <= MOST; i++) {
            BodyPart one = several.getBodyPart(i);
            if (one instanceof MimePart inner) {
                String text = text(inner, depth + 1);
                plain = plain.isBlank() && type(inner).startsWith("text/plain") ? text : plain;
                boolean another = alternative && !all.toString().isBlank();
                all.append(another ? "" : text.isBlank() ? "" : text + "\n");
            }
        }
        return alternative && !plain.isBlank() ? plain : all.toString();
    }

    private boolean isAttached(MimePart part, String type) {
        String name = name(part);
        boolean words = type.startsWith("text/plain") || type.startsWith("text/html") || type.startsWith("message/");
        String place = disposition(part);
        if (words && !place.startsWith("attachment")) {
            return false;
        }
        if (!name.isEmpty() || place.startsWith("attachment")) {
            String plain = type.replaceFirst("[;\\s].*", "");
            attached.add((name.isEmpty() ? "?" : name) + " (" + plain + ")");
        }
        return true;
    }

    private static String disposition(MimePart part) {
        try {
            String[] said = part.getHeader("Content-Disposition");
            return said == null ? "" : said[0].strip().toLowerCase(Locale.ROOT);
        } catch (MessagingException none) {
            return "";
        }
    }

    private static String name(MimePart part) {
        try {
            return EncodedWords.decode(part.getFileName());
        } catch (MessagingException | IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static String type(MimePart part) {
        try {
            String[] said = part.getHeader("Content-Type");
            return said == null || said[0].isBlank()
                    ? "text/plain"
                    : said[0].strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        } catch (MessagingException none) {
            return "text/plain";
        }
    }

    /** Decoded, or as they are when what they say of their encoding is wrong. */
    private static byte[] bytes(MimePart part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        } catch (MessagingException | IOException wrong) {
            if (part instanceof jakarta.mail.internet.MimeBodyPart body) {
                return body.getRawInputStream().readAllBytes();
            }
            return part instanceof MimeMessage whole ? whole.getRawInputStream().readAllBytes() : new byte[0];
        }
    }

    /** Without what was quoted of the letter it answers. */
    private static String shown(String content) {
        Document page = Jsoup.parse(content);
        page.select("blockquote[type=cite], .gmail_quote").remove();
        Element forwarded = page.getElementById("divRplyFwdMsg");
        Elements behind = forwarded == null ? new Elements() : forwarded.nextElementSiblings();
        for (int last = behind.size() - 1; last >= 0; last--) {
            behind.get(last).remove();
        }
        return HtmlText.of(page.body());
    }
}
