package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Watcher;
import io.fenghuo.source.SourceSpec;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the terminal says when the service has started and when its files change. Threadsafe. */
final class Greeting {
    /** Types whose absence is worth a hint, with the hint's key. */
    private static final List<String> HINTS = List.of("wecom-robot", "dingtalk", "feishu");

    private final Settings settings;
    private final TerminalWords words;
    private final PrintStream out;

    Greeting(Settings settings) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
        this.out = settings.terminal();
    }

    /** Everything a newcomer must know to go on. */
    void ready(Configuration configuration, List<SourceSpec> sources, Outlets outlets, String console) {
        int rules = configuration.watchlists().stream()
                .mapToInt(list -> list.rules().size())
                .sum();
        String brands = configuration.watchlists().stream()
                .map(list -> list.brand())
                .distinct()
                .collect(Collectors.joining("、"));
        out.println(words.say("ready.title"));
        out.println(words.say("ready.console", console));
        out.println(words.say(
                "ready.watching", brands, rules, configuration.watchlists().size()));
        out.println(words.say("ready.sources", sources.size(), names(sources)));
        channels(configuration, outlets);
        if (settings.environment().publicUrl() == null) {
            out.println(words.say("ready.no-public-url"));
        }
        out.flush();
    }

    private static String names(List<SourceSpec> sources) {
        return sources.isEmpty() ? "-" : sources.stream().map(SourceSpec::id).collect(Collectors.joining("、"));
    }

    private void channels(Configuration configuration, Outlets outlets) {
        for (ChannelSpec spec : configuration.channels()) {
            String key = outlets.isMailFolder(spec) ? "ready.channel.folder" : "ready.channel.live";
            out.println(words.say(key, spec.id(), spec.type(), settings.data().resolve("mail")));
        }
        Set<String> types =
                configuration.channels().stream().map(ChannelSpec::type).collect(Collectors.toSet());
        for (String type : HINTS) {
            if (!types.contains(type)) {
                out.println(words.say("ready.channel.missing." + type));
            }
        }
    }

    /** Says what came of every reload and hands what is in force to {@code apply}. */
    Watcher.Listener reloads(Consumer<Configuration> apply) {
        return new Watcher.Listener() {
            @Override
            public void reloaded(Configuration configuration, List<Problem> warnings) {
                apply.accept(configuration);
                show(warnings);
                out.println(words.say(
                        "reload.done",
                        configuration.watchlists().size(),
                        configuration.channels().size()));
            }

            @Override
            public void refused(List<Problem> problems) {
                show(problems);
                out.println(words.say("reload.refused", problems.size()));
            }
        };
    }

    private void show(List<Problem> problems) {
        problems.forEach(
                problem -> out.println(problem.text(settings.environment().language())));
    }
}
