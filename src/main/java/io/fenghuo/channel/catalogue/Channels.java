package io.fenghuo.channel.catalogue;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.feishu.Feishu;
import io.fenghuo.channel.feishu.FeishuApp;
import io.fenghuo.channel.mail.Email;
import io.fenghuo.channel.program.Alertmanager;
import io.fenghuo.channel.program.PagerDuty;
import io.fenghuo.channel.program.Webhook;
import io.fenghuo.channel.push.Bark;
import io.fenghuo.channel.push.Ntfy;
import io.fenghuo.channel.push.ServerChan;
import io.fenghuo.channel.robot.DingTalk;
import io.fenghuo.channel.robot.Discord;
import io.fenghuo.channel.robot.Teams;
import io.fenghuo.channel.slack.Slack;
import io.fenghuo.channel.slack.SlackApp;
import io.fenghuo.channel.telegram.Telegram;
import io.fenghuo.channel.wecom.WeComApp;
import io.fenghuo.channel.wecom.WeComRobot;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of channel there are. Immutable. */
public final class Channels {
    private final Map<String, Channel> byType;

    private Channels(Iterable<Channel> found) {
        Map<String, Channel> map = new TreeMap<>();
        for (Channel channel : found) {
            map.putIfAbsent(channel.type(), channel);
        }
        byType = Collections.unmodifiableMap(map);
    }

    /** Those that are part of the house, and the door to developers' own. */
    public static Channels builtIn() {
        return new Channels(List.of(
                new Email(),
                new WeComRobot(),
                new DingTalk(),
                new Feishu(),
                new Slack(),
                new WeComApp(),
                new Telegram(),
                new SlackApp(),
                new FeishuApp(),
                new Webhook(),
                new Bark(),
                new Ntfy(),
                new Discord(),
                new Teams(),
                new ServerChan(),
                new PagerDuty(),
                new Alertmanager(),
                new Terminal(),
                new VerticleChannel()));
    }

    /** The built-in ones and those that {@code loader} finds in plug-in jars; a built-in type cannot be replaced. */
    public static Channels discover(ClassLoader loader) {
        List<Channel> all = new java.util.ArrayList<>(builtIn().all());
        ServiceLoader.load(Channel.class, loader).forEach(all::add);
        return new Channels(all);
    }

    /** These and {@code more}; none of those takes the type of one that is here. */
    public Channels and(Collection<Channel> more) {
        List<Channel> all = new java.util.ArrayList<>(all());
        all.addAll(more);
        return new Channels(all);
    }

    /** The same kinds, of which each gives what it would send as plain text to be read; for rehearsals, where nothing leaves. */
    public Channels readable() {
        Channel terminal = new Terminal();
        return new Channels(byType.values().stream()
                .<Channel>map(real -> new ReadOnly(real, terminal))
                .toList());
    }

    /** The same kinds, one of them with other limits than its vendor's; for measurements. */
    public Channels paced(String type, Limits limits) {
        return new Channels(byType.values().stream()
                .<Channel>map(real -> real.type().equals(type) ? new Paced(real, limits) : real)
                .toList());
    }

    public Optional<Channel> type(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Collection<Channel> all() {
        return byType.values();
    }
}
