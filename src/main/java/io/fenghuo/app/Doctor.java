package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.watching.AuditVerticle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Looks at everything a service needs and says what to do about what is wrong. Sends no message, changes nothing, works beside a running one. */
public final class Doctor {
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int AT_ONCE = 8;
    /** From here on deadlines and signatures go wrong noticeably; below it may be the way there and back. */
    private static final long SKEW_SECONDS = 60;

    /** Before this program was written: a machine that says so has lost its clock. */
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private final Settings settings;
    private final TerminalWords words;
    private final List<Finding> findings = new ArrayList<>();

    /** How grave a finding is. */
    public enum Grade {
        OK,
        WARNING,
        FAILED
    }

    /**
     * One thing looked at.
     *
     * @param about configuration, store, disk, clock, public-url, source ID, channel ID
     * @param words what was found, and what to do
     */
    public record Finding(Grade grade, String about, String words) {}

    public Doctor(Settings settings) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
    }

    /** Looks at everything once; blocks until the slowest has answered or its time is up. */
    public List<Finding> examine() {
        findings.clear();
        boolean readable = files();
        store();
        clock();
        publicUrl();
        if (readable) {
            try (Plugins plugins = Plugins.load(settings.home().resolve("plugins"))) {
                Configuration configuration = new Listing(silent()).configuration();
                skew(configuration);
                sources(configuration, plugins.sources());
                channels(configuration);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return List.copyOf(findings);
    }

    private void found(Grade grade, String about, String key, Object... args) {
        findings.add(new Finding(grade, about, words.say(key, args)));
    }

    private boolean files() {
        CheckConfiguration.Report report = new CheckConfiguration(
                        settings.variables(), settings.environment().language(), settings.home())
                .run();
        for (String line : report.lines()) {
            boolean error = line.contains(": error:");
            findings.add(new Finding(error ? Grade.FAILED : Grade.WARNING, "configuration", line));
        }
        if (report.errors() == 0) {
            found(
                    Grade.OK,
                    "configuration",
                    "doctor.files",
                    report.watchlists(),
                    report.sources(),
                    report.channels(),
                    report.people());
        }
        return report.errors() == 0;
    }

    private void store() {
        Secret url = settings.environment().databaseUrl();
        Path file = settings.data().resolve("fenghuo.db");
        if (url == null && !Files.exists(file)) {
            writable();
            return;
        }
        String where = url == null ? "sqlite:" + file : url.reveal();
        try {
            List<String> lacking = Stores.pending(where);
            if (lacking.isEmpty()) {
                opened(where, url == null ? file : null);
            } else {
                found(Grade.WARNING, "store", "store.behind", lacking.size(), String.join(", ", lacking));
            }
        } catch (StoreException failed) {
            found(Grade.FAILED, "store", "doctor.store.failed", String.valueOf(failed.getMessage()));
        }
        disk();
    }

    private void opened(String where, @Nullable Path file) {
        try (Store store = Stores.openReadOnly(where)) {
            int open = store.read(tx ->
                    tx.incidents().list(new Incidents.Query(true, true, 1000)).size());
            audit(store);
            if (file == null || Stores.quickCheck(file)) {
                found(Grade.OK, "store", "doctor.store", open);
            } else {
                found(Grade.FAILED, "store", "doctor.store.broken", file);
            }
        }
    }

    /** What the auditor of the running service found last. */
    private void audit(Store store) {
        String kept =
                store.read(tx -> tx.journal().setting(AuditVerticle.SETTING).orElse(""));
        if (kept.isEmpty()) {
            return;
        }
        JsonObject last = new JsonObject(kept);
        Instant at = Instant.parse(last.getString("at"));
        boolean fresh = at.plus(AuditVerticle.STALE).isAfter(new SystemTime().instant());
        String key = fresh ? last.getBoolean("content") ? "doctor.audit" : "doctor.audit.found" : "doctor.audit.stale";
        found(
                !fresh ? Grade.WARNING : last.getBoolean("content") ? Grade.OK : Grade.FAILED,
                "audit",
                key,
                last.getValue("open"),
                last.getValue("findings"),
                last.getValue("triggered"),
                last.getValue("delivered"),
                last.getValue("failed"),
                last.getValue("pending"),
                last.getValue("stuck"),
                last.getValue("unreachable"),
                at.atZone(settings.environment().zone()).toLocalDateTime().withNano(0));
    }

    private void writable() {
        Path nearest = settings.data().toAbsolutePath();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest != null && Files.isWritable(nearest)) {
            found(Grade.OK, "store", "doctor.store.none");
        } else {
            found(Grade.FAILED, "store", "doctor.store.unwritable", settings.data());
        }
        disk();
    }

    private void disk() {
        try {
            Path folder = Files.isDirectory(settings.data()) ? settings.data() : settings.home();
            long free = Files.getFileStore(folder).getUsableSpace();
            boolean enough = free >= ENOUGH_BYTES;
            found(
                    enough ? Grade.OK : Grade.FAILED,
                    "disk",
                    enough ? "doctor.disk" : "doctor.disk.full",
                    String.valueOf(free >> 20));
        } catch (IOException failed) {
            found(Grade.FAILED, "disk", "doctor.store.unwritable", settings.data());
        }
    }

    private void clock() {
        Instant now = new SystemTime().instant();
        ZoneId zone = settings.environment().zone();
        String there = now.atZone(zone).toLocalDateTime().withNano(0).toString();
        boolean sane = now.isAfter(WRITTEN) && now.isBefore(FAR);
        found(sane ? Grade.OK : Grade.FAILED, "clock", sane ? "doctor.clock" : "doctor.clock.wrong", there, zone);
    }

    /** The clock against those of the servers the files name: each says its time in {@code Date}. */
    private void skew(Configuration configuration) {
        ClockProbe.Skew skew = ClockProbe.measure(configuration);
        if (skew == null) {
            return;
        }
        long seconds = skew.ahead().toSeconds();
        String key = seconds > 0 ? "doctor.clock.ahead" : "doctor.clock.behind";
        boolean wrong = Math.abs(seconds) >= SKEW_SECONDS;
        found(
                wrong ? Grade.WARNING : Grade.OK,
                "clock",
                wrong ? key : "doctor.clock.agrees",
                String.join(", ", skew.hosts()),
                Math.abs(seconds));
    }

    /** The files' warnings are findings already: they are not printed once more. */
    private Settings silent() {
        return new Settings(
                settings.environment(),
                settings.variables(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    private void publicUrl() {
        URI url = settings.environment().publicUrl();
        if (url == null) {
            found(Grade.WARNING, "public-url", "doctor.public.unset");
            return;
        }
        String host = String.valueOf(url.getHost());
        boolean near = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if (near) {
            found(Grade.FAILED, "public-url", "doctor.public.near", url);
        } else if (!"https".equals(url.getScheme())) {
            found(Grade.WARNING, "public-url", "doctor.public.plain", url);
        } else {
            found(Grade.OK, "public-url", "doctor.public", url);
        }
    }

    private void sources(Configuration configuration, SourceTypes types) {
        try (SourceProbe probe = new SourceProbe(settings)) {
            List<SourceSpec> readable = new ArrayList<>();
            for (SourceSpec spec : configuration.sources()) {
                SourceType.Way way = types.find(spec.type()).orElseThrow().way();
                if (way == SourceType.Way.POLL || way == SourceType.Way.LISTEN || way == SourceType.Way.DRAW) {
                    readable.add(spec);
                } else {
                    found(Grade.OK, "source " + spec.id(), "doctor.source.other", spec.type());
                }
            }
            for (int from = 0; from < readable.size(); from += AT_ONCE) {
                List<SourceSpec> some = readable.subList(from, Math.min(readable.size(), from + AT_ONCE));
                List<Future<SourceProbe.Yield>> reads =
                        some.stream().map(probe::read).toList();
                for (int i = 0; i < some.size(); i++) {
                    source(some.get(i), SourceProbe.join(reads.get(i)));
                }
            }
        }
    }

    private void source(SourceSpec spec, SourceProbe.Yield yield) {
        String about = "source " + spec.id();
        if (yield.readable() && yield.note() == null) {
            found(Grade.OK, about, "doctor.source", yield.posts().size());
        } else {
            Grade grade = yield.readable() ? Grade.WARNING : Grade.FAILED;
            findings.add(new Finding(grade, about, String.valueOf(yield.note())));
        }
    }

    private void channels(Configuration configuration) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Finding>> looks = configuration.channels().stream()
                    .map(spec -> CompletableFuture.supplyAsync(() -> channel(spec), threads))
                    .toList();
            looks.forEach(look -> findings.add(look.join()));
        } finally {
            threads.shutdownNow();
        }
    }

    private Finding channel(ChannelSpec spec) {
        String about = "channel " + spec.id();
        URI address = address(spec);
        if (address == null || address.getHost() == null) {
            boolean folder = spec.type().equals("email");
            return new Finding(
                    folder ? Grade.WARNING : Grade.OK,
                    about,
                    words.say(folder ? "doctor.channel.folder" : "doctor.channel.local"));
        }
        boolean smtp = spec.type().equals("email");
        int port = address.getPort() > 0 ? address.getPort() : usual(String.valueOf(address.getScheme()));
        String host = address.getHost();
        try (Socket socket = new Socket()) {
            java.net.InetAddress resolved = new PublicAddresses().resolve(host, smtp || spec.allowPrivate());
            socket.connect(new InetSocketAddress(resolved, port), CONNECT_MILLIS);
            return new Finding(Grade.OK, about, words.say("doctor.channel", host, spec.id()));
        } catch (UnknownHostException unknown) {
            return new Finding(Grade.FAILED, about, words.say("doctor.channel.dns", host));
        } catch (AddressPolicy.Refused refused) {
            return new Finding(Grade.FAILED, about, words.say("doctor.channel.private", host));
        } catch (IOException unreachable) {
            return new Finding(
                    Grade.FAILED, about, words.say("doctor.channel.unreachable", host, String.valueOf(port)));
        }
    }

    private @Nullable URI address(ChannelSpec spec) {
        Secret url = spec.type().equals("email")
                ? settings.environment().smtp()
                : Channels.builtIn()
                        .type(spec.type())
                        .map(type -> type.address(spec))
                        .orElse(spec.url());
        try {
            return url == null ? null : URI.create(url.reveal().strip());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static int usual(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "smtp" -> 587;
            case "smtps" -> 465;
            default -> 443;
        };
    }
}
