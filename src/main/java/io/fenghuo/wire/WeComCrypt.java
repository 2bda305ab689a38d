package io.fenghuo.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How WeCom signs and seals what it sends us (developer.work.weixin.qq.com, document 90968): SHA-1 over token, time, nonce and the sealed text
 * in order of their characters; AES-256 in CBC, the first half of the key as IV, padded to 32 bytes.
 */
public final class WeComCrypt {
    private static final int BLOCK = 32;
    private static final int RANDOM = 16;

    private WeComCrypt() {}

    /** What {@code msg_signature} has to be. */
    public static String signature(String token, String timestamp, String nonce, String sealed) {
        String[] parts = Stream.of(token, timestamp, nonce, sealed).sorted().toArray(String[]::new);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    /** Whether it is a key: 43 characters of base64. */
    public static boolean key(String aesKey) {
        return aesKey.matches("[A-Za-z0-9+/]{43}");
    }

    /**
     * What was sealed for {@code receiver}; null when the key does not open it, it is malformed, or it is for somebody else.
     */
    public static @Nullable String open(String aesKey, String sealed, String receiver) {
        try {
            byte[] plain = unpad(cipher(Cipher.DECRYPT_MODE, aesKey)
                    .doFinal(Base64.getDecoder().decode(sealed)));
            if (plain.length < RANDOM + 4) {
                return null;
            }
            int length = ByteBuffer.wrap(plain).getInt(RANDOM);
            if (length < 0 || length > plain.length - RANDOM - 4) {
                return null;
            }
            int end = RANDOM + 4 + length;
            String whose = new String(plain, end, plain.length - end, StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(
                    whose.getBytes(StandardCharsets.UTF_8), receiver.getBytes(StandardCharsets.UTF_8));
            return ours ? new String(plain, RANDOM + 4, length, StandardCharsets.UTF_8) : null;
        } catch (GeneralSecurityException | IllegalArgumentException notSealedForUs) {
            return null;
        }
    }

    /** Seals as WeCom does, behind {@code random} of 16 bytes. */
    public static String seal(String aesKey, byte[] random, String text, String receiver) {
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        byte[] whom = receiver.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM + 4 + said.length + whom.length;
        int pad = BLOCK - length % BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(length + pad);
        plain.put(random, 0, RANDOM).putInt(said.length).put(said).put(whom);
        while (plain.hasRemaining()) {
            plain.put((byte) pad);
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(cipher(Cipher.ENCRYPT_MODE, aesKey).doFinal(plain.array()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key is 32 bytes", impossible);
        }
    }

    private static Cipher cipher(int mode, String aesKey) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(aesKey + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, RANDOM));
        return cipher;
    }

    private static byte[] unpad(byte[] padded) {
        int pad = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (pad < 1 || pad > BLOCK || pad > padded.length) {
            throw new IllegalArgumentException("padding");
        }
        return Arrays.copyOf(padded, padded.length - pad);
    }
}
