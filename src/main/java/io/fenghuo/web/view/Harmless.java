package io.fenghuo.web.view;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Strangers' text made fit to show: the template escapes HTML, this takes away what escaping leaves. Pure. */
public final class Harmless {
    private static final char SIGN = '\uFFFD';

    private Harmless() {}

    /**
     * The text with every control character (but line end and tab), every bidirectional control and every lone surrogate shown as U+FFFD,
     * one character for one, so that offsets stay.
     */
    public static String text(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (strange(c)) {
                if (shown == null) {
                    shown = new StringBuilder(text);
                }
                shown.setCharAt(i, SIGN);
            }
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean strange(char c) {
        if (c == '\n' || c == '\t') {
            return false;
        }
        return Character.isISOControl(c)
                || Character.isSurrogate(c)
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\u200E'
                || c == '\u200F'
                || c == '\u061C'
                || c == '\u2028'
                || c == '\u2029'
                || c >= '\uFFFE';
    }

    /** One line of at most {@code most} characters. */
    public static String line(@Nullable String text, int most) {
        if (text == null) {
            return "";
        }
        String head = text.length() > most * 4 ? text.substring(0, most * 4) : text;
        String line = text(head).replaceAll("\\s+", " ").strip();
        if (line.length() <= most) {
            return line.length() < head.length() || head.length() == text.length() ? line : line + "…";
        }
        return line.substring(0, safe(line, most)) + "…";
    }

    /** The largest cut at or before {@code at} that does not split a character. */
    static int safe(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return Math.max(0, Math.min(at, text.length()));
        }
        return Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    /** The address when it is an http or https one with a host; null for everything else. */
    public static @Nullable String link(@Nullable String url) {
        if (url == null || url.length() > 2000) {
            return null;
        }
        String lower = url.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : -1;
        if (start < 0 || start >= url.length() || "/?#\\@:".indexOf(url.charAt(start)) >= 0) {
            return null;
        }
        boolean odd = url.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == '"' || c == '<' || c == '>' || c == 127);
        return odd || !text(url).equals(url) ? null : url;
    }
}
