package io.fenghuo.acceptance;

import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.verticle.flow.Rehearsal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A message as its reader gets it: card, text with @ and spare channel are one.
 *
 * @param reader a person's id; of a group the channel's
 * @param channels the ways it came by
 * @param notices one, or the lines of a digest
 */
record Told(Instant at, String reader, Set<String> channels, List<Notice> notices, String text) {

    static Told of(Instant at, List<Rehearsal.Sent> ways) {
        Rehearsal.Sent first = ways.get(0);
        Set<String> channels = new TreeSet<>();
        ways.forEach(way -> channels.add(way.channel()));
        return new Told(
                at, first.person() == null ? first.channel() : first.person(), channels, first.notices(), first.text());
    }

    private Notice first() {
        return notices.get(0);
    }

    boolean line() {
        return first().manner() == Notice.Manner.DIGEST;
    }

    boolean rings() {
        return first().manner() == Notice.Manner.RING;
    }

    NoticeReason reason() {
        return line() ? NoticeReason.DIGEST : first().reason();
    }

    @Nullable
    String clock() {
        return line() ? null : first().clock();
    }

    boolean late() {
        return notices.stream().anyMatch(Notice::late);
    }

    String code() {
        return first().why().code();
    }

    List<String> args() {
        return first().why().args();
    }

    @Override
    public String toString() {
        LocalTime time = at.atZone(Play.ZONE).toLocalTime();
        String lines = line()
                ? notices.stream()
                        .map(one -> name(one.reason()) + clock(one))
                        .toList()
                        .toString()
                : clock(first());
        return time + " " + reader + " " + name(reason()) + lines + (late() ? " late" : "") + " by " + channels;
    }

    private static String name(NoticeReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(Notice notice) {
        return notice.clock() == null ? "" : " " + notice.clock();
    }
}
