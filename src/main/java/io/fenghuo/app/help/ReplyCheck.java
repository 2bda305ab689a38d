package io.fenghuo.app.help;

import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.playbook.Filling;
import io.fenghuo.playbook.Replies;
import io.fenghuo.web.Helpers.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a draft as the watchlists would once it is said, and looks for what has to be said. Immutable and threadsafe. */
final class ReplyCheck {
    private static final String SOURCE = "draft";

    private final Matcher matcher;
    private final Replies replies;
    private final Matcher conditions;

    /** @param matcher the running watchlists; their rules for {@code role: agent} say what must not be said */
    ReplyCheck(Matcher matcher, Replies replies) {
        this.matcher = matcher;
        this.replies = replies;
        this.conditions = Matcher.compile(List.of(new Watchlist(
                "require",
                "*",
                null,
                replies.required().stream()
                        .flatMap(one -> java.util.stream.Stream.ofNullable(one.when()))
                        .toList())));
    }

    /**
     * What speaks against the draft: forbidden words first, then what is missing, then what is still to be filled in.
     *
     * @param posts what the customers wrote
     * @param names what people call the fields of scripts
     */
    List<Fault> faults(Incident incident, List<Post> posts, String draft, Set<String> names, Instant now) {
        List<Fault> faults = new ArrayList<>(forbidden(draft, now));
        Set<String> met = posts.stream()
                .flatMap(post -> conditions.match(post).stream())
                .map(Hit::rule)
                .collect(Collectors.toSet());
        for (Replies.Requirement one : replies.required()) {
            boolean always = one.categories().isEmpty() && one.when() == null;
            boolean asked = always
                    || one.categories().contains(incident.category())
                    || (one.when() != null && met.contains(one.id()));
            if (asked) {
                missing(one, draft, faults);
            }
        }
        Filling.gaps(draft, names)
                .forEach(gap -> faults.add(new Fault(Fault.Kind.GAP, Filling.OPEN + gap + Filling.CLOSE, "")));
        return faults;
    }

    private static void missing(Replies.Requirement one, String draft, List<Fault> faults) {
        for (List<String> choice : one.phrases()) {
            if (choice.stream().noneMatch(draft::contains)) {
                faults.add(new Fault(Fault.Kind.REQUIRED, String.join(" / ", choice), one.why()));
            }
        }
    }

    private List<Fault> forbidden(String draft, Instant now) {
        Post said = Post.builder(SOURCE, "1", draft, now).role(Role.AGENT).build();
        Map<String, String> words = new LinkedHashMap<>();
        for (Hit hit : matcher.match(said)) {
            if (forAgents(hit)) {
                hit.spans().forEach(span -> words.putIfAbsent(span.text(), hit.category() + " · " + hit.rule()));
            }
        }
        return words.entrySet().stream()
                .map(word -> new Fault(Fault.Kind.FORBIDDEN, word.getKey(), word.getValue()))
                .toList();
    }

    /** Whether the rule is about what agents say; a reply may well name what a customer complained of. */
    private boolean forAgents(Hit hit) {
        return matcher.watchlists().stream()
                .filter(list -> list.id().equals(hit.watchlist()))
                .flatMap(list -> list.rules().stream())
                .anyMatch(rule -> rule.id().equals(hit.rule()) && rule.roles().contains(Role.AGENT));
    }
}
