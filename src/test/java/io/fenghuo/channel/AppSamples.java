package io.fenghuo.channel;

import io.fenghuo.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries of applications the tests of channels speak about. */
public final class AppSamples {
    static final List<String> TYPES = List.of("wecom-app", "telegram", "slack-app", "feishu-app");
    public static final String AES = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    public static final String CORP = "wx5823bf96d3bd56c7";

    private AppSamples() {}

    /** An entry that is whole. */
    public static ChannelSpec spec(String type) {
        return switch (type) {
            case "wecom-app" ->
                spec(
                        type,
                        "app-secret-0123456789",
                        Map.of(
                                "corpid", CORP,
                                "agentid", "1000002",
                                "token", Secret.of("QDG6eK"),
                                "aes-key", Secret.of(AES),
                                "users", List.of("zhangsan", "lisi")));
            case "telegram" -> spec(type, "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", Map.of("chat", "-1001"));
            case "slack-app" ->
                spec(
                        type,
                        "xoxb-1234567890",
                        Map.of("chat", "C0NIGHT", "signing", Secret.of("8f742231b10e8888abcd99yyyzzz85a5")));
            default ->
                spec(
                        type,
                        "feishu-secret-0123456789",
                        Map.of("app-id", "cli_1", "chat", "oc_night", "verification", Secret.of("token-0123456789")));
        };
    }

    public static ChannelSpec spec(String type, @Nullable String secret, Map<String, Object> options) {
        return new ChannelSpec(
                "c-" + type,
                type,
                Set.of(),
                null,
                secret == null ? null : Secret.of(secret),
                List.of(),
                List.of(),
                false,
                false,
                options);
    }
}
