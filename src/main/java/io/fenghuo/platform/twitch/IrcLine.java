package io.fenghuo.platform.twitch;

import io.fenghuo.source.SourceException;
import java.util.HashMap;
import java.util.Map;

/**
 * One line of IRC with tags (RFC 1459 §2.3.1, ircv3.net message-tags): {@code @tags :prefix COMMAND middle :words}.
 *
 * @param channel the first middle parameter, without {@code #}
 * @param words the last parameter
 */
record IrcLine(Map<String, String> tags, String command, String channel, String words) {

    /** The value of a tag; empty when it is not there. */
    String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    /**
     * Reads a line.
     *
     * @throws SourceException when it has no command
     */
    static IrcLine read(String line) throws SourceException {
        String rest = line;
        Map<String, String> tags = new HashMap<>();
        if (rest.startsWith("@")) {
            for (String tag : head(rest).substring(1).split(";", -1)) {
                int equals = tag.indexOf('=');
                if (equals > 0) {
                    tags.put(tag.substring(0, equals), unescaped(tag.substring(equals + 1)));
                }
            }
            rest = tail(rest);
        }
        rest = rest.startsWith(":") ? tail(rest) : rest;
        String command = head(rest);
        if (!command.matches("[A-Z]{2,20}|\\d{3}")) {
            throw new SourceException("twitch.line", line);
        }
        rest = tail(rest);
        int colon = rest.startsWith(":") ? 0 : rest.indexOf(" :") + 1;
        boolean trailing = rest.startsWith(":") || colon > 0;
        String middle = trailing ? rest.substring(0, colon) : rest;
        String channel = head(middle);
        return new IrcLine(
                Map.copyOf(tags),
                command,
                channel.startsWith("#") ? channel.substring(1) : channel,
                trailing ? rest.substring(colon + 1) : middle.strip());
    }

    private static String head(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private static String tail(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? "" : text.substring(blank + 1).stripLeading();
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                plain.append(c == '\\' ? "" : String.valueOf(c));
                continue;
            }
            char next = value.charAt(++i);
            plain.append(
                    switch (next) {
                        case ':' -> ';';
                        case 's' -> ' ';
                        case 'r' -> '\r';
                        case 'n' -> '\n';
                        default -> next;
                    });
        }
        return plain.toString();
    }
}
