package io.fenghuo.web;

import io.fenghuo.model.Post;
import io.fenghuo.web.view.Words;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/**
 * {@code /hooks/ID}: what a platform delivers is met by {@link PlatformHooks}; else a body of any shape that the push source of that id maps to posts, signed with its secret. A message without a text
 * is no post and is answered 202 all the same, so that its sender does not try again; the same {@code webhook-id} of the
 * same client again does nothing.
 */
final class HooksApi implements Handler<RoutingContext> {
    private final Desk desk;
    private final Clients clients;
    private final PlatformHooks platforms;

    HooksApi(Desk desk, Clients clients) {
        this.desk = desk;
        this.clients = clients;
        this.platforms = new PlatformHooks(desk, clients);
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (Clients.of(ctx) == null) {
            platforms.handle(ctx);
            return;
        }
        Buffer buffer = ctx.body().buffer();
        byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
        String id = clients.checkSignature(ctx, body);
        Console.Client client = Objects.requireNonNull(Clients.of(ctx));
        String by = Clients.nameOf(ctx);
        Words words = desk.words(ctx);
        ctx.vertx()
                .executeBlocking(() -> desk.console.mapped(client.source(), by, body, words.locale()), false)
                .map(posts -> by.isEmpty()
                        ? posts
                        : posts.stream().map(post -> Signers.by(post, by)).toList())
                .compose(posts -> keep(client.source(), posts, String.valueOf(id), body))
                .onSuccess(receipt -> Desk.json(ctx, 202, answer(client.source(), receipt)))
                .onFailure(e -> ctx.fail(trouble(e)));
    }

    private Future<Console.Receipt> keep(String source, List<Post> posts, String id, byte[] body) {
        if (posts.isEmpty()) {
            return Future.succeededFuture(new Console.Receipt(0, 0, 0, 0));
        }
        return desk.console.ingest(
                new Ingest(source, posts, "hook " + id, PostsApi.sha256(body), body, "hook", List.of()));
    }

    static Throwable trouble(Throwable e) {
        if (e instanceof Console.Unreadable unreadable) {
            return Trouble.said(400, "hook", String.valueOf(unreadable.getMessage()), null);
        }
        return e instanceof Console.KeyReused ? Trouble.of(422, "api.keyreused") : e;
    }

    private static String answer(String source, Console.Receipt receipt) {
        return new JsonObject()
                .put("source", source)
                .put("posts", receipt.posts())
                .put("stored", receipt.stored())
                .put("edited", receipt.edited())
                .put("hits", receipt.hits())
                .encode();
    }
}
