package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.net.PfxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/** Certificates that nobody but our tests trusts, made by this Java's own keytool. */
public final class Certificates {
    public static final String PASSWORD = "changeit";

    private Certificates() {}

    /** A key store with a certificate for {@code name}; skips the test loudly when this Java has no keytool. */
    public static PfxOptions named(Path dir, String name) throws Exception {
        return made(dir, name, name, "");
    }

    /** The same, but it ran out five days ago. */
    static PfxOptions expired(Path dir, String name) throws Exception {
        return made(dir, name, name + "-expired", " -startdate -10d -validity 5");
    }

    private static PfxOptions made(Path dir, String name, String as, String more) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(keytool)) {
            System.err.println("SKIPPED: no keytool in this Java, certificates are not tested");
        }
        assumeTrue(Files.isExecutable(keytool));
        Path file = dir.resolve(as + ".p12");
        Process made = new ProcessBuilder((keytool + " -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN="
                                + name
                                + " -ext san=dns:" + name + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore "
                                + file.getFileName() + more)
                        .split(" "))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }

    /** The same as a key store. */
    public static KeyStore store(PfxOptions options) throws Exception {
        return KeyStore.getInstance(Path.of(options.getPath()).toFile(), PASSWORD.toCharArray());
    }
}
