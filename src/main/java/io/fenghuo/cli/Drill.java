package io.fenghuo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.Access;
import io.fenghuo.app.FakeDrill;
import io.fenghuo.app.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code drill}: lists the scenarios; {@code drill SCENARIO} plays one through the running service and tells the team's times when it is over;
 * {@code drill stop}, {@code drill report}. {@code --fake-vendors} plays it where nobody hears of it.
 */
@picocli.CommandLine.Command(name = "drill")
final class Drill extends Acting {
    private static final Duration GLANCE = Duration.ofSeconds(2);

    @Parameters(index = "0", arity = "0..1", paramLabel = "SCENARIO|stop|report", descriptionKey = "drill.what")
    private @Nullable String what;

    @Option(names = "--by", paramLabel = "PERSON", descriptionKey = "drill.by")
    private @Nullable String by;

    @Option(names = "--no-wait", descriptionKey = "drill.no-wait")
    private boolean leave;

    @Option(names = "--fake-vendors", descriptionKey = "drill.fake-vendors")
    private boolean fake;

    Drill(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (fake) {
            return alone(settings);
        }
        try (Access access = access(settings)) {
            if (what == null || what.equals("report")) {
                Access.Answer answer = access.get("/api/drills");
                return !answer.ok()
                        ? refused(answer, "")
                        : what == null ? list(answer.body()) : report(answer, settings);
            }
            Access.Answer answer = access.post("/api/drills", wish(what));
            if (!answer.ok()) {
                return refused(answer, "");
            }
            if (what.equals("stop") || leave) {
                return what.equals("stop") ? report(answer, settings) : OK;
            }
            tell("drill.begun", plain(what));
            return follow(() -> access.get("/api/drills"), settings);
        }
    }

    /** Nobody hears of it, so there is nothing to leave and to come back to. */
    private int alone(Settings settings) {
        if (what == null || what.equals("stop") || what.equals("report") || leave) {
            throw new Misuse(around().say("drill.fake-what"));
        }
        try (FakeDrill drill = FakeDrill.begin(settings, what, by == null ? "cli" : by)) {
            tell("drill.fake-begun", plain(what));
            return follow(drill::look, settings);
        }
    }

    private Map<String, Object> wish(String named) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (named.equals("stop")) {
            body.put("stop", true);
        } else {
            body.put("scenario", named);
        }
        if (by != null) {
            body.put("by", by);
        }
        return body;
    }

    private int list(JsonNode stand) {
        for (JsonNode one : stand.path("scenarios")) {
            print(
                    json()
                            ? Json.line(one)
                            : text(one, "id") + "  " + text(one, "title") + "  "
                                    + around().say(
                                                    "drill.facts",
                                                    text(one, "posts"),
                                                    time(one.path("seconds").asLong()),
                                                    grade(text(one, "expect"))));
        }
        if (stand.path("scenarios").isEmpty()) {
            tell("drill.empty");
        }
        return OK;
    }

    private int follow(Supplier<Access.Answer> look, Settings settings) {
        int told = -1;
        while (true) {
            Access.Answer answer = look.get();
            if (!answer.ok()) {
                return refused(answer, "");
            }
            JsonNode running = answer.body().path("running");
            if (running.isNull() || running.isMissingNode()) {
                return report(answer, settings);
            }
            int posts = running.path("posts").asInt();
            if (posts != told) {
                told = posts;
                tell("drill.posted", String.valueOf(posts), text(running, "of"), grade(text(running, "reached")));
            }
            if (!pause()) {
                tell("drill.left");
                return OK;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(GLANCE.toMillis());
            return true;
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int report(Access.Answer answer, Settings settings) {
        JsonNode last = answer.body().path("reports").path(0);
        if (last.isMissingNode()) {
            tell("drill.none");
            return NO;
        }
        if (json()) {
            print(Json.line(last));
        } else {
            tell(last, settings.zone());
        }
        return text(last, "expect").equals(text(last, "reached")) ? OK : NO;
    }

    private void tell(JsonNode report, ZoneId zone) {
        print(around().say(
                        "drill.report",
                        text(report, "title"),
                        moment(report.path("startedAt").asText(), zone),
                        text(report, "posts"),
                        grade(text(report, "expect")),
                        grade(text(report, "reached"))));
        for (JsonNode one : report.path("incidents")) {
            String owner = text(one, "owner");
            print("· " + grade(text(one, "level")) + "  " + text(one, "title") + "  "
                    + word("state", text(one, "state")) + "  "
                    + (owner.isEmpty() ? around().say("drill.nobody") : owner));
            for (JsonNode clock : one.path("clocks")) {
                print("    "
                        + around().say(
                                        "drill.clock",
                                        word("clock", text(clock, "clock")),
                                        time(clock.path("used").asLong()),
                                        time(clock.path("allowed").asLong()),
                                        around().say("drill." + text(clock, "outcome"))));
            }
        }
        for (JsonNode one : report.path("told")) {
            print("    " + around().say("drill.told", text(one, "who"), text(one, "sent"), text(one, "failed")));
        }
        report.path("vendors").forEach(this::vendor);
    }

    /** What a fake vendor took, and what it refused for which reasons. */
    private void vendor(JsonNode one) {
        List<String> channels = new ArrayList<>();
        one.path("channels").forEach(channel -> channels.add(plain(channel.asText())));
        print("    "
                + around().say(
                                "drill.vendor",
                                text(one, "type"),
                                String.join(", ", channels),
                                text(one, "taken"),
                                text(one, "refused")));
        one.path("refusals")
                .properties()
                .forEach(why -> print("        "
                        + around().say("drill.vendor-refused", why.getValue().asText(), plain(why.getKey()))));
    }

    private String grade(String level) {
        return level.isEmpty() ? around().say("drill.no-alarm") : word("level", level);
    }

    private static String time(long seconds) {
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds % 3600 / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
