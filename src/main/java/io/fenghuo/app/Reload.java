package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.verticle.Rulebook;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts a configuration in force, at the start and whenever the files change: rules at once and as a whole, sources by what differs. */
final class Reload {
    private final SourceRunner runner;
    private final DemoEvening demo;
    private final Outlets outlets;
    private final ProcessorRunner processors;
    private final AtomicReference<Rulebook> rules;
    private final AtomicReference<List<SourceSpec>> sources;
    private final UnaryOperator<Configuration> dress;
    private Future<Void> last = Future.succeededFuture();

    Reload(
            SourceRunner runner,
            DemoEvening demo,
            Outlets outlets,
            ProcessorRunner processors,
            AtomicReference<Rulebook> rules,
            AtomicReference<List<SourceSpec>> sources,
            UnaryOperator<Configuration> dress) {
        this.dress = dress;
        this.runner = runner;
        this.demo = demo;
        this.outlets = outlets;
        this.processors = processors;
        this.rules = rules;
        this.sources = sources;
    }

    /** Compiles and swaps; nothing runs by it yet but the rules. */
    void adopt(Configuration configuration) {
        List<SourceSpec> all = new ArrayList<>(configuration.sources());
        all.addAll(demo.sources());
        rules.set(Rulebooks.compile(
                dress.apply(configuration),
                demo.sources().stream().map(SourceSpec::id).collect(Collectors.toSet()),
                demo.since()));
        sources.set(List.copyOf(all));
    }

    /** Adopts and makes sources and channels follow; one after the other, whoever calls. Threadsafe. */
    synchronized Future<Void> apply(Configuration configuration) {
        last = last.otherwiseEmpty().compose(done -> follow(configuration));
        return last;
    }

    /** What is in force. */
    Configuration present() {
        return Objects.requireNonNull(rules.get()).configuration();
    }

    private Future<Void> follow(Configuration configuration) {
        return demo.consider(configuration).compose(done -> {
            adopt(configuration);
            return outlets.follow(configuration.channels())
                    .compose(followed -> processors.become(configuration.processors()))
                    .compose(followed -> runner.become(Objects.requireNonNull(sources.get())));
        });
    }
}
