package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Environment;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.StoreLock;
import io.fenghuo.store.Stores;
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
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What must be right before anything runs; each step refuses in words. */
final class Startup {
    private static final int KEY_BYTES = 32;
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

    static Store store(Settings settings) {
        Secret url = settings.environment().databaseUrl();
        try {
            ownFolder(settings.data());
            return url == null ? Stores.sqlite(settings.data().resolve("fenghuo.db")) : Stores.open(url.reveal());
        } catch (StoreException.Locked held) {
            throw new StartRefused(List.of(locked(settings)), held);
        } catch (IOException | StoreException refused) {
            throw new StartRefused(List.of(unusable(settings, refused)), refused);
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
        Secret given = settings.environment().key();
        if (given != null) {
            return given;
        }
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
        return new SignedLink(key(settings));
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
