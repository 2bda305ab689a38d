package io.fenghuo.platform.kuaishou;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.platform.Caught;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer without {@code "result": 1} means. The platform documents the words of these faults rather than their numbers (开发者支持 K0003
 * token中无scope权限, K0004 鉴权失败／TOKEN过期, K1004 验签失败, K1008 Exceed qps limit and Exceed quota limit), so it is the words that are
 * looked at; codes of the token endpoint (授权说明 §4) may come here, too.
 */
enum KwaixiaodianFaults {
    /** Too fast: it passes at once. */
    PACE("kwaixiaodian.pace", "(?i)qps limit|限流", Duration.ofSeconds(30)),
    /** The calls of the day are used up. */
    QUOTA("kwaixiaodian.quota", "(?i)quota limit|\\[1017]|额度", Duration.ofHours(1)),
    /** The shop did not grant {@code merchant_comment}. */
    SCOPE("kwaixiaodian.scope", "(?i)scope|无.*权限|100200106", null),
    SIGN("kwaixiaodian.sign", "(?i)验签|签名|\\bsign", null),
    /** It ran out, or the shop took its authorisation back. */
    TOKEN("kwaixiaodian.token", "(?i)鉴权失败|token|授权|revoked|100200102", null),
    OTHER("kwaixiaodian.other", "", null);

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // a Pattern is immutable
    private final Pattern words;

    private final @Nullable Duration pause;

    KwaixiaodianFaults(String code, String words, @Nullable Duration pause) {
        this.code = code;
        this.words = Pattern.compile(words);
        this.pause = pause;
    }

    /** The fault of an answer; null when it is a success. */
    static @Nullable KwaixiaodianFaults of(JsonNode root) {
        if ("1".equals(Caught.text(root, "result"))) {
            return null;
        }
        String said = said(root);
        for (KwaixiaodianFaults fault : values()) {
            if (fault.words.matcher(said).find()) {
                return fault;
            }
        }
        return OTHER;
    }

    SourceException exception(JsonNode root) {
        return new SourceException(Trouble.of(code, said(root)), pause);
    }

    private static String said(JsonNode root) {
        return Objects.requireNonNullElse(Caught.text(root, "result"), "") + " "
                + Objects.requireNonNullElse(Caught.text(root, "error"), "") + " "
                + Objects.requireNonNullElse(Caught.text(root, "error_msg", "sub_msg", "msg", "message"), "");
    }
}
