package io.fenghuo.web;

import io.fenghuo.model.Secret;
import io.fenghuo.web.guard.Allowance;
import io.fenghuo.wire.WebhookSignature;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may bring posts. A client is a push source with a {@code key} (sent as {@code Authorization: Bearer KEY}) or a {@code secret} (which signs
 * each body, see {@link WebhookSignature}), or one of its named clients with a key or secret of their own; it may come from any address, brings posts of its own source only, and no more often than its rate.
 * Whoever may open the console brings posts without either, as before; but a key that is wrong is refused from everywhere. Keys are compared in
 * constant time and are in no log, no answer and no page.
 */
final class Clients implements Handler<RoutingContext> {
    /** Failures an address may make at once, and how many more each minute, before it is told to wait. */
    private static final int FAILURES = 20;

    private static final double FAILURES_A_SECOND = 0.2;
    private static final String CLIENT = "client";
    private static final String NAME = "client.name";
    private static final String UNSIGNED = "unsigned";
    private static final String BEARER = "bearer ";

    private final Desk desk;
    private final Allowance failures = new Allowance(FAILURES, FAILURES_A_SECOND);
    private final Map<String, Allowance> rates = new ConcurrentHashMap<>();

    Clients(Desk desk) {
        this.desk = desk;
    }

    /** The client behind a request; null when it comes from somebody trusted who brought no key. */
    static Console.@Nullable Client of(RoutingContext ctx) {
        return ctx.get(CLIENT);
    }

    /** The name under which the client's key or secret stands; empty when it stands under none. Of a signer it is known once its signature was checked. */
    static String nameOf(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.get(NAME), "");
    }

    /** Before the body of {@code POST /api/posts} is read: finds the client, or refuses. */
    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String source = request.getParam("source");
        String bearer = bearer(request);
        if (bearer != null) {
            come(ctx, byKey(ctx, bearer, source));
        } else if (request.getHeader("webhook-signature") != null) {
            ctx.put(UNSIGNED, true);
            come(ctx, bySource(source).orElseThrow(() -> refused(ctx, "api.badsignature")));
        } else if (Gate.trusted(ctx)) {
            ctx.next();
        } else if (desk.console.clients().isEmpty()) {
            throw Trouble.of(403, "error.403");
        } else {
            throw refused(ctx, "api.nokey");
        }
    }

    /** Before the body of a delivery to {@code /hooks/ID} is read: a platform proves itself later, in its own way. */
    void hook(RoutingContext ctx) {
        if (desk.console.rooms().hooks().known(ctx.pathParam("id"))) {
            ctx.next();
            return;
        }
        ctx.put(UNSIGNED, true);
        Console.Client client = bySource(ctx.pathParam("id")).orElseThrow(() -> Trouble.of(404, "api.nohook"));
        if (ctx.request().method().equals(HttpMethod.GET)) {
            throw Trouble.of(405, "error.405");
        }
        if (ctx.request().getHeader("webhook-signature") == null) {
            throw refused(ctx, "api.badsignature");
        }
        come(ctx, client);
    }

    /** Once the body is there: whether its signature holds, where it needs one; what names the message then. */
    @Nullable
    String checkSignature(RoutingContext ctx, byte[] body) {
        Console.Client client = of(ctx);
        if (client == null || !Boolean.TRUE.equals(ctx.get(UNSIGNED))) {
            return null;
        }
        HttpServerRequest request = ctx.request();
        WebhookSignature.Headers headers = new WebhookSignature.Headers(
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"));
        Signers.Found found = Signers.check(client, headers, body, desk.console.now());
        if (found.verdict() == WebhookSignature.Verdict.STALE) {
            throw refused(ctx, "api.oldsignature");
        }
        if (found.verdict() != WebhookSignature.Verdict.VALID) {
            throw refused(ctx, "api.badsignature");
        }
        ctx.put(NAME, found.name());
        rate(client);
        return found.message();
    }

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header == null
                ? null
                : header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                        ? header.substring(BEARER.length()).strip()
                        : "";
    }

    private Console.Client byKey(RoutingContext ctx, String key, @Nullable String source) {
        byte[] brought = key.getBytes(StandardCharsets.UTF_8);
        Console.Client found = null;
        for (Console.Client client : desk.console.clients()) {
            String name = opens(client.keys(), brought) ? "" : null;
            for (Map.Entry<String, List<Secret>> one : client.named().entrySet()) {
                name = opens(one.getValue(), brought) ? one.getKey() : name;
            }
            if (name != null && (found == null || client.source().equals(source))) {
                found = client;
                ctx.put(NAME, name);
            }
        }
        if (found == null) {
            throw refused(ctx, "api.badkey");
        }
        if (source != null && !source.equals(found.source())) {
            throw Trouble.of(403, "api.otherkey", found.source());
        }
        rate(found);
        return found;
    }

    /** Every key is looked at, whichever fits. */
    private static boolean opens(List<Secret> keys, byte[] brought) {
        boolean same = false;
        for (Secret one : keys) {
            same |= MessageDigest.isEqual(brought, one.reveal().getBytes(StandardCharsets.UTF_8));
        }
        return same;
    }

    private Optional<Console.Client> bySource(@Nullable String source) {
        List<Console.Client> clients = desk.console.clients();
        return clients.stream()
                .filter(client -> Signers.signs(client) && client.source().equals(source))
                .findFirst();
    }

    private void rate(Console.Client client) {
        rate(client.source(), client.rate());
    }

    /** Takes one of the requests a second that a source may make; refuses when there is none left. */
    void rate(String source, double rate) {
        Allowance allowance = rates.computeIfAbsent(source + " " + rate, name -> new Allowance(2 * rate, rate));
        long wait = allowance.take(source, desk.console.now());
        if (wait > 0) {
            throw Trouble.of(429, "api.rate", String.valueOf(wait), String.valueOf((long) rate))
                    .after(wait);
        }
    }

    /** A delivery to {@code source} whose proof does not hold; refuses when its address fails again and again. */
    void failed(String source, RoutingContext ctx) {
        long wait = failures.take(source + " " + ctx.request().remoteAddress().hostAddress(), desk.console.now());
        if (wait > 0) {
            throw Trouble.busy(wait);
        }
    }

    private static void come(RoutingContext ctx, Console.Client client) {
        ctx.put(CLIENT, client);
        ctx.next();
    }

    /** A refusal; from an address that fails again and again, one to come back later. */
    private Trouble refused(RoutingContext ctx, String why) {
        ctx.response().putHeader("Connection", "close");
        long wait = failures.take(ctx.request().remoteAddress().hostAddress(), desk.console.now());
        if (wait > 0) {
            return Trouble.busy(wait);
        }
        ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"fenghuo\"");
        return Trouble.of(401, why);
    }
}
