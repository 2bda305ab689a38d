package io.fenghuo.app;

import io.fenghuo.model.Post;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform that delivers to /hooks/ID by a shared word, asks for an echo, and may say only that there is something to fetch. */
public class FakePlatform implements SourceType {
    /** The word behind {@code type:} of the platform whose posts are fetched. */
    public static class Polled extends FakePlatform {
        @Override
        public String word() {
            return "fake-polled";
        }

        @Override
        public Way way() {
            return Way.POLL;
        }
    }

    @Override
    public String word() {
        return "fake-hook";
    }

    @Override
    public Way way() {
        return Way.PUSH;
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        return List.of();
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new Source() {
            @Override
            public Request request(@Nullable String cursor, Instant now) {
                return request(cursor, null, now);
            }

            @Override
            public Request request(@Nullable String cursor, @Nullable String nudge, Instant now) {
                return new Request(spec.url() + "?token=" + (nudge == null ? "none" : nudge), Map.of());
            }

            @Override
            public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) {
                return new Parsed(List.of(), null);
            }
        };
    }

    @Override
    public Hook hook(SourceSpec spec, ZoneId zone) {
        return (delivery, now) -> meet(spec, delivery, now);
    }

    private static Hook.Reception meet(SourceSpec spec, Hook.Delivery delivery, Instant now) throws SourceException {
        if (!"sesame".equals(delivery.headers().first("X-Word"))) {
            return Hook.Reception.refused();
        }
        if (delivery.method().equals("GET")) {
            return new Hook.Reception(200, "text/plain", delivery.query().get("echo"), List.of(), null, null);
        }
        String body = new String(delivery.body(), StandardCharsets.UTF_8);
        if (!body.startsWith("{")) {
            throw new SourceException("json.unreadable", body);
        }
        JsonObject json = new JsonObject(body);
        String text = json.getString("text");
        List<Post> posts = text == null
                ? List.of()
                : List.of(Post.builder("whatever", json.getString("id"), text, now)
                        .receivedAt(now)
                        .build());
        return new Hook.Reception(
                201,
                "application/vnd.fake+json",
                "{\"err\":0}",
                posts,
                json.getString("once"),
                json.getString("token"));
    }
}
