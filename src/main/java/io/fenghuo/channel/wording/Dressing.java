package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Message.Excerpt;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Template;
import io.fenghuo.channel.Wording;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Draft.Fact;
import io.fenghuo.channel.wording.Draft.Line;
import io.fenghuo.channel.wording.Draft.Note;
import io.fenghuo.channel.wording.Draft.Part;
import io.fenghuo.channel.wording.Draft.Where;
import io.fenghuo.channel.wording.Draft.Worded;
import io.fenghuo.model.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a message into the house's own words. What these cannot tell, or would lose, is told in the built-in ones. */
final class Dressing {
    private final Composer composer;
    private final Message message;
    private final Words words;
    private final Budget budget;

    Dressing(Composer composer, Message message, Budget budget) {
        this.composer = composer;
        this.message = message;
        this.words = composer.words();
        this.budget = budget;
    }

    /** The draft in these words; as it is when they fail. */
    Draft dress(Draft built, Wording own) {
        try {
            Map<String, Object> facts = facts(built);
            List<Part> after = new ArrayList<>();
            built.parts().stream()
                    .filter(part -> part instanceof Note note && !note.label().isEmpty())
                    .forEach(after::add);
            Worded worded = new Worded(own.body(), facts, after);
            String told = String.join("\n", new Sheet(Medium.PLAIN, words).lines(worded));
            for (Part part : built.parts()) {
                if (part instanceof Line line && !told.contains(new Sheet(Medium.PLAIN, words).value(line))) {
                    return built;
                }
            }
            return new Draft(
                    title(built, own, facts),
                    own.title() == null ? built.head() : title(built, own, facts),
                    built.parts(),
                    built.link(),
                    built.linkLabel(),
                    new Worded(own.body(), facts, with(deadline(told), after)));
        } catch (RuntimeException mistake) {
            return built;
        }
    }

    private static List<Part> with(List<Part> first, List<Part> then) {
        List<Part> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** The deadline, when the words do not hold it. */
    private List<Part> deadline(String told) {
        Incident incident = message.incident();
        if (incident == null) {
            return List.of();
        }
        return composer.clocks().lines(incident, message.notice().clock(), 1).stream()
                .filter(clock -> !told.contains(clock.left()))
                .<Part>map(clock -> new Fact(clock.name(), clock.left(), true))
                .toList();
    }

    private String title(Draft built, Wording own, Map<String, Object> facts) {
        if (own.title() == null) {
            return built.title();
        }
        String title = Plain.line(own.title().render(facts, new Bare())).strip();
        Incident incident = message.incident();
        boolean graded = incident == null || title.contains(composer.level(incident));
        return !graded || title.isEmpty()
                ? built.title()
                : (title.startsWith(composer.mark()) ? title : composer.mark() + title) + composer.part();
    }

    /** A title is escaped by whoever writes it. */
    private final class Bare implements Template.Pen {
        @Override
        public String fact(Object value) {
            return value instanceof Part part ? new Sheet(Medium.PLAIN, words).value(part) : String.valueOf(value);
        }

        @Override
        public String own(String text) {
            return text;
        }

        @Override
        public String strong(String written) {
            return written;
        }
    }

    private Map<String, Object> facts(Draft built) {
        Map<String, Object> facts = new HashMap<>();
        Incident incident = message.incident();
        facts.put("mark", composer.mark());
        facts.put("reason", composer.why(message.notice()));
        facts.put("you", composer.you());
        if (!message.digest().isEmpty()) {
            digest(facts, built);
        } else if (incident == null) {
            facts.put("what", Plain.line(words.reason(message.notice().why()), 60));
            built.parts().stream()
                    .filter(part -> part instanceof Fact fact && fact.label().equals(words.get("label.cure")))
                    .forEach(part -> facts.put("cure", ((Fact) part).value()));
        } else {
            incident(facts, incident);
        }
        return facts;
    }

    private void incident(Map<String, Object> facts, Incident incident) {
        facts.put("grade", composer.level(incident));
        facts.put("brand", Plain.line(incident.brand(), 24));
        facts.put("category", Plain.line(incident.category(), 24));
        facts.put("what", Plain.line(incident.title(), 60));
        facts.put("number", String.valueOf(message.followUp() + 1));
        facts.put("posts", String.valueOf(incident.counts().posts()));
        facts.put("people", String.valueOf(incident.counts().authors()));
        facts.put("exposure", composer.exposure(incident));
        facts.put("state", composer.state(incident));
        facts.put("owner", message.ownerName() == null ? "" : Plain.line(message.ownerName(), 24));
        facts.put("because", composer.reasons(incident.reasons()));
        facts.put("stop", composer.stop(incident));
        List<Map<String, Object>> clocks = new ArrayList<>();
        composer.clocks()
                .lines(incident, message.notice().clock(), 3)
                .forEach(clock -> clocks.add(Map.of("name", clock.name(), "left", clock.left())));
        facts.put("clocks", clocks);
        if (!clocks.isEmpty()) {
            facts.put("clock", clocks.get(0).getOrDefault("name", ""));
            facts.put("deadline", clocks.get(0).getOrDefault("left", ""));
        }
        said(facts);
    }

    private void said(Map<String, Object> facts) {
        List<Map<String, Object>> said = new ArrayList<>();
        int most = message.followUp() > 0 ? 1 : budget.posts();
        for (Excerpt excerpt : message.excerpts().stream()
                .limit(Math.min(most, budget.posts()))
                .toList()) {
            Map<String, Object> one = new HashMap<>();
            one.put("quote", budget.excerpt() == 0 ? "" : Excerpts.quote(excerpt, budget.excerpt(), words));
            one.put("where", composer.from(excerpt));
            String url = Medium.url(excerpt.post().url());
            one.put(
                    "link",
                    url == null || url.length() > Composer.LONGEST_URL ? "" : new Where(words.get("label.link"), url));
            said.add(one);
        }
        facts.put("said", said);
        int left = message.excerpts().size() - said.size();
        facts.put("more", left > 0 ? words.get("more.posts", left) : "");
    }

    private void digest(Map<String, Object> facts, Draft built) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Part part : built.parts()) {
            if (part instanceof Line line) {
                lines.add(Map.of("line", line));
            } else if (part instanceof Note note && note.label().isEmpty()) {
                facts.put("more", note.text());
            }
        }
        facts.put("lines", lines);
        facts.put("notices", String.valueOf(message.notices()));
        facts.put("incidents", String.valueOf(message.incidents()));
    }
}
