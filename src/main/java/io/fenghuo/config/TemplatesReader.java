package io.fenghuo.config;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Template;
import io.fenghuo.channel.Wording;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.wording.Specimen;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.model.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/templates/*.mustache}, the house's own words for messages; the folder may be absent. */
final class TemplatesReader {
    /** Where they lie. */
    static final String FOLDER = "alerts/templates";

    static final String ENDING = ".mustache";

    private final Channels builtIn = Channels.builtIn();
    private final Set<String> types = new TreeSet<>();
    private final Instant now;
    private final ZoneId zone;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param plugins types of channels there are beside the built-in ones; what they can hold is not known here
     */
    TemplatesReader(List<String> plugins, Instant now, ZoneId zone, Problems problems) {
        builtIn.all().forEach(channel -> types.add(channel.type()));
        types.addAll(plugins);
        this.now = now;
        this.zone = zone;
        this.problems = problems;
    }

    /** Those without errors. */
    Wordings read(Map<String, String> files) {
        Map<String, Wording> byName = new HashMap<>();
        files.forEach((file, text) -> {
            String name = file.substring(FOLDER.length() + 1, file.length() - ENDING.length());
            Wordings.Name meant = Wordings.name(name, types);
            if (meant == null) {
                problems.error(Place.startOf(file), "template-name", name, known());
                return;
            }
            Wording.Read read = Wording.read(file, text, meant.kinds());
            read.faults().forEach(fault -> tell(file, fault));
            Wording wording = read.wording();
            if (wording != null && fits(wording, meant)) {
                byName.put(name, wording);
            }
        });
        return byName.isEmpty() ? Wordings.NONE : new Wordings(byName);
    }

    private String known() {
        return Arrays.stream(Message.Kind.values())
                        .map(Wordings::word)
                        .reduce((a, b) -> a + " " + b)
                        .orElse("") + " " + String.join(" ", types);
    }

    private void tell(String file, Template.Fault fault) {
        Place place = new Place(file, fault.line(), fault.column());
        String nearest = fault.code().equals("template-field")
                ? Nearest.to(fault.args().get(0), List.of(fault.args().get(1).split(" ")))
                : null;
        if (nearest == null) {
            problems.error(place, fault.code(), fault.args().toArray());
        } else {
            problems.error(place, "template-field-nearest", fault.args().get(0), nearest);
        }
    }

    /** Whether a usual message in these words is within the limits of every channel they are for. */
    private boolean fits(Wording wording, Wordings.Name meant) {
        boolean fits = true;
        for (String type : meant.type() == null ? types : Set.of(meant.type())) {
            Channel channel = builtIn.type(type).orElse(null);
            for (Message.Kind kind : meant.kinds()) {
                for (String lang : meant.lang() == null ? List.of("zh", "en") : List.of(meant.lang())) {
                    if (channel != null
                            && tooLong(channel, new Specimen(Severity.L1, lang, now, zone).of(kind), wording)) {
                        problems.error(
                                Place.startOf(wording.file()),
                                "template-oversize",
                                type,
                                kind.name().toLowerCase(Locale.ROOT));
                        fits = false;
                    }
                }
            }
        }
        return fits;
    }

    /** A message too long in the house's own words goes in the built-in ones, as if there were none, unlike one with very short words. */
    private boolean tooLong(Channel channel, Message message, Wording wording) {
        ChannelSpec spec = new ChannelSpec(
                "sample", channel.type(), Set.of(), null, null, List.of(), List.of(), false, false, Map.of());
        String built = said(channel, message, spec, null);
        return said(channel, message, spec, wording).equals(built)
                && !said(channel, message, spec, shortest(message.kind())).equals(built);
    }

    private static @Nullable Wording shortest(Message.Kind kind) {
        String words = switch (kind) {
            case FIRST, UPDATE -> "{{deadline}}";
            case DIGEST -> "{{#lines}}\n{{line}}\n{{/lines}}";
            case ADMIN -> "{{reason}}";
        };
        return Wording.read("", words, Set.of(kind)).wording();
    }

    private String said(Channel channel, Message message, ChannelSpec spec, @Nullable Wording wording) {
        StringBuilder said = new StringBuilder();
        for (Outgoing out : channel.render(message.worded(wording), spec, now)) {
            if (out instanceof Outgoing.Http http) {
                said.append(new String(http.body(), StandardCharsets.UTF_8));
            } else {
                said.append(out instanceof Outgoing.Mail mail ? mail.text() : ((Outgoing.Text) out).text());
            }
        }
        return said.toString();
    }
}
