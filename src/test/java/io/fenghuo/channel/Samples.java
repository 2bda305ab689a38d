package io.fenghuo.channel;

import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages and entries the tests of channels speak about. */
public final class Samples {
    /** 20:15 in Shanghai. */
    public static final Instant NOW = Instant.parse("2026-06-18T12:15:00Z");

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String TAKE = "https://fenghuo.example/i/i-1?t=aaaa_bb-b.cccc_dd-d";
    static final String KEY = "5b2c9a7e-1111-4222-8333-key-of-robot";
    public static final String SECRET = "SEC" + "0".repeat(64);
    static final String SENDKEY = "SCT299918Tjm2hNLuwKRB9DqqHa";
    static final String ROUTING = "0123456789abcdef0123456789abcdef";
    public static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Samples() {}

    public static ChannelSpec spec(String type) {
        if (AppSamples.TYPES.contains(type)) {
            return AppSamples.spec(type);
        }
        return switch (type) {
            case "verticle" -> spec(type, Map.of("class", "example.Desk"));
            case "ntfy" -> spec(type, Map.of("topic", Secret.of(KEY)));
            default -> spec(type, Map.of());
        };
    }

    public static ChannelSpec spec(String type, Map<String, Object> options) {
        Secret url = switch (type) {
            case "email", "terminal", "serverchan", "pagerduty" -> null;
            case "bark" -> Secret.of("https://bark.example/");
            case "ntfy" -> Secret.of("https://ntfy.sh");
            case "discord" -> Secret.of("https://discord.com/api/webhooks/123456789012345678/" + KEY);
            case "teams" -> Secret.of("https://prod-01.logic.azure.com/workflows/abc/triggers/x?sp=%2F&sig=" + KEY);
            case "alertmanager" -> Secret.of("https://alertmanager.example/" + KEY);
            case "dingtalk" -> Secret.of("https://oapi.dingtalk.com/robot/send?access_token=" + KEY);
            case "slack" -> Secret.of("https://hooks.slack.com/services/T00000000/B00000000/" + KEY);
            case "feishu" -> Secret.of("https://open.feishu.cn/open-apis/bot/v2/hook/" + KEY);
            default -> Secret.of("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY);
        };
        Secret secret = switch (type) {
            case "dingtalk", "feishu" -> Secret.of(SECRET);
            case "webhook" -> Secret.of(WHSEC);
            case "bark" -> Secret.of(KEY);
            case "ntfy" -> Secret.of("tk_" + KEY);
            case "serverchan" -> Secret.of(SENDKEY);
            case "pagerduty" -> Secret.of(ROUTING);
            default -> null;
        };
        return new ChannelSpec(
                "c-" + type,
                type,
                Set.of(),
                url,
                secret,
                List.of("duty@example.com"),
                List.of(),
                false,
                false,
                options);
    }

    public static Incident incident(String brand, String title) {
        Instant exposure = NOW.minus(Duration.ofMinutes(40));
        return new Incident(
                "i-1",
                brand,
                "safety",
                "人身安全",
                "video-77",
                null,
                title,
                Severity.L1,
                State.OPEN,
                Set.<Flag>of(),
                null,
                exposure,
                NOW,
                NOW,
                new Incident.Counts(37, 31),
                List.of(
                        new Clock(
                                "golden",
                                null,
                                exposure,
                                exposure.plus(Duration.ofHours(2)),
                                Clock.Phase.RUNNING,
                                null),
                        new Clock("acknowledge", null, NOW, NOW.plusSeconds(180), Clock.Phase.RUNNING, null)),
                List.of(),
                List.of(Reason.of("rule", "skin-injury")),
                List.of(),
                List.of("role:duty"),
                new Incident.Ladder(NOW, 0, null, null, null, 0, null, Set.of()),
                "p",
                Hit.Effects.NONE,
                null,
                3);
    }

    static Notice notice(NoticeReason reason, Reason why, Notice.Manner manner) {
        return new Notice(
                "n-1",
                "i-1",
                "云朵家",
                Severity.L1,
                reason,
                why,
                Target.role("duty"),
                manner,
                List.of(),
                NOW,
                false,
                null);
    }

    static Post post(String text, String name, String url) {
        return Post.builder("shop-live", "c-981", text, NOW.minusSeconds(840))
                .author(new Author("u9", name, null, null))
                .url(url)
                .build();
    }

    /** A first, ringing message to 张三 about a post with one keyword in it. */
    public static Message message(String text, String keyword, String name) {
        int at = text.indexOf(keyword);
        List<Span> spans =
                at < 0 ? List.of() : List.of(new Span(at, at + keyword.length(), keyword, keyword, List.of()));
        return message(
                incident("云朵家", Plain.clip(text, 40)),
                notice(NoticeReason.OPENED, Reason.of("opened", "L1"), Notice.Manner.RING),
                List.of(new Message.Excerpt(post(text, name, "https://shop.example/video/77?a=1&b=2"), spans)),
                0);
    }

    public static Message message(Incident incident, Notice notice, List<Message.Excerpt> excerpts, int followUp) {
        return new Message(
                "d-01jd3",
                notice,
                incident,
                null,
                excerpts,
                new Message.Recipient(zhang(), "zh", List.of()),
                new Message.Links(TAKE, "https://fenghuo.example/i/i-1?t=eeee", "http://127.0.0.1:8080"),
                followUp,
                ZONE,
                false,
                List.of());
    }

    static Message.Person zhang() {
        return new Message.Person(
                "zhang",
                "张三",
                "zhang@example.com",
                "13900000000",
                Map.of(
                        "wecom", "zhangsan",
                        "dingtalk", "ding01",
                        "feishu", "ou_0a1b",
                        "slack", "U012AB3CD",
                        "discord", "123456789012345678",
                        "teams", "zhang@example.com",
                        "bark", "deviceKeyOfZhang012345",
                        "ntfy", "zhang-alarm"));
    }

    public static Message unlinked(Message m) {
        return new Message(
                m.key(),
                m.notice(),
                m.incident(),
                m.ownerName(),
                m.excerpts(),
                m.recipient(),
                new Message.Links(null, null, "http://127.0.0.1:8080"),
                m.followUp(),
                m.zone(),
                m.demo(),
                m.digest());
    }

    static Message english(Message m) {
        return new Message(
                m.key(),
                m.notice(),
                m.incident(),
                m.ownerName(),
                m.excerpts(),
                new Message.Recipient(m.recipient().person(), "en", List.of()),
                m.links(),
                m.followUp(),
                m.zone(),
                m.demo(),
                m.digest());
    }

    static Message digest(Message m, List<Message.Item> items) {
        return new Message(
                m.key(), m.notice(), null, null, List.of(), m.recipient(), m.links(), 0, m.zone(), false, items);
    }

    /** The words of a sending, for looking into. */
    public static String body(Outgoing outgoing) {
        if (outgoing instanceof Outgoing.Http http) {
            return new String(http.body(), java.nio.charset.StandardCharsets.UTF_8);
        } else if (outgoing instanceof Outgoing.Mail mail) {
            return mail.subject() + "\n" + mail.text() + "\n" + mail.html();
        }
        return ((Outgoing.Text) outgoing).text();
    }
}
