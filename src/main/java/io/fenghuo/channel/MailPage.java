package io.fenghuo.channel;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The HTML part of a mail: tables and inline styles, since mail programs know little more; a style sheet adds only what may be missing, such
 * as dark colours. It loads nothing.
 */
final class MailPage {
    private static final String STYLE = "<style>:root{color-scheme:light dark}"
            + "mark{background:#ffe28a;color:#1b2430;border-radius:3px;padding:0 2px}"
            + "@media (prefers-color-scheme:dark){.page{background:#14181f!important}.sheet{background:#1d232d!important}"
            + ".ink,.ink strong{color:#e8ecf2!important}.soft{color:#9aa6b6!important}"
            + ".said{background:#272f3b!important;color:#e8ecf2!important}mark{background:#6b5514;color:#fff3cf}}</style>";
    private static final String FONT =
            "font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;";
    private static final String TABLE =
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%\"";

    private final Sheet sheet;
    private final Words words;
    private final StringBuilder out = new StringBuilder(4096);

    private MailPage(Words words) {
        this.sheet = new Sheet(Medium.HTML, words);
        this.words = words;
    }

    static String html(Draft draft, Composer composer, Message message) {
        return new MailPage(composer.words()).page(draft, message.incident());
    }

    private String page(Draft draft, @Nullable Incident incident) {
        String colour = colour(incident);
        out.append("<!DOCTYPE html><html><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append(STYLE)
                .append("</head><body class=\"page\" style=\"margin:0;padding:0;background:#f3f5f8\">");
        out.append(TABLE)
                .append(
                        " class=\"page\" style=\"background:#f3f5f8\"><tr><td align=\"center\" style=\"padding:16px 10px\">");
        out.append(TABLE)
                .append(
                        " class=\"sheet\" style=\"max-width:600px;background:#ffffff;border-radius:10px;border-top:5px solid ")
                .append(colour)
                .append(";")
                .append(FONT)
                .append("\"><tr><td style=\"padding:20px 22px 6px\">");
        out.append("<h1 class=\"ink\" style=\"margin:0 0 12px;font-size:20px;line-height:1.35;color:#1b2430\">")
                .append(Medium.HTML.text(draft.head()))
                .append("</h1>");
        parts(draft);
        button(draft);
        out.append("<p class=\"soft\" style=\"margin:18px 0 14px;font-size:12px;color:#6b7686\">")
                .append(Medium.HTML.text(words.get("sent.by")))
                .append("</p></td></tr></table></td></tr></table></body></html>");
        return out.toString();
    }

    private void parts(Draft draft) {
        boolean table = false;
        for (Draft.Part part : draft.parts()) {
            boolean row = part instanceof Draft.Fact;
            if (row != table) {
                out.append(row ? TABLE + " style=\"margin:0 0 8px\">" : "</table>");
                table = row;
            }
            if (row) {
                fact(part);
            } else {
                paragraph(part);
            }
        }
        if (table) {
            out.append("</table>");
        }
    }

    private void fact(Draft.Part part) {
        out.append("<tr><td class=\"soft\" valign=\"top\" width=\"104\" style=\"padding:4px 12px 4px 0;font-size:14px;")
                .append("line-height:1.5;color:#6b7686\">")
                .append(sheet.label(part))
                .append("</td><td class=\"ink\" valign=\"top\" style=\"padding:4px 0;font-size:15px;line-height:1.5;")
                .append("color:#1b2430\">")
                .append(sheet.value(part))
                .append("</td></tr>");
    }

    private void paragraph(Draft.Part part) {
        if (part instanceof Draft.Quote) {
            out.append(
                            "<p class=\"said\" style=\"margin:0 0 10px;padding:12px 14px;background:#f3f5f8;border-radius:8px;")
                    .append("font-size:17px;line-height:1.6;color:#1b2430\">")
                    .append(sheet.value(part))
                    .append("</p>");
        } else {
            boolean note = part instanceof Draft.Note;
            out.append(note ? "<p class=\"soft\" style=\"color:#6b7686;" : "<p class=\"ink\" style=\"color:#1b2430;")
                    .append("margin:4px 0 8px;font-size:14px;line-height:1.6;word-break:break-word\">")
                    .append(sheet.line(part))
                    .append("</p>");
        }
    }

    private void button(Draft draft) {
        if (draft.link() == null) {
            return;
        }
        out.append(
                        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:16px 0 4px\">")
                .append("<tr><td bgcolor=\"#1f2a3a\" style=\"border-radius:8px;background:#1f2a3a\">")
                .append(
                        "<a style=\"display:inline-block;padding:13px 40px;font-size:16px;font-weight:600;color:#ffffff;")
                .append("text-decoration:none;border-radius:8px;border:1px solid #53627a\" href=\"")
                .append(Medium.HTML.escape(draft.link()))
                .append("\">")
                .append(Medium.HTML.text(draft.linkLabel()))
                .append("</a></td></tr></table>");
    }

    private static String colour(@Nullable Incident incident) {
        Severity level = incident == null ? null : incident.level();
        if (level == null) {
            return "#53627a";
        }
        return switch (level) {
            case L1 -> "#c62828";
            case L2 -> "#d9730d";
            case L3 -> "#c9a227";
        };
    }
}
