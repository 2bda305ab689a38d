package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** What everything else stands on. */
record Foundation(
        Settings settings,
        Home home,
        Configuration configuration,
        WatchedStore store,
        SignedLink links,
        Metrics metrics,
        Vertx vertx,
        Plugins plugins,
        InstantSource clock) {

    /**
     * Reads the files, takes the store and the port, and readies Vert.x and the plug-ins; each is closed by {@code lifecycle}.
     *
     * @throws StartRefused when something is not as it must be, saying what and what to do
     */
    static Foundation lay(Settings settings, InstantSource clock, Lifecycle lifecycle) {
        Startup.claimPort(settings);
        return quietly(settings, clock, lifecycle);
    }

    /** The same without a port, for one command. */
    static Foundation quietly(Settings settings, InstantSource clock, Lifecycle lifecycle) {
        Plugins plugins = Plugins.load(settings.home().resolve("plugins"));
        lifecycle.onClose("plugins", plugins);
        plugins.faults()
                .forEach(fault -> settings.terminal()
                        .println(fault.text(settings.environment().language())));
        Home home = Homes.open(
                settings.home(), settings.variables(), settings.environment().zone(), plugins.loader());
        Configuration configuration = Startup.load(home, clock.instant(), settings);
        WatchedStore store = new WatchedStore(Startup.store(settings), settings, clock);
        lifecycle.onClose("store", store);
        SignedLink links = Startup.links(settings);
        Metrics metrics = new Metrics();
        Vertx vertx = metrics.vertx();
        lifecycle.onStop("vertx", vertx::close);
        return new Foundation(settings, home, configuration, store, links, metrics, vertx, plugins, clock);
    }
}
