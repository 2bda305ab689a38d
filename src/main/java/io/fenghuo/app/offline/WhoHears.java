package io.fenghuo.app.offline;

import io.fenghuo.channel.Words;
import io.fenghuo.config.Configuration;
import io.fenghuo.grade.Grader;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.wire.ExplainJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who would be told of a post, when, by which ways and why, if nobody did anything. */
public final class WhoHears {
    private static final Comparator<Hit> GRAVEST_FIRST =
            Comparator.comparing(Hit::level).thenComparing(Hit::suspected).thenComparing(Hit::rule);

    private final Configuration configuration;
    private final Sentences sentences;
    private final OfflineWords own;

    WhoHears(Configuration configuration, Sentences sentences, OfflineWords own) {
        this.configuration = configuration;
        this.sentences = sentences;
        this.own = own;
    }

    /** One who is told: in the words of the reader's language. */
    public record Line(Instant at, String who, String by, String why) {}

    /**
     * Foresees it.
     *
     * @param hits of the post; without any, nobody is told
     * @param roster of this configuration
     */
    public static List<Line> of(
            Configuration configuration, Roster roster, Post post, List<Hit> hits, Instant now, Locale language) {
        if (hits.isEmpty()) {
            return List.of();
        }
        List<Hit> sorted = hits.stream().sorted(GRAVEST_FIRST).toList();
        Hit lead = sorted.get(0);
        Foresight.Seen seen = new Foresight(configuration.policy(now), roster, configuration.contacts())
                .of(post, lead, new Grader().grade(post, lead, sorted), now);
        Sentences sentences = new Sentences(language);
        return new WhoHears(configuration, sentences, new OfflineWords(language)).lines(would(seen, sentences));
    }

    static List<ExplainJson.Would> would(Foresight.Seen seen, Sentences sentences) {
        return seen.told().stream()
                .map(told -> new ExplainJson.Would(
                        told.notice().to().toString(),
                        told.to().person(),
                        told.to().channel(),
                        told.at(),
                        sentences.why(told.notice()) + wish(told, sentences)))
                .toList();
    }

    /** What the reader wished for, where it is not the usual. */
    private static String wish(Foresight.Told told, Sentences sentences) {
        return told.digest() == Contacts.Thrift.USUAL.digest()
                ? ""
                : sentences.words().get("wish." + told.digest().name().toLowerCase(Locale.ROOT));
    }

    /** One line for each who is told at one time for one reason, all ways together. */
    List<Line> lines(List<ExplainJson.Would> all) {
        Map<ExplainJson.Would, List<String>> ways = new LinkedHashMap<>();
        for (ExplainJson.Would would : all) {
            String channel = would.person() == null ? would.channel() : null;
            ExplainJson.Would one =
                    new ExplainJson.Would(would.tell(), would.person(), channel, would.at(), would.why());
            ways.computeIfAbsent(one, k -> new ArrayList<>()).add(way(would.channel()));
        }
        List<Line> lines = new ArrayList<>();
        ways.forEach((would, by) ->
                lines.add(new Line(would.at(), reader(would), String.join(own.say("comma"), by), would.why())));
        return lines;
    }

    private String reader(ExplainJson.Would would) {
        Words words = sentences.words();
        String tell = would.tell();
        String role = tell.startsWith("role:") ? tell.substring("role:".length()) : tell;
        String named = words.has("role." + role) ? words.get("role." + role) : role;
        if (would.person() == null) {
            return own.say(
                    tell.equals("groups") ? "explain.group" : "explain.channel", String.valueOf(would.channel()));
        }
        Contacts.Person person = configuration.contacts().people().get(would.person());
        return own.say("explain.person", named, person == null ? would.person() : person.name());
    }

    private String way(@Nullable String channel) {
        return configuration.channels().stream()
                .filter(spec -> spec.id().equals(channel))
                .map(spec -> spec.id() + (spec.id().equals(spec.type()) ? "" : " " + spec.type()))
                .findFirst()
                .orElse(String.valueOf(channel));
    }
}
