package io.fenghuo.incident.casebook;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.State;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a case of a closed incident, without what tells who its customers are. */
public final class CaseWriting {
    /** Customers' words a case keeps. */
    private static final int VOICES = 3;

    private static final int VOICE = 200;

    private CaseWriting() {}

    /**
     * The case of an incident; empty when it was not closed with a cause.
     *
     * @param posts of the incident, the oldest first, as many as are at hand
     */
    public static Optional<CaseFile> of(Incident incident, List<Post> posts) {
        Incident.Closing closing = incident.closing();
        if (incident.state() != State.CLOSED || closing == null || closing.cause() == null) {
            return Optional.empty();
        }
        Masking masking = masking(incident, posts);
        return Optional.of(new CaseFile(
                incident.id(),
                incident.brand(),
                incident.family(),
                incident.category(),
                incident.crowdKey(),
                incident.level(),
                masking.text(incident.title()),
                incident.exposure(),
                incident.openedAt(),
                incident.ladder().answeredAt(),
                closing.at(),
                closing.by(),
                closing.cause(),
                closing.place(),
                new CaseFile.Told(
                        masking.textOrNull(closing.measure()),
                        closing.measureOwner(),
                        closing.measureDue(),
                        masking.textOrNull(closing.compensation()),
                        masking.textOrNull(closing.answered()),
                        masking.textOrNull(closing.lesson()),
                        masking.textOrNull(closing.reported())),
                incident.counts(),
                tags(incident, closing),
                voices(posts, masking),
                incident.has(Flag.DEMO) || incident.has(Flag.DRILL)));
    }

    private static List<String> tags(Incident incident, Incident.Closing closing) {
        Set<String> tags = new LinkedHashSet<>(closing.tags());
        tags.addAll(new TreeSet<>(incident.instructions().tags()));
        return List.copyOf(tags);
    }

    private static Masking masking(Incident incident, List<Post> posts) {
        List<String> names = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (CustomerCase one : incident.cases()) {
            add(names, one.name());
        }
        for (Post post : posts) {
            if (post.role() == Role.CUSTOMER) {
                add(names, post.author().name());
                add(names, post.author().id());
            }
            add(orders, post.subject().order());
        }
        return new Masking(names, orders);
    }

    private static void add(List<String> to, @Nullable String text) {
        if (text != null) {
            to.add(text);
        }
    }

    private static List<String> voices(List<Post> posts, Masking masking) {
        return posts.stream()
                .filter(post -> post.role() == Role.CUSTOMER && !post.text().isBlank())
                .limit(VOICES)
                .map(post -> shortened(masking.text(post.text().strip().replaceAll("\\s+", " "))))
                .toList();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= VOICE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, VOICE)) + "…";
    }

    /** What a case is searched by, in lower case. */
    public static String words(CaseFile file) {
        CaseFile.Told told = file.told();
        return Stream.concat(
                        Stream.of(
                                file.title(),
                                file.category(),
                                file.brand(),
                                file.cause(),
                                file.place(),
                                told.measure(),
                                told.compensation(),
                                told.answered(),
                                told.lesson(),
                                told.reported()),
                        Stream.concat(file.tags().stream(), file.voices().stream()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }
}
