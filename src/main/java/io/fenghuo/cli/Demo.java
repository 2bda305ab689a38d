package io.fenghuo.cli;

import io.fenghuo.app.Access;
import io.fenghuo.app.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** {@code demo [off|keep]}: how the demo stands; sends it away with its traces, or keeps it beside one's own sources. */
@picocli.CommandLine.Command(name = "demo")
final class Demo extends Acting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "off|keep")
    private @Nullable String wish;

    Demo(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (wish != null && !List.of("off", "keep").contains(wish)) {
            throw new Misuse(around().say("verb", wish, "off, keep"));
        }
        try (Access access = access(settings)) {
            Access.Answer answer =
                    wish == null ? access.get("/api/demo") : access.post("/api/demo", Map.of("demo", wish));
            if (!answer.ok()) {
                return refused(answer, "");
            }
            print(json() ? Json.line(answer.body()) : said(answer));
            return OK;
        }
    }

    private String said(Access.Answer answer) {
        String setting = text(answer.body(), "demo");
        String running = around().say(answer.body().path("running").asBoolean() ? "demo.running" : "demo.resting");
        String state = around().say("demo.setting." + (setting.isEmpty() ? "none" : setting)) + " " + running;
        return "off".equals(wish)
                ? state + " "
                        + around().say(
                                        "demo.removed",
                                        answer.body().path("removed").asText())
                : state;
    }
}
