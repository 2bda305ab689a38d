package io.fenghuo.platform.kuaishou;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Challenge;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Proof;
import io.fenghuo.source.Decoding;
import io.fenghuo.source.Hook;
import io.fenghuo.source.Limits;
import io.fenghuo.source.Push;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proved by {@code kwaisign} = md5(body + app secret); delivered up to three times, five seconds apart, under one {@code taskId}. */
final class KuaishouHook implements Hook {
    private static final String TAKEN = "{\"result\":1}";

    private final SourceSpec spec;
    private final ZoneId zone;
    private final List<Secret> secrets;
    private final Set<String> events;

    KuaishouHook(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.zone = zone;
        this.secrets = Proof.secrets(spec, "app-secret");
        this.events = Entry.list(spec, "events").stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Reception meet(Delivery delivery, Instant now) throws SourceException {
        if (!delivery.method().equals("POST")) {
            return Reception.refused();
        }
        String shown = delivery.headers().first("kwaisign");
        boolean proved =
                secrets.stream().anyMatch(secret -> Proof.holds(shown, "MD5", delivery.body(), Proof.bytes(secret)));
        if (!proved && shown != null) {
            return Reception.refused();
        }
        JsonNode root;
        try {
            root = Caught.tree(delivery.body());
        } catch (SourceException unreadable) {
            if (proved) {
                throw unreadable;
            }
            return Reception.refused();
        }
        Reception challenge = Challenge.answer(root);
        if (challenge != null) {
            return challenge;
        }
        return proved ? event(root, delivery.body(), now) : Reception.refused();
    }

    private Reception event(JsonNode root, byte[] body, Instant now) throws SourceException {
        String event = Caught.text(root, "event");
        if (event == null) {
            throw new SourceException("platform.event", "event");
        }
        boolean words = events.contains(event);
        List<Post> posts = words
                ? Push.mapped(spec, zone, Decoding.text(body, "application/json; charset=utf-8"), now)
                : List.of();
        Trouble trouble = event.equals("unauthorize") || event.equals("unauthorise")
                ? Trouble.of(
                        "kuaishou.unauthorised", Objects.requireNonNullElse(Caught.text(root, "from_user_id"), "?"))
                : null;
        return new Reception(200, "application/json", TAKEN, posts, once(root), null, trouble);
    }

    private static @Nullable String once(JsonNode root) {
        String task = Caught.text(root, "taskId", "task_id");
        return task == null ? null : Limits.id(task);
    }
}
