package io.fenghuo.web;

import io.fenghuo.model.Attachment;
import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.PostBuilder;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Subject;
import io.fenghuo.web.view.Harmless;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody filed by hand, as a post of the source {@value #SOURCE} with attributes {@code reportedBy} and, when they named one,
 * {@code grade}. Pictures are evidence beside it: attachments whose address is {@code evidence:} and their SHA-256.
 */
final class ReportForm {
    /** The source such posts belong to. */
    static final String SOURCE = "manual";
    /** What the address of a picture kept as evidence begins with. */
    static final String EVIDENCE = "evidence:";

    private static final List<String> FIELDS = List.of("link", "text", "level", "author", "product", "when");
    private static final int TEXT = 20_000;
    private static final int NAME = 100;

    private final Map<String, String> entered;
    private final List<Picture> pictures = new ArrayList<>();
    private final @Nullable Instant exposed;
    private String fault = "";

    private ReportForm(Map<String, String> entered, List<byte[]> files, ZoneId zone, Instant now) {
        this.entered = entered;
        for (byte[] file : files) {
            Picture picture = Picture.of(file);
            if (picture == null) {
                fault = "report.badpicture";
            } else {
                pictures.add(picture);
            }
        }
        Instant said = null;
        try {
            String when = field("when");
            said = when.isEmpty()
                    ? null
                    : LocalDateTime.parse(when).atZone(zone).toInstant();
        } catch (DateTimeParseException wrong) {
            fault = "report.badtime";
        }
        exposed = said;
        if (said != null && said.isAfter(now.plusSeconds(60))) {
            fault = "report.future";
        } else if (said != null && said.isBefore(Instant.EPOCH)) {
            fault = "report.badtime";
        }
        String link = field("link");
        if (!link.isEmpty() && Harmless.link(link) == null) {
            fault = "report.badlink";
        }
        if (fault.isEmpty() && link.isEmpty() && field("text").isEmpty() && pictures.isEmpty()) {
            fault = "report.need";
        }
    }

    static ReportForm read(RoutingContext ctx, Desk desk) {
        Map<String, String> entered = new HashMap<>();
        FIELDS.forEach(name -> entered.put(name, Desk.field(ctx, name)));
        return new ReportForm(entered, Uploads.of(ctx), desk.settings.zone(), desk.console.now());
    }

    Map<String, String> entered() {
        return entered;
    }

    /** What is wrong with it, as a key of the bundle; empty = nothing. */
    String fault() {
        return fault;
    }

    boolean pictured() {
        return !pictures.isEmpty();
    }

    private String field(String name) {
        return entered.getOrDefault(name, "");
    }

    /**
     * What is to be kept.
     *
     * @param id of the post; the same again is the same post
     * @param by who files it
     * @param only what a post says that has pictures alone
     */
    Ingest ingest(String id, String by, String only, Instant now) {
        List<Console.Evidence> evidence = pictures.stream()
                .map(one -> new Console.Evidence(PostsApi.sha256(one.bytes()), one.type(), one.bytes()))
                .toList();
        Post post = post(id, by, only, now, evidence);
        byte[] body = body(evidence);
        return new Ingest(SOURCE, List.of(post), null, PostsApi.sha256(body), body, by, evidence);
    }

    private Post post(String id, String by, String only, Instant now, List<Console.Evidence> evidence) {
        Map<String, String> attributes = new HashMap<>(Map.of("reportedBy", by));
        for (Severity level : Severity.values()) {
            if (level.name().equals(field("level"))) {
                attributes.put("grade", level.name());
            }
        }
        String link = field("link");
        String text = !field("text").isEmpty() ? field("text") : !link.isEmpty() ? link : only;
        PostBuilder post = Post.builder(SOURCE, id, cut(text, TEXT), now)
                .kind(Kind.POST)
                .url(link.isEmpty() ? null : link)
                .publishedAt(exposed == null || exposed.isAfter(now) ? now : exposed)
                .attachments(evidence.stream()
                        .map(one -> new Attachment(EVIDENCE + one.sha256(), one.type()))
                        .toList())
                .attributes(attributes);
        if (!field("product").isEmpty()) {
            post.subject(new Subject(null, null, cut(field("product"), NAME), null, null, null));
        }
        if (!field("author").isEmpty()) {
            post.author(new Author(null, cut(field("author"), NAME), null, null));
        }
        return post.build();
    }

    /** The form as it came, without the pictures, which are kept by themselves. */
    private byte[] body(List<Console.Evidence> evidence) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FIELDS.forEach(name -> out.writeBytes((name + ": " + field(name) + "\n").getBytes(StandardCharsets.UTF_8)));
        evidence.forEach(one -> out.writeBytes((EVIDENCE + one.sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
