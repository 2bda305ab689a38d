package io.fenghuo.verticle.intake;

import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.verticle.Time;
import io.fenghuo.wire.BatchJson;
import io.fenghuo.wire.PostJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Developers' processors, one after the other in the order of their file: each is asked at {@code fenghuo.process.<id>} with
 * {@code {"version":1,"source":"…","posts":[…]}} and replies {@code {"posts":[…]}}. It may change text, language, subject, role and
 * attributes; what identifies a post, when it was said and by whom stays. A post it does not give back, an answer that is none, a failure or
 * silence leaves posts as they were. One that fails again and again rests for a while, so that no alarm waits for it. Threadsafe.
 */
public final class Processors implements Processing {
    /** The address of a processor, its id behind it. */
    public static final String ADDRESS = "fenghuo.process.";
    /** The attribute that keeps what was written when a processor changed the text. */
    public static final String ORIGINAL = "text.original";

    private static final Logger LOG = LoggerFactory.getLogger(Processors.class);
    private static final int FAILURES = 3;
    private static final Duration REST = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Time time;
    private final ZoneId zone;
    private final Supplier<List<ProcessorSpec>> specs;
    private final Map<String, Health> health = new ConcurrentHashMap<>();

    public Processors(Vertx vertx, Time time, ZoneId zone, Supplier<List<ProcessorSpec>> specs) {
        this.vertx = vertx;
        this.time = time;
        this.zone = zone;
        this.specs = specs;
    }

    /** Failures in a row, until when it rests (null = it does not), and how it failed last. */
    private record Health(int failures, @Nullable Instant until, String why) {
        static final Health GOOD = new Health(0, null, "");
    }

    /** Which of them fail again and again, and how. */
    public List<Reason> failing() {
        List<Reason> all = new ArrayList<>();
        for (ProcessorSpec spec : specs.get()) {
            Health one = health.getOrDefault(spec.id(), Health.GOOD);
            if (one.failures() >= FAILURES) {
                all.add(Reason.of("plugin.fails", "processor " + spec.id(), one.why()));
            }
        }
        return all;
    }

    @Override
    public Future<List<Post>> process(List<Post> posts) {
        Future<List<Post>> done = Future.succeededFuture(posts);
        for (ProcessorSpec spec : specs.get()) {
            done = done.compose(before -> ask(spec, before));
        }
        return done;
    }

    private Future<List<Post>> ask(ProcessorSpec spec, List<Post> posts) {
        List<Post> seen =
                posts.stream().filter(post -> spec.sees(post.source())).toList();
        if (seen.isEmpty() || rests(spec)) {
            return Future.succeededFuture(posts);
        }
        String source = seen.get(0).source();
        JsonArray array = new JsonArray();
        seen.forEach(post -> array.add(new JsonObject(PostJson.write(post, zone))));
        JsonObject request =
                new JsonObject().put("version", 1).put("source", source).put("posts", array);
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(spec.timeout().toMillis());
        return vertx.eventBus()
                .<JsonObject>request(ADDRESS + spec.id(), request, options)
                .map(reply -> {
                    List<Post> after = merged(posts, source, reply.body());
                    health.put(spec.id(), Health.GOOD);
                    return after;
                })
                .recover(failure -> {
                    failed(spec, failure);
                    return Future.succeededFuture(posts);
                });
    }

    private boolean rests(ProcessorSpec spec) {
        Instant until = health.getOrDefault(spec.id(), Health.GOOD).until();
        Instant now = time.now();
        return until != null && until.isAfter(now) && !until.isAfter(now.plus(REST));
    }

    private void failed(ProcessorSpec spec, Throwable failure) {
        int failures = health.getOrDefault(spec.id(), Health.GOOD).failures() + 1;
        boolean rest = failures >= FAILURES;
        String why = String.valueOf(failure.getMessage());
        health.put(spec.id(), new Health(failures, rest ? time.now().plus(REST) : null, why));
        LOG.warn(
                "processor {} failed, posts go on as they are{}: {}",
                spec.id(),
                rest ? "; it rests for " + REST.toSeconds() + " s" : "",
                why);
    }

    private List<Post> merged(List<Post> posts, String source, @Nullable JsonObject reply) {
        if (reply == null || !(reply.getValue("posts") instanceof JsonArray changed)) {
            throw new IllegalArgumentException("the answer has no posts");
        }
        String batch =
                new JsonObject().put("source", source).put("posts", changed).encode();
        Map<String, Post> byId = new HashMap<>();
        BatchJson.parse(batch, time.now()).posts().forEach(post -> byId.put(post.id(), post));
        List<Post> after = new ArrayList<>(posts.size());
        for (Post post : posts) {
            Post given = post.source().equals(source) ? byId.get(post.id()) : null;
            after.add(given == null ? post : enriched(post, given));
        }
        return after;
    }

    private static Post enriched(Post post, Post given) {
        Map<String, String> attributes = new HashMap<>(given.attributes());
        String deleted = post.attributes().get("deleted");
        if (deleted != null) {
            attributes.put("deleted", deleted);
        }
        if (!given.text().equals(post.text())) {
            attributes.putIfAbsent(ORIGINAL, post.attributes().getOrDefault(ORIGINAL, post.text()));
        }
        return post.with()
                .text(given.text())
                .lang(given.lang())
                .subject(given.subject())
                .role(given.role())
                .attributes(attributes)
                .build();
    }
}
