package io.fenghuo.channel.mail;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The HTML part of a mail: tables and inline styles, since mail programs know little more; a style sheet adds only what may be missing, such
 * as dark colours. A second table that only Outlook sees holds the width of 600 there, since it knows no {@code max-width}. It loads nothing, and
 * asks the program not to make links of numbers and places in it.
 */
final class MailPage {
    private static final String STYLE = "<style>:root{color-scheme:light dark}"
            + "mark{background:#ffe28a;color:#1b2430;border-radius:3px;padding:0 2px}"
            + "@media (prefers-color-scheme:dark){.page{background:#14181f!important}.sheet{background:#1d232d!important}"
            + ".ink,.ink strong{color:#e8ecf2!important}.soft{color:#9aa6b6!important}"
            + ".said{background:#272f3b!important;color:#e8ecf2!important}mark{background:#6b5514;color:#fff3cf}}"
            + "[data-ogsb] .sheet{background:#1d232d!important}[data-ogsc] .ink{color:#e8ecf2!important}</style>";
    private static final String OUTLOOK_ONLY =
            "<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->";
    private static final String OUTLOOK_END = "<!--[if mso]></td></tr></table><![endif]-->";
    /** What stands behind the subject in a list of mails; the blanks keep the page's own words from following it. */
    private static final String BEHIND_SUBJECT =
            "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px\">";

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
        return new MailPage(composer.words()).page(draft, composer, message);
    }

    private String page(Draft draft, Composer composer, Message message) {
        Incident incident = message.incident();
        String colour = colour(incident);
        out.append("<!DOCTYPE html><html lang=\"")
                .append(words.get("lang"))
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no,url=no\">")
                .append("<meta name=\"x-apple-disable-message-reformatting\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append(STYLE)
                .append("</head><body class=\"page\" style=\"margin:0;padding:0;background:#f3f5f8\">");
        preheader(composer, message);
        out.append(TABLE)
                .append(
                        " class=\"page\" style=\"background:#f3f5f8\"><tr><td align=\"center\" style=\"padding:16px 10px\">");
        out.append(OUTLOOK_ONLY)
                .append(TABLE)
                .append(
                        " class=\"sheet\" style=\"width:100%;max-width:600px;background:#ffffff;border-radius:10px;border-top:5px solid ")
                .append(colour)
                .append(";")
                .append(FONT)
                .append("\"><tr><td style=\"padding:20px 22px 6px\">");
        out.append("<h1 class=\"ink\" style=\"margin:0 0 12px;font-size:20px;line-height:1.35;color:#1b2430\">")
                .append(Medium.HTML.text(draft.head()))
                .append("</h1>");
        if (draft.worded() == null) {
            parts(draft);
        } else {
            sheet.lines(draft.worded()).forEach(this::line);
        }
        button(draft);
        if (incident != null && !incident.clocks().isEmpty()) {
            soft(words.get("mail.static"));
        }
        soft(words.get("sent.by"));
        out.append("</td></tr></table>").append(OUTLOOK_END).append("</td></tr></table></body></html>");
        return out.toString();
    }

    private void soft(String sentence) {
        out.append("<p class=\"soft\" style=\"margin:14px 0 10px;font-size:12px;line-height:1.5;color:#6b7686\">")
                .append(Medium.HTML.text(sentence))
                .append("</p>");
    }

    /** Why it was sent and what is left, so that a list of mails shows more than the subject. */
    private void preheader(Composer composer, Message message) {
        Incident incident = message.incident();
        String left = incident == null
                ? ""
                : composer.clocks().lines(incident, message.notice().clock(), 1).stream()
                        .map(clock -> clock.name() + " " + clock.left())
                        .findFirst()
                        .orElse("");
        String why = composer.why(message.notice());
        out.append(BEHIND_SUBJECT)
                .append(Medium.HTML.text(left.isEmpty() ? why : words.get("preheader", left, why)))
                .append("&#8199;&#65279;".repeat(20))
                .append("</div>");
    }

    private void line(String line) {
        if (!line.isBlank()) {
            out.append("<p class=\"ink\" style=\"color:#1b2430;margin:4px 0 8px;font-size:15px;line-height:1.6;")
                    .append("word-break:break-word\">")
                    .append(line)
                    .append("</p>");
        }
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
                .append("<tr><td align=\"center\" bgcolor=\"#1f2a3a\" style=\"border-radius:8px;background:#1f2a3a;")
                .append("mso-padding-alt:13px 40px\">")
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
