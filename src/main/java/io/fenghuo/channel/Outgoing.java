package io.fenghuo.channel;

import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing to send. Its {@code toString} shows neither address nor content. */
public sealed interface Outgoing {

    /**
     * A request.
     *
     * @param url where to; null until {@link Channel#prepare} fills in the present one
     * @param headers in sending order
     */
    record Http(String method, @Nullable Secret url, Map<String, String> headers, byte[] body) implements Outgoing {
        public Http {
            headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
            body = body.clone();
        }

        /** A POST of UTF-8 JSON. */
        public static Http json(String json) {
            return new Http(
                    "POST",
                    null,
                    Map.of("Content-Type", "application/json; charset=utf-8"),
                    json.getBytes(StandardCharsets.UTF_8));
        }

        public Http to(Secret address) {
            return new Http(method, address, headers, body);
        }

        public Http with(String header, String value) {
            Map<String, String> more = new java.util.LinkedHashMap<>(headers);
            more.put(header, value);
            return new Http(method, url, more, body);
        }

        public Http with(byte[] content) {
            return new Http(method, url, headers, content);
        }

        @Override
        public byte[] body() {
            return body.clone();
        }

        @Override
        public String toString() {
            return "Http[" + method + ", " + body.length + " bytes]";
        }
    }

    /**
     * A mail.
     *
     * @param from null = the sender's own address
     * @param headers beyond From, To, Subject, Date and MIME: Message-ID, References, Auto-Submitted …
     * @param demo belongs to the demo: goes to the mail folder, never out
     */
    record Mail(
            @Nullable String from,
            List<String> to,
            String subject,
            String html,
            String text,
            Map<String, String> headers,
            boolean demo)
            implements Outgoing {
        public Mail {
            to = List.copyOf(to);
            headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
        }

        @Override
        public String toString() {
            return "Mail[" + to.size() + " recipients]";
        }
    }

    /** Lines for a terminal. */
    record Text(String text) implements Outgoing {
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }
}
