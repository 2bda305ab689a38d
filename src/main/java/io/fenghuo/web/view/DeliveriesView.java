package io.fenghuo.web.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the pages of 推送记录 show. */
public final class DeliveriesView {
    private DeliveriesView() {}

    /**
     * What the reader asked for.
     *
     * @param state empty = any, as the others
     * @param channels there are
     */
    public record Filter(String state, String channel, String incident, List<String> channels) {
        public Filter {
            channels = List.copyOf(channels);
        }

        /** The same with another state, behind the path. */
        public String with(String other) {
            StringBuilder query = new StringBuilder();
            add(query, "state", other);
            add(query, "channel", channel);
            add(query, "incident", incident);
            return query.toString();
        }

        private static void add(StringBuilder query, String name, String value) {
            if (!value.isEmpty()) {
                query.append(query.length() == 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
    }

    /** One sending and what the platform said. */
    public record Attempt(String number, String at, String reply) {}

    /**
     * One delivery.
     *
     * @param fixed whether the content is what was sent, and not what would be
     * @param tells how many notices the message tells, in words; empty = one
     * @param next when it is tried again, in words; empty = not
     * @param retry whether the reader may send it again
     * @param drop whether the reader may take it out
     * @param admin whether the reader is an administrator
     * @param said what was just done, in words
     * @param trouble what was refused, in words
     */
    public record Story(
            DeliveryView line,
            List<String> content,
            boolean fixed,
            String tells,
            List<Attempt> attempts,
            String next,
            boolean retry,
            boolean drop,
            boolean admin,
            String said,
            String trouble) {
        public Story {
            content = List.copyOf(content);
            attempts = List.copyOf(attempts);
        }
    }
}
