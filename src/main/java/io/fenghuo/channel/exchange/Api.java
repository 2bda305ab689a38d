package io.fenghuo.channel.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Tokens;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.State;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What channels share that speak to an application's interface instead of posting to an address. */
public final class Api {
    /** Older or newer than this by its own time stamp, a signed call is a copy of one (api.slack.com/authentication/verifying-requests-from-slack). */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** How long tokens live whose answer does not say. */
    private static final Duration USUAL = Duration.ofHours(2);

    /** Where a rendered sending says which of the vendor's calls it is; taken off before it leaves. */
    private static final String CALL = "Fenghuo-Call";

    private static final Pattern CARD = Pattern.compile("[ -~]{1,400}");
    private static final Pattern TOKEN = Pattern.compile("[ -~]{1,8000}");

    private Api() {}

    /** A sending by the vendor's call {@code path}. */
    public static Outgoing.Http call(String method, String path, Map<String, ?> body) {
        Outgoing.Http json = Outgoing.Http.json(Json.write(body)).with(CALL, path);
        return new Outgoing.Http(method, null, json.headers(), json.body());
    }

    /** Which of the vendor's calls a rendered sending is; empty when it is none of ours. */
    public static String path(Outgoing.Http sending) {
        return sending.headers().getOrDefault(CALL, "");
    }

    /** The sending as it leaves, to {@code address}. */
    public static Outgoing.Http to(Outgoing.Http sending, String address) {
        Map<String, String> headers = new LinkedHashMap<>(sending.headers());
        headers.remove(CALL);
        return new Outgoing.Http(sending.method(), Secret.of(address), headers, sending.body());
    }

    /** Where the vendor's calls begin, without a slash at the end: {@code url} of the entry, else {@code vendor}. */
    public static String base(ChannelSpec spec, String vendor) {
        Secret url = spec.url();
        String base =
                url == null || url.reveal().isBlank() ? vendor : url.reveal().strip();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** An option as text; empty when the entry does not have it. */
    public static String option(ChannelSpec spec, String name) {
        Object value = spec.options().get(name);
        return value == null
                ? ""
                : value instanceof Secret secret
                        ? secret.reveal().strip()
                        : String.valueOf(value).strip();
    }

    /** An option that is one text or several. */
    public static List<String> options(ChannelSpec spec, String name) {
        if (spec.options().get(name) instanceof List<?> several) {
            return several.stream().map(one -> String.valueOf(one).strip()).toList();
        }
        String one = option(spec, name);
        return one.isEmpty() ? List.of() : List.of(one);
    }

    public static String secret(ChannelSpec spec) {
        Secret secret = spec.secret();
        return secret == null ? "" : secret.reveal().strip();
    }

    /** Faults of the address, when the entry has one, and which of {@code needed} it lacks; {@code secret} is the common key. */
    public static List<Reason> problems(ChannelSpec spec, String... needed) {
        List<Reason> problems = new ArrayList<>();
        if (spec.url() != null) {
            problems.addAll(Robots.addressProblems(spec, null));
        }
        for (String name : needed) {
            String value = name.equals("secret") ? secret(spec) : option(spec, name);
            if (value.isEmpty()) {
                problems.add(Reason.of("app." + name));
            }
        }
        return problems;
    }

    /** The person's id with {@code messenger}, when it has this shape; null when the message is for a group or they have none. */
    public static @Nullable String person(Message message, String messenger, String shape) {
        Message.Person person = message.recipient().person();
        String id = person == null ? null : person.ims().get(messenger);
        return id != null && id.matches(shape) ? id : null;
    }

    /** Whether the message offers to take its incident by a button. */
    public static boolean takeable(Message message) {
        Incident incident = message.incident();
        return incident != null
                && incident.state() == State.OPEN
                && message.digest().isEmpty();
    }

    public static boolean edit(Message message) {
        return message.notice().manner() == Notice.Manner.EDIT;
    }

    /** The message this one is an answer to: the first about its incident; null when it is the first itself. */
    public static @Nullable String root(Message message) {
        return message.cards().isEmpty() || message.followUp() == 0
                ? null
                : message.cards().get(0);
    }

    /** Whether a time stamp in seconds is not a copy's. */
    public static boolean fresh(String seconds, Instant now) {
        return seconds.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(FRESH)
                        <= 0;
    }

    /** Compares without telling by its time where the difference is. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** A digest in hexadecimal. */
    public static String hex(String algorithm, String text) {
        return HexFormat.of().formatHex(digest(algorithm, text));
    }

    public static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }

    /** The delivery a button's value names; null when it is none of ours. */
    public static @Nullable String delivery(String value) {
        return value.startsWith(Buttons.TAKE) && value.length() > Buttons.TAKE.length() && value.length() <= 256
                ? value.substring(Buttons.TAKE.length())
                : null;
    }

    /** Whose token a sending by this entry shows. */
    public static Secret account(ChannelSpec spec, String vendor, String id) {
        return Secret.of(base(spec, vendor) + " " + option(spec, id) + " " + secret(spec));
    }

    /** The body of a reply whose {@code code} is 0; null when it is none. */
    public static @Nullable JsonNode answer(Reply reply, String code) {
        JsonNode body = reply.failure() == null && reply.status() == 200 ? Replies.object(reply) : null;
        Long said = body == null ? null : Replies.number(body, code);
        return said != null && said == 0 ? body : null;
    }

    /** The vendor's name of a message as its reply has it; null when it is none that could be kept and sent back. */
    public static @Nullable String card(String name) {
        return CARD.matcher(name).matches() ? name : null;
    }

    /** The token in an answer; null when there is none, or none that a header could hold (RFC 6749, appendix A.12). It is renewed {@code early} before its end, one of a short life at half of it. */
    public static Tokens.@Nullable Token token(
            JsonNode body, String name, String seconds, Duration early, Instant now) {
        String token = Replies.words(body, name);
        if (!TOKEN.matcher(token).matches()) {
            return null;
        }
        Long told = Replies.number(body, seconds);
        Duration life = told == null ? USUAL : Duration.ofSeconds(Math.max(0, Math.min(told, 86_400)));
        boolean longer = life.compareTo(early.multipliedBy(2)) > 0;
        return new Tokens.Token(Secret.of(token), now.plus(longer ? life.minus(early) : life.dividedBy(2)));
    }

    /** Whether the reply's {@code code} is one of these. */
    public static boolean coded(Reply reply, String code, Set<Long> these) {
        JsonNode body = reply.failure() == null ? Replies.object(reply) : null;
        Long said = body == null ? null : Replies.number(body, code);
        return said != null && these.contains(said);
    }

    public static String text(JsonNode node, String pointer) {
        JsonNode at = node.at(pointer);
        return at.isValueNode() && !at.isNull() ? at.asText() : "";
    }

    /** The title and the parts of a message in a medium, with as much of strangers' words as {@code fits} allows. */
    public static String sheet(Message message, Composer composer, Medium medium, Budget budget) {
        Draft draft = composer.draft(budget);
        List<String> lines = new Sheet(medium, composer.words()).lines(draft);
        lines.add(0, medium.strong(medium.text(draft.title())));
        return String.join("\n", lines);
    }
}
