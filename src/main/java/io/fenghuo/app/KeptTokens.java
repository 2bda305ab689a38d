package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refresh tokens that a platform gave in place of the one in the file: Kwaixiaodian's old one is worthless five minutes later. Each lies in
 * a small file of its own, sealed (AES-256-GCM) with a key made of the client's secret and the refresh token in sources.yaml: without these
 * nobody can read it, and a new refresh token in sources.yaml makes it forgotten. Read anew each time, so that {@code source try} beside
 * the running service does not take its token away. Threadsafe.
 */
final class KeptTokens {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTokens.class);
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable Path folder;
    private final Map<Grant, Secret> known = new HashMap<>();

    private KeptTokens(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Remembered in memory only. */
    static KeptTokens nowhere() {
        return new KeptTokens(null);
    }

    /** Kept under {@code data/tokens}. */
    static KeptTokens in(Path data) {
        return new KeptTokens(data.resolve("tokens"));
    }

    /** The refresh token that holds now; null when the grant has none. */
    synchronized @Nullable Secret latest(Grant grant) {
        Secret said = grant.refresh();
        if (said == null) {
            return null;
        }
        if (folder == null) {
            return known.getOrDefault(grant, said);
        }
        try {
            byte[] sealed = Files.readAllBytes(file(folder, grant));
            return Secret.of(new String(crypt(Cipher.DECRYPT_MODE, grant, sealed), StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return known.getOrDefault(grant, said);
        } catch (IOException | GeneralSecurityException unreadable) {
            LOG.warn("a kept refresh token of {} cannot be read: {}", grant.client(), unreadable.toString());
            return known.getOrDefault(grant, said);
        }
    }

    /** From now on this one holds. What cannot be written is remembered until the process ends. */
    synchronized void keep(Grant grant, Secret refresh) {
        known.put(grant, refresh);
        if (folder == null || refresh.equals(grant.refresh())) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path file = file(folder, grant);
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            byte[] sealed = crypt(Cipher.ENCRYPT_MODE, grant, refresh.reveal().getBytes(StandardCharsets.UTF_8));
            write(fresh, sealed);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException failed) {
            LOG.error(
                    "the new refresh token of {} cannot be kept; after a restart it has to be authorised again: {}",
                    grant.client(),
                    failed.toString());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Named after what it stands for: the endpoint, the client and the refresh token in the file. */
    private static Path file(Path folder, Grant grant) throws GeneralSecurityException {
        byte[] name = digest("name", grant.tokenUrl(), grant.client(), reveal(grant));
        return folder.resolve(HexFormat.of().formatHex(name, 0, 16));
    }

    private static byte[] crypt(int mode, Grant grant, byte[] bytes) throws GeneralSecurityException {
        byte[] key = digest("key", grant.secret().reveal(), grant.client(), reveal(grant));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec spec = new SecretKeySpec(key, "AES");
        if (mode == Cipher.DECRYPT_MODE) {
            if (bytes.length <= NONCE) {
                throw new GeneralSecurityException("cut off");
            }
            cipher.init(mode, spec, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE));
            return cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
        }
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        cipher.init(mode, spec, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] sealed = cipher.doFinal(bytes);
        byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return all;
    }

    private static byte[] digest(String... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static String reveal(Grant grant) {
        return Objects.requireNonNull(grant.refresh(), "has one").reveal();
    }
}
