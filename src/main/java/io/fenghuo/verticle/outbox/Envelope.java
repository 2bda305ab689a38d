package io.fenghuo.verticle.outbox;

import io.fenghuo.channel.Outgoing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes fixed at a delivery's first attempt: the sending as rendered, without address and signature, and which deliveries it settles. A
 * member of a digest only points to the delivery that leads it.
 *
 * @param leader the delivery whose envelope holds the sending
 * @param members the deliveries it settles, the leader among them; empty in a pointer
 * @param next the leader of the next message of a digest too long for one; null = there is none
 */
public record Envelope(
        String leader,
        List<String> members,
        @Nullable Outgoing outgoing,
        @Nullable String next) {
    /** A pointer is short; what is longer need not be read to know that it is none. */
    private static final int LONGEST_POINTER = 400;

    public Envelope {
        members = List.copyOf(members);
    }

    public static Envelope pointer(String leader) {
        return new Envelope(leader, List.of(), null, null);
    }

    /** The delivery these bytes point to; null when they hold a sending of their own. */
    public static @Nullable String leader(byte[] bytes) {
        if (bytes.length > LONGEST_POINTER) {
            return null;
        }
        try {
            Envelope read = of(bytes);
            return read.outgoing() == null ? read.leader() : null;
        } catch (RuntimeException broken) {
            return null;
        }
    }

    public byte[] bytes() {
        JsonObject json = new JsonObject().put("v", 1).put("leader", leader).put("members", new JsonArray(members));
        if (next != null) {
            json.put("next", next);
        }
        Outgoing out = outgoing;
        if (out instanceof Outgoing.Http http) {
            json.put(
                    "http",
                    new JsonObject()
                            .put("method", http.method())
                            .put("headers", headers(http.headers()))
                            .put("body", http.body()));
        } else if (out instanceof Outgoing.Mail mail) {
            json.put(
                    "mail",
                    new JsonObject()
                            .put("from", mail.from())
                            .put("to", new JsonArray(mail.to()))
                            .put("subject", mail.subject())
                            .put("html", mail.html())
                            .put("text", mail.text())
                            .put("headers", headers(mail.headers()))
                            .put("demo", mail.demo()));
        } else if (out instanceof Outgoing.Text text) {
            json.put("text", text.text());
        }
        return json.toBuffer().getBytes();
    }

    /** Reads what {@link #bytes} wrote. */
    public static Envelope of(byte[] bytes) {
        JsonObject json = new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        List<String> members =
                json.getJsonArray("members").stream().map(String::valueOf).toList();
        return new Envelope(json.getString("leader"), members, outgoing(json), json.getString("next"));
    }

    private static @Nullable Outgoing outgoing(JsonObject json) {
        JsonObject http = json.getJsonObject("http");
        if (http != null) {
            return new Outgoing.Http(
                    http.getString("method"), null, headers(http.getJsonObject("headers")), http.getBinary("body"));
        }
        JsonObject mail = json.getJsonObject("mail");
        if (mail != null) {
            return new Outgoing.Mail(
                    mail.getString("from"),
                    mail.getJsonArray("to").stream().map(String::valueOf).toList(),
                    mail.getString("subject"),
                    mail.getString("html"),
                    mail.getString("text"),
                    headers(mail.getJsonObject("headers")),
                    mail.getBoolean("demo"));
        }
        String text = json.getString("text");
        return text == null ? null : new Outgoing.Text(text);
    }

    private static JsonObject headers(Map<String, String> headers) {
        JsonObject json = new JsonObject();
        headers.forEach(json::put);
        return json;
    }

    private static Map<String, String> headers(JsonObject json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.fieldNames().forEach(name -> headers.put(name, json.getString(name)));
        return headers;
    }
}
