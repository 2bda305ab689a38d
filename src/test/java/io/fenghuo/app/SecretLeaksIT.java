package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.fenghuo.Patience;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Conformance;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.delivery.DeliverVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every channel, with a canary in its address, its secret, its headers and options and in the key of the person it is for, sends to a vendor
 * that gives all of it back in every sort of reply. No log line, row, event, or page of an operator may hold any of it.
 */
class SecretLeaksIT {
    private static final String IN_URL = "canaryUrl7e6d5c4b3a2f1e0d";
    private static final String IN_SECRET = "canarySecret0f1e2d3c4b5a6";
    private static final String IN_HEADER = "canaryHeader99887766554433";
    private static final String IN_TOPIC = "canaryTopic112233445566";
    private static final String OF_PERSON = "canaryPhone665544332211aa";
    private static final List<String> CANARIES = List.of(IN_URL, IN_SECRET, IN_HEADER, IN_TOPIC, OF_PERSON);
    private static final Pattern BODY = Pattern.compile("\"body\":\"([A-Za-z0-9+/=_-]+)\"");

    /** What every kind of reply looks like; {@code %s} is where the request comes back. */
    private static final List<Vendor.Answer> REPLIES = List.of(
            reply(200, "<html>%s</html>"),
            reply(200, "{\"errcode\":93000,\"code\":40001,\"errmsg\":\"%s\",\"msg\":\"%s\",\"message\":\"%s\"}"),
            reply(
                    400,
                    "{\"code\":400,\"error\":{\"code\":\"Workflow\",\"message\":\"%s\"},\"message\":\"%s\",\"status\":\"%s\"}"),
            reply(401, "%s"),
            reply(403, "{\"code\":40301,\"error\":\"%s\",\"message\":\"%s\"}"),
            reply(404, "{\"code\":10015,\"message\":\"failed to get device token: [%s]\"}"));

    @TempDir
    Path dir;

    private static Vendor.Answer reply(int status, String form) {
        return (response, seen, n) -> {
            String login = seen.headers().getOrDefault("authorization", "");
            String echo = (login + " "
                            + seen.body().replaceAll("[^A-Za-z0-9 ]", " ").substring(0, 60) + " " + seen.uri() + " "
                            + seen.headers() + " " + seen.body())
                    .replace("\\", "")
                    .replace("\"", "'");
            response.setStatusCode(status)
                    .putHeader("X-Echo", echo.substring(0, 100).replaceAll("[^ -~]", ""))
                    .end(form.replace("%s", echo));
        };
    }

    /** Keeps all that is logged from {@code INFO} on, the deepest cause with it. */
    private static final class Kept extends AppenderBase<ILoggingEvent> {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append(' ').append(cause.getClassName()).append(' ').append(cause.getMessage());
            }
            lines.add(line.toString());
        }
    }

    private static ChannelSpec entry(String type, String id, String base) {
        String url = switch (type) {
            case "wecom-robot" -> base + "?key=" + IN_URL;
            case "dingtalk" -> base + "?access_token=" + IN_URL;
            case "teams" -> base + "?sig=" + IN_URL;
            case "bark", "ntfy" -> base;
            default -> base + "/" + IN_URL;
        };
        String secret = type.equals("webhook")
                ? "whsec_" + Base64.getEncoder().encodeToString(IN_SECRET.getBytes(StandardCharsets.UTF_8))
                : IN_SECRET;
        return new ChannelSpec(
                id,
                type,
                Set.of(),
                Secret.of(url),
                Secret.of(secret),
                List.of(),
                List.of(),
                false,
                true,
                Map.of(
                        "headers",
                        Map.of("Authorization", Secret.of("Bearer " + IN_HEADER)),
                        "topic",
                        Secret.of(IN_TOPIC)));
    }

    @Test
    void nothingOfASecretIsSeenAnywhere() throws Exception {
        Vertx vertx = Vertx.vertx();
        Kept kept = new Kept();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        List<String> seen = new ArrayList<>();
        List<Vendor> vendors = new ArrayList<>();
        Path file = dir.resolve("fenghuo.db");
        try (Store store = Stores.sqlite(file)) {
            kept.start();
            root.addAppender(kept);
            root.setLevel(Level.INFO);
            vertx.eventBus()
                    .<Object>consumer(DeliverVerticle.EVENTS, fact -> kept.lines.add(String.valueOf(fact.body())));
            House house = new House(vertx, store);
            house.ims = Map.of("bark", OF_PERSON, "ntfy", OF_PERSON);
            house.incident("i-1", Severity.L1, false);
            for (Vendor.Answer reply : REPLIES) {
                Vendor vendor = new Vendor(vertx, reply);
                vendors.add(vendor);
                for (String type : Conformance.types()) {
                    String id = type + "-" + vendors.size();
                    house.channel(entry(type, id, vendor.url("/" + type)));
                    house.tell("i-1", Severity.L1, Manner.RING, id, vendors.size() % 2 == 0 ? "zhang" : null);
                }
            }
            WebhookSender sender = new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL);
            house.open(sender);
            await().pollInterval(Duration.ofMillis(100))
                    .until(() -> house.all().stream()
                            .filter(one -> one.id().startsWith("d-") && one.id().endsWith(one.channel()))
                            .allMatch(SecretLeaksIT::tried));
            house.channels.values().forEach(spec -> seen.add(spec.toString()));
            for (Delivery one : house.all()) {
                store.read(tx -> tx.outbox().bytes(one.id())).ifPresent(bytes -> seen.add(envelope(bytes)));
            }
            assertThat(vendors)
                    .allMatch(
                            vendor -> vendor.seen.size() >= Conformance.types().size());
            assertThat(vendors.get(0).seen.toString()).contains(CANARIES.subList(0, 4));
            assertThat(vendors.get(1).seen.toString()).contains(OF_PERSON);
            house.shut();
        } finally {
            root.detachAppender(kept);
            root.setLevel(before);
            vendors.forEach(Vendor::close);
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        seen.addAll(kept.lines);
        seen.addAll(rows(file));
        assertThat(kept.lines).as("the log and the events were heard").hasSizeGreaterThan(40);
        assertThat(seen).hasSizeGreaterThan(500);
        for (String canary : CANARIES) {
            assertThat(seen).as(canary).noneMatch(text -> text.contains(canary));
        }
    }

    private static boolean tried(Delivery one) {
        return one.outcome() != null || one.state() != Delivery.Status.PENDING;
    }

    /** What is kept of a sending, and as an operator reads it. */
    private static String envelope(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder(text);
        for (Matcher body = BODY.matcher(text); body.find(); ) {
            byte[] decoded = new JsonObject("{" + body.group() + "}").getBinary("body");
            all.append('\n').append(new String(decoded, StandardCharsets.UTF_8));
            Letters.lines(io.fenghuo.channel.Outgoing.Http.json(new String(decoded, StandardCharsets.UTF_8)))
                    .forEach(line -> all.append('\n').append(line));
        }
        return all.toString();
    }

    /** Every value of every row of every table. */
    private static List<String> rows(Path file) throws Exception {
        List<String> values = new ArrayList<>();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet tables =
                        db.createStatement().executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            List<String> names = new ArrayList<>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            for (String name : names) {
                try (ResultSet row = db.createStatement().executeQuery("SELECT * FROM \"" + name + "\"")) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            byte[] value = row.getBytes(i);
                            values.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
                        }
                    }
                } catch (java.sql.SQLException virtual) {
                    values.add("");
                }
            }
        }
        return values;
    }
}
