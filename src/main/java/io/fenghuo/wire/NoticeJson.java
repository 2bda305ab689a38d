package io.fenghuo.wire;

import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A notice as JSON: what a channel verticle at {@code fenghuo.channel.<id>} is asked to tell. */
public final class NoticeJson {
    private NoticeJson() {}

    /**
     * What was made of a notice for one destination.
     *
     * @param delivery the delivery's id: the idempotency key, the same on every attempt
     * @param person the person it is for; null when the channel is the addressee
     * @param title one line
     * @param text the whole message as plain text
     * @param link where to take the incident, or null while there is no public URL
     */
    public record Letter(
            String delivery,
            @Nullable String person,
            String title,
            String text,
            @Nullable String link) {}

    /** The notice in one line. */
    public static String write(Notice notice, @Nullable Letter letter, ZoneId zone, Function<Reason, String> words) {
        return Out.object(zone, out -> {
            out.text("id", notice.id())
                    .text("incident", notice.incident())
                    .text("brand", notice.brand())
                    .name("level", notice.level())
                    .name("reason", notice.reason())
                    .text("why", words.apply(notice.why()))
                    .text("to", notice.to().toString())
                    .name("manner", notice.manner())
                    .texts("by", notice.by())
                    .time("at", notice.at())
                    .truth("late", notice.late())
                    .text("clock", notice.clock());
            if (letter != null) {
                out.text("idempotencyKey", letter.delivery())
                        .text("person", letter.person())
                        .text("title", letter.title())
                        .text("text", letter.text())
                        .text("link", letter.link());
            }
        });
    }
}
