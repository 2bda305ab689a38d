package io.fenghuo.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fenghuo.source.Hook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question {@code {"event": "verify_webhook", "content": {"challenge": 12345}}} by which Douyin and Kuaishou find out, when the address is
 * entered in their console, whether somebody is there. It is answered {@code {"challenge": 12345}}. Their pages show it without a signature, so it
 * is answered without one; it brings nothing and nothing but a number or a short text goes back.
 */
public final class Challenge {
    private static final int LONGEST = 100;

    private Challenge() {}

    /** The answer; null when this is no such question. */
    public static Hook.@Nullable Reception answer(JsonNode root) {
        JsonNode asked = root.path("content").path("challenge");
        boolean sound =
                asked.isIntegralNumber() || (asked.isTextual() && asked.asText().length() <= LONGEST);
        return sound && "verify_webhook".equals(Caught.text(root, "event"))
                ? Hook.Reception.json(
                        JsonNodeFactory.instance
                                .objectNode()
                                .set("challenge", asked)
                                .toString(),
                        List.of(),
                        null)
                : null;
    }
}
