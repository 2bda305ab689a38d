package io.fenghuo.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.delivery.Mailroom;
import io.fenghuo.verticle.letters.Previews;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.web.Console;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a delivery says, for the eyes of an operator: personal links, addresses and telephone numbers are blotted out. Threadsafe. */
final class Letters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("([?&]t=)[A-Za-z0-9._~%=-]+");
    private static final Pattern MAIL = Pattern.compile("([\\p{L}\\p{N}])[\\p{L}\\p{N}._%+-]*@[\\p{L}\\p{N}.-]+");
    private static final Pattern MOBILE = Pattern.compile("(?<!\\d)(1[3-9]\\d)\\d{4}(\\d{4})(?!\\d)");

    private final Mailroom mailroom;
    private final Previews previews;
    private final Channels channels;
    private final Supplier<AddressBook> book;

    Letters(Mailroom mailroom, Previews previews, Channels channels, Supplier<AddressBook> book) {
        this.mailroom = mailroom;
        this.previews = previews;
        this.channels = channels;
        this.book = book;
    }

    /** The lines as sent, else as they would be sent now; none when nothing could be sent. */
    List<String> read(Tx tx, Console.DeliveryLine line, Instant now) {
        Outgoing fixed = mailroom.sending(tx, line.delivery().id());
        List<Outgoing> sendings = fixed == null ? preview(tx, line, now) : List.of(fixed);
        List<String> lines = new ArrayList<>();
        for (Outgoing sending : sendings) {
            lines.addAll(lines(sending));
        }
        return lines;
    }

    private List<Outgoing> preview(Tx tx, Console.DeliveryLine line, Instant now) {
        AddressBook present = book.get();
        ChannelSpec spec = present.channels().get(line.delivery().channel());
        Channel channel = spec == null ? null : channels.type(spec.type()).orElse(null);
        @Nullable Notice notice = line.notice();
        if (spec == null || channel == null || notice == null) {
            return List.of();
        }
        return notice.manner() == Notice.Manner.DIGEST || Mailroom.owed(line.delivery())
                ? previews.digest(tx, line.delivery(), List.of(notice), channel, spec, present, now)
                : previews.one(tx, line.delivery(), notice, channel, spec, present, now);
    }

    /** A sending as lines of text, blotted. */
    static List<String> lines(Outgoing sending) {
        return read(sending).stream().map(Letters::blot).toList();
    }

    /** A sending as lines of text. */
    static List<String> read(Outgoing sending) {
        Stream<String> lines;
        if (sending instanceof Outgoing.Mail mail) {
            lines = Stream.concat(Stream.of(mail.subject(), ""), mail.text().lines());
        } else if (sending instanceof Outgoing.Http http) {
            lines = json(new String(http.body(), StandardCharsets.UTF_8));
        } else {
            lines = json(((Outgoing.Text) sending).text());
        }
        return lines.toList();
    }

    private static Stream<String> json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isContainerNode()) {
                List<String> lines = new ArrayList<>();
                walk("", node, lines);
                return lines.stream();
            }
        } catch (JsonProcessingException plain) {
            return text.lines();
        }
        return text.lines();
    }

    private static void walk(String path, JsonNode node, List<String> lines) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> walk(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), lines));
        } else if (node.isArray()) {
            node.forEach(item -> walk(path, item, lines));
        } else if (!node.isNull() && !node.asText().isBlank()) {
            List<String> text = node.asText().lines().toList();
            if (text.size() == 1) {
                lines.add(path + ": " + text.get(0));
            } else {
                lines.add(path + ":");
                text.forEach(one -> lines.add("  " + one));
            }
        }
    }

    static String blot(String line) {
        String links = TOKEN.matcher(line).replaceAll("$1***");
        String mails = MAIL.matcher(links).replaceAll("$1***@***");
        return MOBILE.matcher(mails).replaceAll("$1****$2");
    }
}
