package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.watching.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps refresh tokens in the store, where a second instance on the same database finds them too, sealed with AES-256-GCM under a key derived
 * from the house's ({@code FENGHUO_KEY}, else {@code data/signing.key}); a copy of the database alone gives none away. After a change of that
 * key the former opens them as long as it is still named. The access token got last stands beside it likewise, for commands to borrow. Threadsafe.
 */
final class StoredTokens implements TokenVault {
    private static final String NAME = "oauth.refresh/";
    private static final String LENT = "oauth.access/";
    private static final String PURPOSE = "fenghuo refresh tokens 1";
    private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Vertx vertx;
    private final Store store;
    private final List<Secret> keys;
    private final SecureRandom random;
    /** What the store may not have taken yet. */
    private final Map<String, Secret> fresh = new ConcurrentHashMap<>();

    /**
     * A vault.
     *
     * @param keys of the house; the first seals, all open
     */
    StoredTokens(Vertx vertx, Store store, List<Secret> keys, SecureRandom random) {
        this.vertx = vertx;
        this.store = store;
        this.keys = List.copyOf(keys);
        this.random = random;
    }

    @Override
    public Future<Optional<Secret>> recall(Grant grant) {
        Secret own = fresh.get(grant.mark());
        if (own != null) {
            return Future.succeededFuture(Optional.of(own));
        }
        return vertx.executeBlocking(
                () -> store.read(tx -> tx.journal().setting(NAME + grant.mark()))
                        .flatMap(cipherText -> opened(grant, cipherText)),
                false);
    }

    @Override
    public Future<Void> keep(Grant grant, Secret token, @Nullable Instant until) {
        fresh.put(grant.mark(), token);
        String cipherText = encrypted(grant, token);
        return Future.fromCompletionStage(store.write(tx -> {
                    tx.journal().saveSetting(NAME + grant.mark(), cipherText);
                    tx.journal().saveSetting(Expiry.setting(grant), until == null ? "" : until.toString());
                    return cipherText;
                }))
                .<Void>mapEmpty()
                .otherwise(failure -> {
                    LOG.error(
                            "a refresh token of {} could not be kept; it is lost with this process",
                            grant.client(),
                            failure);
                    return null;
                });
    }

    @Override
    public void lend(Grant grant, Lent lent) {
        String cipherText =
                encrypted(grant, Secret.of(lent.until() + " " + lent.token().reveal()));
        store.write(tx -> {
                    tx.journal().saveSetting(LENT + grant.mark(), cipherText);
                    return cipherText;
                })
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.warn("an access token of {} cannot be lent to commands", grant.client(), failure);
                    }
                });
    }

    /** What the service lent, as far as it holds after {@code now}. Blocks. */
    Optional<Lent> lent(Grant grant, Instant now) {
        return store.read(tx -> tx.journal().setting(LENT + grant.mark()))
                .flatMap(cipherText -> opened(grant, cipherText))
                .map(text -> text.reveal().split(" ", 2))
                .map(parts -> new Lent(Secret.of(parts[1]), Instant.parse(parts[0])))
                .filter(lent -> lent.until().isAfter(now));
    }

    private String encrypted(Grant grant, Secret token) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] text = token.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, grant).doFinal(text);
            byte[] all = Arrays.copyOf(nonce, NONCE + body.length);
            System.arraycopy(body, 0, all, NONCE, body.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-GCM", impossible);
        }
    }

    private Optional<Secret> opened(Grant grant, String cipherText) {
        byte[] all;
        try {
            all = Base64.getDecoder().decode(cipherText);
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
        for (Secret key : keys) {
            try {
                byte[] nonce = Arrays.copyOf(all, NONCE);
                byte[] text = cipher(Cipher.DECRYPT_MODE, key, nonce, grant)
                        .doFinal(all, NONCE, Math.max(0, all.length - NONCE));
                return Optional.of(Secret.of(new String(text, StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException | IllegalArgumentException another) {
                // Sealed with another of the keys, or with one that is not named any more.
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, Secret key, byte[] nonce, Grant grant) throws GeneralSecurityException {
        Mac derive = Mac.getInstance("HmacSHA256");
        derive.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] own = derive.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(own, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(grant.mark().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
