package io.fenghuo.channel;

import io.fenghuo.channel.Message.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The house's own words for a kind of message: a file of {@code alerts/templates/}. What a message must tell stays told: the link is the
 * channel's, and a deadline that is not in the words follows them. Immutable, threadsafe.
 *
 * @param file its name, relative to the home
 * @param title the line after {@code title:}; null = the built-in title
 */
public record Wording(String file, @Nullable Template title, Template body) {
    private static final String TITLE = "title:";

    /** Words, or what is wrong with them. */
    public record Read(@Nullable Wording wording, List<Template.Fault> faults) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    /** Reads a file that is to serve these kinds of messages. */
    public static Read read(String file, String text, Set<Kind> kinds) {
        String source = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<Template.Fault> faults = new ArrayList<>();
        Template title = null;
        int line = 1;
        if (source.startsWith(TITLE)) {
            int end = source.indexOf('\n');
            String first = end < 0 ? source : source.substring(0, end);
            title = part(first.substring(TITLE.length()).strip(), 1, faults, kinds, true);
            source = end < 0 ? "" : source.substring(end + 1);
            line = 2;
        }
        Template body = part(source, line, faults, kinds, false);
        return new Read(faults.isEmpty() && body != null ? new Wording(file, title, body) : null, faults);
    }

    private static @Nullable Template part(
            String source, int line, List<Template.Fault> faults, Set<Kind> kinds, boolean title) {
        Template.Read read = Template.read(source, line);
        faults.addAll(read.faults());
        Template template = read.template();
        if (template == null) {
            return null;
        }
        for (Kind kind : new TreeSet<>(kinds)) {
            template.uses().stream()
                    .filter(use -> !Facts.knows(kind, use))
                    .map(use -> unknown(kind, use.tag()))
                    .filter(fault -> !faults.contains(fault))
                    .forEach(faults::add);
            template.uses().stream()
                    .flatMap(use -> nested(kind, use).stream())
                    .filter(fault -> !faults.contains(fault))
                    .forEach(faults::add);
            List<String> must = title ? List.of(Facts.ofTitle(kind)) : Facts.must(kind);
            if (!Facts.told(template, must)) {
                Template.Fault fault = new Template.Fault(line, 1, "template-must", List.of("{{" + must.get(0) + "}}"));
                if (!faults.contains(fault)) {
                    faults.add(fault);
                }
            }
        }
        return template;
    }

    private static Optional<Template.Fault> nested(Kind kind, Template.Use use) {
        Template.Tag tag = use.tag();
        return Optional.ofNullable(Facts.listAround(kind, use))
                .map(list -> new Template.Fault(tag.line(), tag.column(), "template-list", List.of(tag.name(), list)));
    }

    private static Template.Fault unknown(Kind kind, Template.Tag tag) {
        return new Template.Fault(
                tag.line(), tag.column(), "template-field", List.of(tag.name(), String.join(" ", Facts.names(kind))));
    }
}
