package io.fenghuo.app;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.incident.Contacts;
import io.fenghuo.model.Secret;
import io.fenghuo.vendor.FakeAlertmanager;
import io.fenghuo.vendor.FakeBark;
import io.fenghuo.vendor.FakeDingTalk;
import io.fenghuo.vendor.FakeDiscord;
import io.fenghuo.vendor.FakeFeishuApp;
import io.fenghuo.vendor.FakeFeishuRobot;
import io.fenghuo.vendor.FakeNtfy;
import io.fenghuo.vendor.FakePagerDuty;
import io.fenghuo.vendor.FakeReceiver;
import io.fenghuo.vendor.FakeServerChan;
import io.fenghuo.vendor.FakeSlackApp;
import io.fenghuo.vendor.FakeSlackWebhook;
import io.fenghuo.vendor.FakeTeams;
import io.fenghuo.vendor.FakeTelegram;
import io.fenghuo.vendor.FakeVendor;
import io.fenghuo.vendor.FakeWeComApp;
import io.fenghuo.vendor.FakeWeComRobot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fake vendor for each account a home's channels speak to, with the account's own key and secret, and the channels as they speak to these. Mails
 * and the terminal stay what they are; a developer's own channel, which could go anywhere, becomes a terminal.
 */
final class FakeVendors {
    private static final Set<String> AT_HOME = Set.of("email", "terminal");

    private final InstantSource clock;
    private final Channels types;
    private final Contacts contacts;
    private final List<ChannelSpec> specs;
    private final Map<Secret, Stand> stands = new LinkedHashMap<>();
    private final List<ChannelSpec> channels = new ArrayList<>();

    /** A vendor and the channels that speak to it. */
    private record Stand(FakeVendor vendor, String type, List<String> channels) {}

    /**
     * What one vendor saw.
     *
     * @param channels ids of those that speak to it
     * @param refusals how often it refused for each reason, in the vendor's words
     */
    record Seen(String type, List<String> channels, int taken, int refused, Map<String, Integer> refusals) {}

    private FakeVendors(InstantSource clock, Channels types, List<ChannelSpec> specs, Contacts contacts) {
        this.clock = clock;
        this.types = types;
        this.specs = specs;
        this.contacts = contacts;
    }

    /** Stands them up; done when all listen. */
    static Future<FakeVendors> open(
            Vertx vertx, InstantSource clock, Channels types, List<ChannelSpec> specs, Contacts contacts) {
        FakeVendors all = new FakeVendors(clock, types, specs, contacts);
        List<Future<Void>> opening = new ArrayList<>();
        for (ChannelSpec spec : specs) {
            Stand stand = all.stand(spec);
            if (stand != null && stand.channels().isEmpty()) {
                opening.add(stand.vendor().open(vertx));
            }
            if (stand != null) {
                stand.channels().add(spec.id());
            }
        }
        return Future.join(opening).map(open -> {
            specs.forEach(spec -> all.channels.add(all.redirected(spec)));
            return all;
        });
    }

    /** The home's channels, leading nowhere but here. */
    List<ChannelSpec> channels() {
        return List.copyOf(channels);
    }

    /** What each saw, in the order of the home's channels. */
    List<Seen> seen() {
        return stands.values().stream()
                .map(one -> {
                    FakeVendor.Count count = one.vendor().count();
                    return new Seen(
                            one.type(), List.copyOf(one.channels()), count.taken(), count.refused(), count.refusals());
                })
                .toList();
    }

    /** The stand of the account an entry speaks to; null when it needs none. */
    private @Nullable Stand stand(ChannelSpec spec) {
        Secret account = account(spec);
        Stand present = stands.get(account);
        FakeVendor made = present == null ? vendor(spec) : null;
        if (made != null) {
            present = new Stand(made, spec.type(), new ArrayList<>());
            stands.put(account, present);
        }
        return present;
    }

    private Secret account(ChannelSpec spec) {
        return Secret.of(spec.type() + " " + address(spec) + " " + secret(spec));
    }

    private URI address(ChannelSpec spec) {
        Channel channel = types.type(spec.type()).orElse(null);
        Secret address = channel == null ? null : channel.address(spec);
        return URI.create(address == null ? "" : address.reveal().strip());
    }

    private ChannelSpec redirected(ChannelSpec spec) {
        Stand stand = stands.get(account(spec));
        if (stand == null) {
            return AT_HOME.contains(spec.type()) ? spec : with(spec, "terminal", null);
        }
        URI address = address(spec);
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return with(spec, spec.type(), Secret.of(stand.vendor().url(path + query)));
    }

    private static ChannelSpec with(ChannelSpec spec, String type, @Nullable Secret url) {
        return new ChannelSpec(
                spec.id(),
                type,
                spec.levels(),
                url,
                spec.secret(),
                spec.to(),
                spec.fallback(),
                spec.phone(),
                true,
                spec.options());
    }

    private @Nullable FakeVendor vendor(ChannelSpec spec) {
        URI address = address(spec);
        String path = Objects.requireNonNullElse(address.getPath(), "");
        String bare = path.replaceAll("/+$", "");
        String secret = secret(spec);
        return switch (spec.type()) {
            case "wecom-robot" -> new FakeWeComRobot(clock, query(address, "key"));
            case "dingtalk" -> new FakeDingTalk(clock, query(address, "access_token"), secret, keyword(spec));
            case "feishu" -> new FakeFeishuRobot(clock, path, secret, keyword(spec));
            case "slack" -> new FakeSlackWebhook(clock, path);
            case "discord" -> new FakeDiscord(clock, path);
            case "teams" -> new FakeTeams(clock, query(address, "sig"));
            case "bark" -> new FakeBark(clock, bare, known("bark", secret));
            case "ntfy" -> new FakeNtfy(clock, bare + "/", login(secret));
            case "serverchan" -> new FakeServerChan(clock, path);
            case "webhook" -> new FakeReceiver(clock, secret);
            case "pagerduty" -> new FakePagerDuty(clock, secret);
            case "alertmanager" -> new FakeAlertmanager(clock, bare);
            default -> application(spec, bare, secret);
        };
    }

    /** An application's interface begins at its address; a path before it is kept. */
    private @Nullable FakeVendor application(ChannelSpec spec, String base, String secret) {
        return switch (base.isEmpty() ? spec.type() : "") {
            case "telegram" -> new FakeTelegram(clock, secret, known("telegram", options("telegram", "chat")));
            case "wecom-app" ->
                new FakeWeComApp(
                        clock,
                        new FakeWeComApp.Account(
                                option(spec, "corpid"),
                                secret,
                                Integer.parseInt(option(spec, "agentid")),
                                option(spec, "token"),
                                option(spec, "aes-key")),
                        known("wecom", options("wecom-app", "users")));
            case "slack-app" -> new FakeSlackApp(clock, secret, option(spec, "signing"));
            case "feishu-app" -> new FakeFeishuApp(clock, option(spec, "app-id"), secret, option(spec, "verification"));
            default -> null;
        };
    }

    /** Everybody's id with a messenger, and those an entry names. */
    private Set<String> known(String messenger, String... others) {
        Set<String> all = new HashSet<>(List.of(others));
        contacts.people().values().forEach(person -> {
            String id = person.ims().get(messenger);
            if (id != null) {
                all.add(id);
            }
        });
        all.remove("");
        return all;
    }

    /** What all entries of a type say for an option that is one text or several. */
    private String[] options(String type, String name) {
        List<String> all = new ArrayList<>();
        for (ChannelSpec spec : specs) {
            Object value = spec.type().equals(type) ? spec.options().get(name) : null;
            if (value instanceof List<?> several) {
                several.forEach(one -> all.add(String.valueOf(one).strip()));
            } else if (value != null) {
                all.add(String.valueOf(value).strip());
            }
        }
        return all.toArray(String[]::new);
    }

    private static String keyword(ChannelSpec spec) {
        Object keyword = spec.options().get("keyword");
        Object first = keyword instanceof List<?> several ? several.isEmpty() ? null : several.get(0) : keyword;
        return first == null ? "" : String.valueOf(first);
    }

    private static String option(ChannelSpec spec, String name) {
        Object value = spec.options().get(name);
        return value == null
                ? ""
                : value instanceof Secret secret
                        ? secret.reveal().strip()
                        : String.valueOf(value).strip();
    }

    private static String secret(ChannelSpec spec) {
        Secret secret = spec.secret();
        return secret == null ? "" : secret.reveal().strip();
    }

    private static String login(String secret) {
        String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return secret.isEmpty() ? "" : secret.contains(":") ? "Basic " + basic : "Bearer " + secret;
    }

    private static String query(URI address, String name) {
        for (String pair : Objects.requireNonNullElse(address.getRawQuery(), "").split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
