package io.fenghuo.channel.wording;

import io.fenghuo.channel.Plain;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a sort of text is written: what must be escaped and how something is made strong. Every method takes or gives one line. */
public enum Medium {
    /** Nothing is markup: a terminal, the text part of a mail. */
    PLAIN {
        @Override
        public String escape(String line) {
            return line.replace('@', '＠');
        }
    },
    /** Plain text inside a chat program, where some angle brackets still mean something. */
    CHAT {
        @Override
        public String escape(String line) {
            return line.replace('@', '＠').replace('<', '＜').replace('>', '＞');
        }
    },
    /**
     * The Markdown of WeCom, DingTalk and Feishu. None of the three documents an escape that every client honours, so what could be markup
     * becomes its full-width twin, which people read alike and parsers do not.
     */
    MARKDOWN {
        @Override
        public String escape(String line) {
            StringBuilder out = new StringBuilder(line.length());
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                boolean markup = "<>[]`*_#@|~\\&!(){}".indexOf(c) >= 0;
                out.append(markup ? (char) (c - 0x20 + 0xff00) : c);
            }
            return out.toString();
        }

        @Override
        public String strong(String safe) {
            return "**" + safe + "**";
        }

        @Override
        String mark(String safe) {
            return "**【" + safe + "】**";
        }

        @Override
        public String link(String label, String url) {
            return "[" + label + "](" + url + ")";
        }
    },
    /** Slack: &amp;, &lt; and &gt; as its documentation says; the signs of emphasis become full-width. */
    MRKDWN {
        @Override
        public String escape(String line) {
            StringBuilder out = new StringBuilder(line.length() + 16);
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                switch (c) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '*', '_', '~', '`', '@' -> out.append((char) (c - 0x20 + 0xff00));
                    default -> out.append(c);
                }
            }
            return out.toString();
        }

        @Override
        public String strong(String safe) {
            return "*" + safe + "*";
        }

        @Override
        String mark(String safe) {
            return "*【" + safe + "】*";
        }

        @Override
        public String link(String label, String url) {
            return "<" + url.replace("&", "&amp;") + "|" + label + ">";
        }
    },
    /** The HTML of Telegram (core.telegram.org/bots/api#html-style): few tags; what it would make a mention, hashtag or command is text. */
    TELEGRAM {
        @Override
        public String escape(String line) {
            return COMMAND.matcher(HTML.escape(line).replace('@', '＠'))
                    .replaceAll("／")
                    .replace("&#39;", "'")
                    .replace('#', '＃');
        }

        @Override
        public String strong(String safe) {
            return "<b>" + safe + "</b>";
        }

        @Override
        String mark(String safe) {
            return "<b>【" + safe + "】</b>";
        }

        @Override
        public String link(String label, String url) {
            return HTML.link(label, url);
        }
    },
    HTML {
        @Override
        public String escape(String line) {
            StringBuilder out = new StringBuilder(line.length() + 16);
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                switch (c) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '"' -> out.append("&quot;");
                    case '\'' -> out.append("&#39;");
                    default -> out.append(c);
                }
            }
            return out.toString();
        }

        @Override
        public String strong(String safe) {
            return "<strong>" + safe + "</strong>";
        }

        @Override
        String mark(String safe) {
            return "<mark>" + safe + "</mark>";
        }

        @Override
        public String link(String label, String url) {
            return "<a href=\"" + escape(url) + "\">" + label + "</a>";
        }
    };

    /** A slash that makes a command of the word behind it. */
    private static final Pattern COMMAND = Pattern.compile("(?<![\\p{L}\\p{N}/<])/(?=[A-Za-z])");

    /** Any text as one harmless line of this medium. */
    public String text(String any) {
        return escape(Plain.untappable(Plain.line(any)));
    }

    public abstract String escape(String line);

    public String strong(String safe) {
        return safe;
    }

    /** A matched word. */
    String mark(String safe) {
        return "【" + safe + "】";
    }

    /**
     * A link under its label.
     *
     * @param url one that {@link #url} gave back, or our own
     */
    public String link(String label, String url) {
        return label + "：" + url;
    }

    /** Whether links stand in full. */
    boolean plain() {
        return this == PLAIN || this == CHAT;
    }

    /** An address in a form no medium can misread, or null when it is none of http and https, or too long. */
    public static @Nullable String url(@Nullable String any) {
        if (any == null || any.length() > 1000) {
            return null;
        }
        try {
            URI uri = new URI(any.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!(scheme.equals("http") || scheme.equals("https"))
                    || uri.getHost() == null
                    || uri.getUserInfo() != null) {
                return null;
            }
            String encoded = encode(uri.toASCIIString());
            return encoded.length() > 1000 ? null : encoded;
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }

    private static String encode(String ascii) {
        StringBuilder out = new StringBuilder(ascii.length());
        for (byte b : ascii.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~:/?#=&%+,;".indexOf(c) >= 0);
            out.append(plain && c != '_' && c != '~' ? c : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
