package io.fenghuo.web;

import io.fenghuo.model.Post;
import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Shell;
import io.fenghuo.web.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One import: while it is a draft what its columns mean and how its rows read, then how far it is.
 *
 * @param draft null once it began
 * @param live whether it goes on by itself, so that the page looks again
 * @param done rows read
 * @param of all rows; 0 = not counted yet
 * @param facts name and value of each
 * @param reasons why rows were refused
 * @param refused the first of them
 * @param listed how many can be downloaded; empty = none
 */
public record ImportView(
        String id,
        String name,
        String when,
        String state,
        String css,
        @Nullable Draft draft,
        boolean live,
        boolean waits,
        long done,
        long of,
        List<List<String>> facts,
        List<String> reasons,
        List<String> refused,
        String listed,
        String fault,
        boolean may,
        String message) {
    /** Fields a column may be taken for, in the order in which people look for them. */
    private static final List<String> FIELDS = List.of(
            "text",
            "publishedAt",
            "id",
            "author.name",
            "author.id",
            "thread",
            "url",
            "rating",
            "subject.order",
            "subject.product",
            "subject.shop",
            "subject.brand",
            "subject.host",
            "subject.campaign",
            "session",
            "parent",
            "role",
            "kind",
            "author.followers",
            "author.tier",
            "reach.likes",
            "reach.replies",
            "reach.shares",
            "reach.views",
            "attachments",
            "lang",
            Imports.BESIDE);

    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "UTC",
            "Asia/Hong_Kong",
            "Asia/Tokyo",
            "Asia/Singapore",
            "Europe/London",
            "Europe/Berlin",
            "America/New_York",
            "America/Los_Angeles");
    private static final List<String> DATES = List.of("any", "day_first", "month_first");
    private static final int TEXT = 200;

    public ImportView {
        facts = List.copyOf(facts);
        reasons = List.copyOf(reasons);
        refused = List.copyOf(refused);
    }

    /**
     * What can still be said.
     *
     * @param more columns that are not shown, in words; empty = none
     * @param read how many of the first rows are posts, in words; empty = it is not clear yet
     * @param missing what must be said first; empty = nothing
     */
    public record Draft(
            List<Column> columns,
            List<Shell.Choice> fields,
            List<Shell.Choice> dates,
            List<Shell.Choice> zones,
            Imports.Wish wish,
            String more,
            String read,
            List<Read> posts,
            String missing) {
        public Draft {
            columns = List.copyOf(columns);
            fields = List.copyOf(fields);
            dates = List.copyOf(dates);
            zones = List.copyOf(zones);
            posts = List.copyOf(posts);
        }
    }

    /** A column and what stands in its first rows. */
    public record Column(String name, String heading, String field, List<String> samples) {
        public Column {
            samples = List.copyOf(samples);
        }
    }

    /** A row as the post it would be. */
    public record Read(String text, List<String> facts) {
        public Read {
            facts = List.copyOf(facts);
        }
    }

    /** The page of an import as it stands. */
    public static ImportView of(Imports.Look look, Words words, Instant now, String by, boolean may, String message) {
        Imports.Job job = look.job();
        Imports.Stage stage = job.stage();
        boolean begun = stage != Imports.Stage.DRAFT;
        return new ImportView(
                job.id(),
                Harmless.line(job.name(), 80),
                words.t("imports.when", words.when(job.at(), now), by),
                words.t("imports.stage." + stage.name().toLowerCase(Locale.ROOT)),
                ImportsView.Line.css(stage),
                draft(look, words),
                stage == Imports.Stage.RUNNING,
                stage == Imports.Stage.INTERRUPTED,
                job.rows(),
                Math.max(0, job.total()),
                begun ? facts(job, words) : List.of(),
                job.reasons().stream()
                        .map(one -> words.t("imports.reason", one.getKey(), one.getValue()))
                        .toList(),
                (begun ? job.first() : look.refused())
                        .stream().map(one -> refusal(one, words)).toList(),
                job.listed() > 0 ? words.t("imports.download", job.listed()) : "",
                Harmless.line(job.fault(), 400),
                may,
                message);
    }

    /** A refusal in words; a field of posts that it names is called as the page does. */
    public static String said(Proposals.Heard heard, Words words) {
        return words.t(
                heard.fault(),
                heard.args().stream()
                        .map(arg -> words.has("imports.field." + arg)
                                ? words.t("imports.field." + arg)
                                : Harmless.line(arg, TEXT))
                        .toArray());
    }

    private static List<List<String>> facts(Imports.Job job, Words words) {
        String rows = job.total() < 0 ? words.t("imports.counting") : words.t("imports.of", job.rows(), job.total());
        return List.of(
                List.of(words.t("imports.fact.source"), Harmless.line(job.source(), 60)),
                List.of(words.t("imports.fact.rows"), rows),
                List.of(words.t("imports.fact.stored"), words.t("imports.number", job.stored())),
                List.of(words.t("imports.fact.known"), words.t("imports.number", job.known())),
                List.of(words.t("imports.fact.refused"), words.t("imports.number", job.refused())),
                List.of(words.t("imports.fact.hits"), words.t("imports.number", job.hits())));
    }

    private static String refusal(Imports.Refusal one, Words words) {
        String why = Harmless.line(one.why(), 300);
        return one.row() > 0 ? words.t("imports.row", one.row(), why) : why;
    }

    private static @Nullable Draft draft(Imports.Look look, Words words) {
        Imports.Wish wish = look.wish();
        if (wish == null) {
            return null;
        }
        Set<String> zones = new LinkedHashSet<>(List.of(words.zone().getId()));
        zones.addAll(ZONES);
        Stream<Shell.Choice> fields = Stream.concat(
                Stream.of(new Shell.Choice("", words.t("imports.field.none"))),
                FIELDS.stream().map(field -> new Shell.Choice(field, words.t("imports.field." + field))));
        return new Draft(
                look.columns().stream().map(ImportView::column).toList(),
                fields.toList(),
                DATES.stream()
                        .map(one -> new Shell.Choice(one, words.t("imports.dates." + one)))
                        .toList(),
                zones.stream().map(zone -> new Shell.Choice(zone, zone)).toList(),
                wish,
                look.more() > 0 ? words.t("imports.more", look.columns().size(), look.more()) : "",
                look.missing().done() ? words.t("imports.read", look.looked(), look.read()) : "",
                look.posts().stream().map(post -> read(post, words)).toList(),
                look.missing().done() ? "" : said(look.missing(), words));
    }

    private static Column column(Imports.Column one) {
        return new Column(
                "column." + one.place(),
                Harmless.line(one.heading(), 80),
                one.field(),
                one.samples().stream().map(text -> Harmless.line(text, 60)).toList());
    }

    private static Read read(Post post, Words words) {
        List<String> facts = new ArrayList<>();
        facts.add(words.exact(post.publishedAt()));
        facts.add(Objects.requireNonNullElse(
                post.author().name(), Objects.requireNonNullElse(post.author().id(), "")));
        facts.add(Objects.requireNonNullElse(post.subject().product(), ""));
        facts.add(Objects.requireNonNullElse(post.subject().order(), ""));
        facts.add(post.rating() == null ? "" : words.t("imports.stars", post.rating()));
        return new Read(
                Harmless.line(post.text(), TEXT),
                facts.stream()
                        .filter(fact -> !fact.isBlank())
                        .map(fact -> Harmless.line(fact, 60))
                        .toList());
    }
}
