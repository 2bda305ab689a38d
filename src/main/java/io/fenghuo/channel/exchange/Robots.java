package io.fenghuo.channel.exchange;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What robots of group chats share: keywords, mentions, signatures, addresses. */
public final class Robots {
    private static final int MOST_CALLED = 20;
    private static final Pattern MOBILE = Pattern.compile("\\+?[0-9-]{5,20}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private Robots() {}

    /** The word without which the robot refuses a message; empty when it wants none. */
    public static String keyword(ChannelSpec spec) {
        Object keyword = spec.options().get("keyword");
        if (keyword instanceof List<?> several) {
            return several.isEmpty() ? "" : String.valueOf(several.get(0));
        }
        return keyword == null ? "" : String.valueOf(keyword);
    }

    /** {@code title}, with the keyword behind it unless {@code body} or the title holds it already. */
    public static String keyworded(ChannelSpec spec, String title, List<String> body) {
        String keyword = keyword(spec);
        boolean there =
                keyword.isEmpty() || title.contains(keyword) || body.stream().anyMatch(line -> line.contains(keyword));
        return there ? title : title + " " + keyword;
    }

    public static boolean rings(Message message) {
        return message.notice().manner() == Notice.Manner.RING;
    }

    /** Whether a ringing L1 with nobody to name calls the whole group; {@code at-all} of the entry decides, else {@code otherwise}. */
    public static boolean callsAll(Message message, ChannelSpec spec, boolean otherwise) {
        Object wish = spec.options().get("at-all");
        boolean allowed = wish == null ? otherwise : Boolean.parseBoolean(String.valueOf(wish));
        return allowed && rings(message) && message.notice().level() == Severity.L1;
    }

    /** Whom it names with an @: the persons it mentions, and when it rings whom it is for. */
    public static List<Message.Person> called(Message message) {
        if (!rings(message)) {
            return message.recipient().mentions().stream().limit(MOST_CALLED).toList();
        }
        return Stream.concat(Stream.ofNullable(message.recipient().person()), message.recipient().mentions().stream())
                .distinct()
                .limit(MOST_CALLED)
                .toList();
    }

    public static List<String> mobiles(List<Message.Person> persons) {
        return persons.stream()
                .map(Message.Person::mobile)
                .filter(Objects::nonNull)
                .filter(mobile -> MOBILE.matcher(mobile).matches())
                .toList();
    }

    /** The persons' ids in a messenger, those that could be markup left out. */
    public static List<String> ids(List<Message.Person> persons, String messenger) {
        return persons.stream()
                .map(person -> person.ims().get(messenger))
                .filter(Objects::nonNull)
                .filter(id -> ID.matcher(id).matches())
                .toList();
    }

    /** HMAC-SHA256 (RFC 2104). */
    public static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /** Faults of an address that may be left out, where the vendor's own is meant then. */
    public static List<Reason> optionalAddressProblems(ChannelSpec spec) {
        return spec.url() == null ? List.of() : addressProblems(spec, null);
    }

    /** What goes before a path: the address of the entry without slashes at its end, or {@code standard}. */
    public static String server(ChannelSpec spec, String standard) {
        Secret url = spec.url();
        return url == null ? standard : url.reveal().strip().replaceAll("/+$", "");
    }

    /** Faults of the address; {@code parameter} is one that must be in its query, or null. */
    public static List<Reason> addressProblems(ChannelSpec spec, @Nullable String parameter) {
        List<Reason> problems = new ArrayList<>();
        Secret url = spec.url();
        if (url == null || url.reveal().isBlank()) {
            problems.add(Reason.of("url.missing"));
            return problems;
        }
        try {
            URI uri = new URI(url.reveal().strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                problems.add(Reason.of("url.invalid"));
            } else {
                if (!"https".equalsIgnoreCase(uri.getScheme()) && !spec.allowPrivate()) {
                    problems.add(Reason.of("url.insecure"));
                }
                String query = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
                if (parameter != null && !query.matches("(?s).*&" + parameter + "=[^&]+.*")) {
                    problems.add(Reason.of("url.key", parameter));
                }
            }
        } catch (URISyntaxException invalid) {
            problems.add(Reason.of("url.invalid"));
        }
        if (keyword(spec).length() > 20) {
            problems.add(Reason.of("keyword.long", 20));
        }
        return problems;
    }
}
