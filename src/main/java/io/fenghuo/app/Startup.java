package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Claimant;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.StoreLock;
import io.fenghuo.store.Stores;
import io.fenghuo.store.Upgrading;
import io.fenghuo.web.WebSettings;
import io.fenghuo.web.guard.Cidr;
import io.fenghuo.wire.SignedLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** What must be right before anything runs; each step refuses in words. */
final class Startup {
    private static final int KEY_BYTES = 32;
    private static final String KEY_USED = "signing.key.fingerprint";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Startup() {}

    /** The configuration, with warnings shown. */
    static Configuration load(Home home, Instant now, Settings settings) {
        Loaded loaded = home.load(now);
        List<String> lines = loaded.problems().stream()
                .map(problem -> problem.text(settings.environment().language()))
                .toList();
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            throw new StartRefused(lines);
        }
        lines.forEach(settings.terminal()::println);
        return configuration;
    }

    /** Finds out now rather than after everything else has started that the port is taken. */
    static void claimPort(Settings settings) {
        Environment.Listen listen = settings.environment().listen();
        if (listen.port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
        } catch (IOException taken) {
            throw new StartRefused(List.of(
                    isHeld(settings.data())
                            ? locked(settings)
                            : words(settings).say("port.taken", listen.host(), String.valueOf(listen.port()))));
        }
    }

    /**
     * The store, for this process alone.
     *
     * @param onLost called when another instance has taken a shared database over
     * @param told hears of an upgrade of the database
     * @throws StartRefused when it cannot be had; its cause is a {@link StoreException.Locked} when another instance has it
     */
    static Store store(Settings settings, Runnable onLost, Upgrading told) {
        Secret url = settings.environment().databaseUrl();
        try {
            ownFolder(settings.data());
            return url == null
                    ? Stores.sqlite(settings.data().resolve("fenghuo.db"), told)
                    : Stores.open(url.reveal(), claimant(settings, onLost), told);
        } catch (IOException | StoreException refused) {
            throw refused(settings, refused);
        }
    }

    /**
     * The store for a command that writes while the service does not run; never taken for the service.
     *
     * @throws StoreException when it cannot be had; a {@link StoreException.Locked} when the service runs
     */
    static Store between(Settings settings) {
        Secret url = settings.environment().databaseUrl();
        if (url != null) {
            return Stores.open(url.reveal());
        }
        try {
            ownFolder(settings.data());
        } catch (IOException unwritable) {
            throw new StoreException("cannot write " + settings.data(), unwritable);
        }
        return Stores.sqlite(settings.data().resolve("fenghuo.db"));
    }

    /** Takes the data folder when the store lies elsewhere: two processes over one home would both take themselves for its instance. */
    static AutoCloseable folder(Settings settings) {
        Secret url = settings.environment().databaseUrl();
        try {
            ownFolder(settings.data());
            return url == null || url.reveal().contains("sqlite:") ? () -> {} : StoreLock.acquire(settings.data());
        } catch (IOException | StoreException refused) {
            throw refused(settings, refused);
        }
    }

    static StartRefused refused(Settings settings, Exception why) {
        boolean held =
                why instanceof StoreException.Locked && settings.environment().databaseUrl() == null;
        return new StartRefused(List.of(held ? locked(settings) : unusable(settings, why)), why);
    }

    /** This home, on this machine: an instance that was killed is known again when it comes back, and a copied folder is another one. */
    private static Claimant claimant(Settings settings, Runnable onLost) throws IOException {
        Path file = settings.data().resolve("instance.id");
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.writeString(file, UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
        }
        Path home = settings.home().toRealPath();
        String machine = machine();
        String owner = Files.readString(file, StandardCharsets.US_ASCII).strip() + " " + machine + " " + home;
        String label = machine + ", process " + ProcessHandle.current().pid() + ", " + home;
        return new Claimant(owner, label, onLost);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException nameless) {
            return "localhost";
        }
    }

    /** Warns when links of earlier messages will not open because another key signed them. */
    static void compareKey(Store store, Settings settings) {
        List<String> believed =
                keys(settings).stream().map(Startup::fingerprint).toList();
        String present = believed.get(0);
        String before = store.write(tx -> {
                    String stored = tx.journal().setting(KEY_USED).orElse(present);
                    tx.journal().saveSetting(KEY_USED, present);
                    return stored;
                })
                .toCompletableFuture()
                .join();
        if (!believed.contains(before)) {
            settings.terminal().println(new TerminalWords(settings.environment().language()).say("standby.key"));
        }
    }

    private static String fingerprint(Secret key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("fenghuo signing key " + key.reveal()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static boolean isHeld(Path data) {
        try {
            return Files.isDirectory(data)
                    && StoreLock.tryAcquire(data)
                            .map(free -> {
                                free.close();
                                return false;
                            })
                            .orElse(true);
        } catch (StoreException unwritable) {
            return false;
        }
    }

    private static String locked(Settings settings) {
        return words(settings).say("data.locked", settings.data(), StoreLock.holder(settings.data()));
    }

    /** Says that the data folder cannot be written when that is the reason, else what the store says. */
    private static String unusable(Settings settings, Exception refused) {
        Path data = settings.data();
        String why = String.valueOf(refused.getMessage()).strip();
        if (Files.exists(data) && !Files.isDirectory(data)) {
            return words(settings).say("data.no-folder", data);
        }
        boolean writable = Files.isWritable(Files.exists(data) ? data : settings.home());
        return refused instanceof StoreException && writable
                ? words(settings).say("data.store", why.lines().findFirst().orElse(""))
                : words(settings).say("data.unwritable", data);
    }

    private static TerminalWords words(Settings settings) {
        return new TerminalWords(settings.environment().language());
    }

    /** The key that signs links and forms: the environment's, else one of our own kept in the data folder, readable by its owner only. */
    static Secret key(Settings settings) {
        return keys(settings).get(0);
    }

    /** All keys that are believed, the one that signs first. */
    static List<Secret> keys(Settings settings) {
        Secret given = settings.environment().key();
        return given == null
                ? List.of(ownKey(settings))
                : Environment.keys(given.reveal()).stream().map(Secret::of).toList();
    }

    private static Secret ownKey(Settings settings) {
        Path file = settings.data().resolve("signing.key");
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                byte[] key = new byte[KEY_BYTES];
                RANDOM.nextBytes(key);
                ownFolder(settings.data());
                Path whole = settings.data().resolve("signing.key.new");
                Files.deleteIfExists(whole);
                create(whole);
                Files.writeString(whole, HexFormat.of().formatHex(key), StandardCharsets.US_ASCII);
                Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Secret.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException failed) {
            throw new StartRefused(List.of(unusable(settings, failed)), failed);
        }
    }

    private static void create(Path file) throws IOException {
        if (posix()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Makes the data folder when it is missing: what strangers and customers said is for its owner's eyes only. */
    static void ownFolder(Path data) throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        if (posix()) {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(data);
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    static SignedLink links(Settings settings) {
        return SignedLink.of(keys(settings));
    }

    static WebSettings web(Settings settings) {
        Environment environment = settings.environment();
        return new WebSettings(
                environment.listen().host(),
                environment.listen().port(),
                environment.publicUrl(),
                environment.trusted().stream().map(Cidr::parse).toList(),
                key(settings),
                environment.zone(),
                environment.language(),
                WebSettings.MAX_BODY);
    }
}
