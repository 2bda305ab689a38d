package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.store.Store;
import io.fenghuo.store.Upgrading;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

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
        InstantSource clock,
        Revocations revocations) {

    /**
     * Reads the files, takes the store and the port, and readies Vert.x and the plug-ins; each is closed by {@code lifecycle}. Waits while
     * another instance works on a shared database.
     *
     * @throws StartRefused when something is not as it must be, saying what and what to do
     */
    static Foundation lay(Settings settings, InstantSource clock, Lifecycle lifecycle, Runnable onLost) {
        Startup.claimPort(settings);
        Foundation ground = lay(settings, clock, lifecycle, () -> Standby.store(settings, onLost));
        Startup.compareKey(ground.store(), settings);
        return ground;
    }

    /** The same without a port, for one command: it does not wait for the store. */
    static Foundation quietly(Settings settings, InstantSource clock, Lifecycle lifecycle) {
        return lay(settings, clock, lifecycle, () -> Startup.store(settings, () -> {}, Upgrading.LOGGED));
    }

    private static Foundation lay(Settings settings, InstantSource clock, Lifecycle lifecycle, Supplier<Store> opener) {
        Plugins plugins = Plugins.load(settings.home().resolve("plugins"));
        lifecycle.onClose("plugins", plugins);
        plugins.faults()
                .forEach(fault -> settings.terminal()
                        .println(fault.text(settings.environment().language())));
        Home home = Homes.open(
                settings.home(), settings.variables(), settings.environment().zone(), plugins);
        Configuration configuration = Startup.load(home, clock.instant(), settings);
        lifecycle.onClose("folder", Startup.folder(settings));
        WatchedStore store = new WatchedStore(opener.get(), settings, clock);
        lifecycle.onClose("store", store);
        Revocations revocations = new Revocations(store, Startup.links(settings), clock);
        Metrics metrics = new Metrics();
        Vertx vertx = metrics.vertx();
        lifecycle.onStop("vertx", vertx::close);
        revocations.follow(vertx);
        return new Foundation(
                settings,
                home,
                configuration,
                store,
                revocations.believed(),
                metrics,
                vertx,
                plugins,
                clock,
                revocations);
    }
}
