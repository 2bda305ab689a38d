package io.fenghuo.source;

import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.PostBuilder;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes posts of mails. The id is the Message-ID; the thread and the session are the first letter of the exchange (References, else
 * In-Reply-To; RFC 5322 §3.6.4). Of an answer, what it quotes is left out. A mail that cannot be read is a post all the same. Threadsafe.
 */
public final class MailReader {
    /** Bytes of a mail that are read: {@value}; the text stands before what is attached. */
    public static final int MOST = 512 << 10;

    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,990})>");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),:;]+@[^\\s<>\"(),:;]+");
    /** How Chinese and English mail programs begin what they quote. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?im)^\\h*+(?:-{2,}+\\h*+(?:原始邮件|回复的原邮件|original message).*|(?:on|在).{4,200}(?:wrote|写道)\\h*[:：])\\h*$");

    private static final int SAID_AS_IT_IS = 2_000;
    /** Characters of a From that are looked at: names and addresses of RFC 5321 §4.5.3.1 fit several times over. */
    private static final int LONGEST_FROM = 2_000;

    private final SourceSpec spec;

    public MailReader(SourceSpec spec) {
        this.spec = spec;
    }

    /**
     * The posts in a mail; never none.
     *
     * @param bytes its first {@link #MOST} bytes
     * @param size of the whole mail
     * @param arrived when it came into the mailbox
     */
    public List<Post> read(byte[] bytes, long size, Instant arrived, Instant now) {
        Instant at = arrived.isAfter(now) ? now : arrived;
        try {
            Letter letter = Letter.of(bytes);
            String text = letter.text();
            if (GoogleAlert.is(address(letter.header("From")))) {
                List<Post> entries = GoogleAlert.entries(letter, text).stream()
                        .map(entry -> entry(entry, at, now))
                        .toList();
                if (!entries.isEmpty()) {
                    return entries;
                }
            }
            return List.of(post(letter, text, id(letter, bytes), size > bytes.length ? size : 0, at, now));
        } catch (MessagingException | RuntimeException | StackOverflowError unreadable) {
            String start = Decoding.text(bytes.length > SAID_AS_IT_IS ? head(bytes) : bytes, null);
            return List.of(begun("m-" + Sha256.hex(bytes).substring(0, 20), start, at, now)
                    .attributes(Map.of("mail.unreadable", unreadable.getClass().getSimpleName()))
                    .build());
        }
    }

    private static byte[] head(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, SAID_AS_IT_IS);
    }

    private Post post(Letter letter, String body, String id, long size, Instant at, Instant now) {
        String from = letter.header("From");
        String address = address(from);
        String parent = id(letter.header("In-Reply-To"));
        String first = id(letter.header("References"));
        String root = first != null ? first : parent != null ? parent : id;
        String subject = letter.header("Subject");
        String said = parent == null ? body : own(body);
        Map<String, String> attributes = new HashMap<>();
        if (!letter.attached().isEmpty()) {
            attributes.put("mail.attachments", Limits.cut(String.join(", ", letter.attached()), Limits.NAME));
        }
        if (size > 0) {
            attributes.put("truncated", String.valueOf(size));
        }
        return begun(id, (subject + "\n" + said).strip(), at, now)
                .author(new Author(address == null ? null : Limits.id(address), name(from, address), null, null))
                .thread(spec.thread() == null ? Limits.id(root) : spec.thread())
                .session(Limits.id(root))
                .parent(parent == null ? null : Limits.id(parent))
                .attributes(tame(attributes))
                .build();
    }

    private Post entry(GoogleAlert.Entry entry, Instant at, Instant now) {
        return begun("ga-" + Sha256.brief(entry.url()), entry.text(), at, now)
                .kind(PostMapper.named(Kind.class, spec.kind()).orElse(Kind.POST))
                .author(new Author(null, entry.publisher(), null, null))
                .url(Limits.url(entry.url()))
                .build();
    }

    private PostBuilder begun(String id, String text, Instant at, Instant now) {
        String kept = Limits.whole(Limits.cut(text.isBlank() ? "(空邮件)" : text, Limits.TEXT));
        return Post.builder(spec.id(), Limits.whole(Limits.id(id)), kept, now)
                .publishedAt(at)
                .kind(PostMapper.named(Kind.class, spec.kind()).orElse(Kind.TICKET))
                .role(PostMapper.named(Role.class, spec.role()).orElse(Role.CUSTOMER))
                .thread(spec.thread())
                .subject(new Subject(spec.brand(), null, null, null, null, null));
    }

    private static Map<String, String> tame(Map<String, String> attributes) {
        attributes.replaceAll((name, value) -> Limits.whole(value));
        return attributes;
    }

    private static String id(Letter letter, byte[] bytes) {
        String id = id(letter.header("Message-ID"));
        return id == null ? "m-" + Sha256.hex(bytes).substring(0, 20) : id;
    }

    private static @Nullable String id(String header) {
        Matcher found = ID.matcher(header);
        return found.find() ? found.group(1) : null;
    }

    private static @Nullable String address(String from) {
        return ADDRESS.matcher(Limits.cut(from, LONGEST_FROM))
                .results()
                .map(MatchResult::group)
                .reduce((one, last) -> last)
                .map(address -> address.toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    private static @Nullable String name(String from, @Nullable String address) {
        int bracket = from.lastIndexOf('<');
        String name = bracket < 0 ? "" : from.substring(0, bracket).strip().replaceAll("^\"|\"$", "");
        String shown = name.isBlank() ? address : name;
        return shown == null ? null : Limits.whole(Limits.cut(shown, Limits.NAME));
    }

    /** What the writer added to what is quoted; all of it when nothing was. */
    private static String own(String body) {
        Matcher begin = QUOTED.matcher(body);
        String before = begin.find() ? body.substring(0, begin.start()) : body;
        String without = before.replaceAll("(?m)^>.*\\R?", "").strip();
        return without.isEmpty() ? body : without;
    }
}
