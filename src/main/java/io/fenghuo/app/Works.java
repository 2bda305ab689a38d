package io.fenghuo.app;

import io.fenghuo.channel.Channels;
import io.fenghuo.channel.Words;
import io.fenghuo.model.Ids;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.DeliverVerticle;
import io.fenghuo.verticle.Desk;
import io.fenghuo.verticle.IncidentVerticle;
import io.fenghuo.verticle.IngestVerticle;
import io.fenghuo.verticle.Pipeline;
import io.fenghuo.verticle.Previews;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.SourcePorts;
import io.fenghuo.verticle.StoredSourceLog;
import io.fenghuo.web.Console;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The moving parts, made in the order in which a post meets them. Nothing runs before it is started. */
final class Works {
    private static final String USER_AGENT = "Fenghuo/0.1";

    final AtomicReference<Rulebook> rules = new AtomicReference<>();
    final AtomicReference<List<SourceSpec>> sources = new AtomicReference<>(List.of());
    final VertxTime time;
    final Bus bus;
    final Desk desk;
    final Pipeline pipeline;
    final DemoEvening demo;
    final SourceRunner runner;
    final Outlets outlets;
    final DeliverVerticle deliver;
    final DemoCards cards;
    final Reload reload;
    private final Foundation ground;

    Works(Foundation ground) {
        this.ground = ground;
        Settings settings = ground.settings();
        ZoneId zone = settings.environment().zone();
        SecureRandom random = new SecureRandom();
        time = new VertxTime(ground.vertx(), ground.clock());
        bus = new Bus(ground.vertx());
        desk = new Desk(new Ids(random), rules::get, new Chronicle(zone, Words.of(settings.lang())::reason));
        pipeline = new Pipeline(desk, ground.store(), time, rules::get, bus);
        demo = new DemoEvening(settings, ground.vertx(), time, ground.store());
        SourceTypes types = SourceTypes.builtIn().and(ground.plugins().loader());
        runner = new SourceRunner(
                ground.vertx(),
                settings.home(),
                zone,
                types,
                ports(random),
                ground.plugins(),
                settings.environment().language());
        outlets = new Outlets(settings, ground.vertx(), time, rules::get, ground.plugins());
        Channels channels = outlets.types();
        deliver = new DeliverVerticle(
                ground.store(), time, outlets::book, channels, outlets.sender(), ground.links(), random);
        bus.listen(tidings -> deliver.wake());
        cards = DemoCards.of(new Previews(ground.links()), channels, outlets::book, ground.clock()::instant);
        reload = new Reload(runner, demo, outlets, rules, sources);
    }

    IncidentVerticle incidents() {
        return new IncidentVerticle(desk, ground.store(), time, bus);
    }

    IngestVerticle ingest() {
        return new IngestVerticle(pipeline, time);
    }

    Console console() {
        return new ConsoleService(new ConsoleService.Parts(
                ground.vertx(),
                ground.store(),
                time,
                desk,
                pipeline,
                bus,
                rules::get,
                sources::get,
                ground.links(),
                ground.metrics()::scrape,
                List::of,
                tx -> outlets.lines(tx, time.now()),
                demo::panel));
    }

    private SourcePorts ports(SecureRandom random) {
        AddressPolicy addresses = new PublicAddresses();
        return new SourcePorts(
                new HttpFetcher(ground.vertx(), addresses, HttpFetcher.Limits.DEFAULT, USER_AGENT),
                new HttpStreams(ground.vertx(), addresses, ground.clock(), USER_AGENT),
                pipeline,
                time,
                new StoredSourceLog(ground.vertx(), ground.store(), bus::source),
                new SourceWords(ground.settings().environment().language()),
                random);
    }
}
