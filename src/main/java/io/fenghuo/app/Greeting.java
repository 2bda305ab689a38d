package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Watcher;
import io.fenghuo.source.SourceSpec;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the terminal says when the service has started and when its files change. Threadsafe. */
final class Greeting {
    /** Where the second column begins. */
    private static final int COLUMN = 12;
    /** Types whose absence is worth a hint, with the hint's key. */
    private static final List<String> HINTS = List.of("wecom-robot", "dingtalk", "feishu");

    private final Settings settings;
    private final TerminalWords words;
    private final PrintStream out;
    private Set<String> told = Set.of();

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
                .collect(Collectors.joining(words.say("list")));
        out.println();
        out.println(words.say("ready.title"));
        out.println();
        row("console", console);
        row(
                "watching",
                words.say(
                        "ready.watching",
                        brands,
                        rules,
                        configuration.watchlists().size()));
        row("sources", sources.isEmpty() ? words.say("ready.sources.none") : names(sources));
        channels(configuration, outlets);
        if (settings.environment().publicUrl() == null) {
            row("hint", words.say("ready.no-public-url"));
        }
        out.println();
        out.flush();
    }

    private void row(String label, String text) {
        String name = words.say("ready.label." + label);
        int width = name.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum();
        out.println("  " + name + " ".repeat(Math.max(1, COLUMN - width)) + text);
    }

    private String names(List<SourceSpec> sources) {
        String list = sources.stream().map(SourceSpec::id).collect(Collectors.joining(words.say("list")));
        return words.say("ready.sources", sources.size(), list);
    }

    private void channels(Configuration configuration, Outlets outlets) {
        List<String> live = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (ChannelSpec spec : configuration.channels()) {
            (outlets.isMailFolder(spec) ? folders : live).add(spec.id());
        }
        row("channels", live.isEmpty() ? "-" : String.join(words.say("list"), live));
        if (!folders.isEmpty()) {
            row("mail", words.say("ready.mail.folder", settings.data().resolve("mail")));
        }
        Set<String> types =
                configuration.channels().stream().map(ChannelSpec::type).collect(Collectors.toSet());
        for (String type : HINTS) {
            if (!types.contains(type)) {
                row(type, words.say("ready.missing." + type));
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

    /** Says once that these jars are not those that run; nothing when they are again. */
    synchronized void jars(Set<String> changed) {
        if (!changed.equals(told)) {
            told = Set.copyOf(changed);
            if (!changed.isEmpty()) {
                out.println(words.say("reload.jars", String.join(words.say("list"), changed)));
            }
        }
    }

    private void show(List<Problem> problems) {
        problems.forEach(
                problem -> out.println(problem.text(settings.environment().language())));
    }
}
