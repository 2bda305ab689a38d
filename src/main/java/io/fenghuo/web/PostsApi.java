package io.fenghuo.web;

import io.fenghuo.model.Post;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostJson;
import io.fenghuo.wire.PostLines;
import io.fenghuo.wire.WireException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/posts}: one post, an array or NDJSON; answered 202 only once everything that follows from them is kept. */
final class PostsApi implements Handler<RoutingContext> {
    /** Posts of one request: {@value}. */
    static final int MAX_POSTS = 50_000;

    /** Wrong lines that are told at once. */
    private static final int TOLD = 50;

    private static final Set<String> LINES =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines");
    private static final Pattern SOURCE = Pattern.compile("[\\p{L}\\p{N}._-]{1,100}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private final Desk desk;
    private final Clients clients;

    PostsApi(Desk desk, Clients clients) {
        this.desk = desk;
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext ctx) {
        boolean lines = checkType(ctx);
        boolean gzipped = Gzipped.is(ctx);
        Buffer body = ctx.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        String message = clients.checkSignature(ctx, bytes);
        Console.Client client = Clients.of(ctx);
        String given = ctx.request().getHeader("Idempotency-Key");
        // What is signed names the request; anybody could change the other header.
        String key = message == null ? given : message;
        if (key != null && !KEY.matcher(key).matches()) {
            throw Trouble.of(400, "api.keylong");
        }
        String source = client == null ? ctx.request().getParam("source") : client.source();
        if (source != null && !SOURCE.matcher(source).matches()) {
            throw Trouble.of(400, "api.badsource");
        }
        Instant now = desk.console.now();
        Words words = desk.words(ctx);
        boolean history = "true".equals(ctx.request().getParam("history"));
        String by = Clients.nameOf(ctx);
        // Each client counts its own requests; of one that signs, the message names it already.
        String own = message == null && given != null && !by.isEmpty() ? by + " " + given : key;
        ctx.vertx()
                .executeBlocking(
                        () -> {
                            byte[] plain = gzipped ? Gzipped.unpacked(bytes, desk.settings.maxBody()) : bytes;
                            return new Reading(source, own, plain, lines).read(now, words);
                        },
                        false)
                .map(read -> own(read, client).by(by, history))
                .compose(read -> desk.console
                        .ingest(read.ingest())
                        .onSuccess(receipt ->
                                Desk.json(ctx, 202, answer(read, receipt).encode())))
                .onFailure(e -> ctx.fail(e instanceof Console.KeyReused ? Trouble.of(422, "api.keyreused") : e));
    }

    /** A client brings posts of its own source only. */
    private static Read own(Read read, Console.@Nullable Client client) {
        if (client != null && !read.ingest().source().equals(client.source())) {
            throw Trouble.of(403, "api.otherkey", client.source());
        }
        return read;
    }

    /** Refuses what is no JSON; whether the body says that each of its lines is a post. */
    private static boolean checkType(RoutingContext ctx) {
        String type = ctx.request().getHeader("Content-Type");
        String name = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean lines = LINES.contains(name);
        if (!lines && !name.equals("application/json") && !name.endsWith("+json")) {
            throw Trouble.of(415, "error.415");
        }
        return lines;
    }

    private static JsonObject answer(Read read, Console.Receipt receipt) {
        JsonObject answer = new JsonObject()
                .put("source", read.ingest().source())
                .put("posts", receipt.posts())
                .put("stored", receipt.stored())
                .put("edited", receipt.edited())
                .put("hits", receipt.hits());
        if (read.named()) {
            answer.put(
                    "ids",
                    new JsonArray(read.ingest().posts().stream().map(Post::id).toList()));
        }
        if (!read.unknown().isEmpty()) {
            JsonObject unknown = new JsonObject();
            read.unknown().forEach(unknown::put);
            answer.put("unknown", unknown);
        }
        return answer;
    }

    /** SHA-256 in lower-case hex. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /**
     * A body that was read.
     *
     * @param named whether some post had no id and was given one
     * @param unknown fields the contract does not know
     */
    private record Read(Ingest ingest, boolean named, Map<String, Integer> unknown) {
        /** The same, brought by the client of that name, which its posts tell; empty = by none that has one. */
        Read by(String client, boolean history) {
            if (client.isEmpty() && !history) {
                return this;
            }
            List<Post> posts = client.isEmpty()
                    ? ingest.posts()
                    : ingest.posts().stream()
                            .map(post -> Signers.by(post, client))
                            .toList();
            return new Read(
                    new Ingest(
                            ingest.source(),
                            posts,
                            ingest.key(),
                            ingest.fingerprint(),
                            ingest.body(),
                            (ingest.origin() + " " + client).strip(),
                            ingest.evidence(),
                            history),
                    named,
                    unknown);
        }
    }

    /** Reads one body. The ids it gives follow from source, key and place alone, so that a repeat gives the same. */
    private static final class Reading {
        private final @Nullable String source;
        private final @Nullable String key;
        private final byte[] body;
        private final boolean lines;
        private boolean named;

        Reading(@Nullable String source, @Nullable String key, byte[] body, boolean lines) {
            this.source = source;
            this.key = key;
            this.body = body;
            this.lines = lines;
        }

        Read read(Instant now, Words words) {
            PostJson.Parsed parsed;
            try {
                parsed = PostJson.read(body, PostDefaults.strict(source, now).withIds(this::id), MAX_POSTS);
            } catch (WireException e) {
                throw Trouble.said(
                                400,
                                "post",
                                words.t("api.line", String.valueOf(e.line()), e.pointer())
                                                .strip() + " " + e.what(words.locale()),
                                e.cure(words.locale()))
                        .lines(lines ? wrong(now, words) : new JsonArray());
            }
            List<Post> posts = parsed.posts();
            if (posts.isEmpty()) {
                throw Trouble.of(400, "api.empty");
            }
            if (named && key == null) {
                throw Trouble.of(400, "api.key");
            }
            String from = posts.get(0).source();
            if (posts.stream().anyMatch(post -> !post.source().equals(from))) {
                throw Trouble.of(400, "api.sources");
            }
            if (!SOURCE.matcher(from).matches()) {
                throw Trouble.of(400, "api.badsource");
            }
            String scoped = key == null ? null : "posts " + from + " " + key;
            return new Read(
                    new Ingest(from, posts, scoped, sha256(body), body, "api", List.of()), named, parsed.unknown());
        }

        /** Every line that is wrong, so that all can be mended at once; the first {@value #TOLD} of them. */
        private JsonArray wrong(Instant now, Words words) {
            JsonArray wrong = new JsonArray();
            Reader text = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
            try (PostLines posts =
                    new PostLines(text, PostDefaults.strict(source, now).withIds(this::id))) {
                while (wrong.size() < TOLD && posts.hasNext()) {
                    try {
                        posts.next();
                    } catch (WireException e) {
                        wrong.add(new JsonObject()
                                .put("line", e.line())
                                .put("message", (e.pointer() + " " + e.what(words.locale())).strip()));
                    }
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return wrong;
        }

        private String id(long number) {
            named = true;
            String seed = source + "\n" + key + "\n" + number;
            return "k-" + sha256(seed.getBytes(StandardCharsets.UTF_8)).substring(0, 24);
        }
    }
}
