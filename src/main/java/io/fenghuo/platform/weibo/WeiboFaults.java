package io.fenghuo.platform.weibo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Query;
import io.fenghuo.source.Bearer;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code {"request", "error_code", "error"}} means (open.weibo.com/wiki/Error_code); it comes with a status of 400, 401 or 403, and now and
 * then with 200.
 */
enum WeiboFaults {
    /** Of the address (10022), the user (10023), or the user at this interface (10024), by the hour. */
    RATE("weibo.rate", Duration.ofMinutes(15), 10022, 10023, 10024),
    /** Used up (21314), run out (21315, 21327), taken back (21316), refused (21317, 21319) or wrong (21332, 21501). */
    TOKEN("weibo.token", null, 21314, 21315, 21316, 21317, 21319, 21327, 21332, 21501),
    /** The app has not been granted this interface. */
    SCOPE("weibo.scope", null, 10005, 10014, 21335),
    /** Theirs, and passing. */
    BUSY("weibo.busy", Duration.ofSeconds(30), 10001, 10002, 10003, 10009, 10010, 10011),
    /** A post that the entry names is not there (any more). */
    GONE("weibo.gone", null, 20101, 20201),
    OTHER("weibo.other", null);

    /** The parameter {@code access_token} of every call. */
    static final Bearer BEARER = new Bearer() {
        @Override
        public Request bear(Request plain, Secret token, Instant now) {
            Map<String, String> parameters = Query.of(plain.url());
            parameters.put("access_token", token.reveal());
            return new Request(
                    Query.url(Query.bare(plain.url()), parameters), plain.headers(), plain.conduct(), plain.body());
        }

        @Override
        public boolean refuses(int status, byte[] body) {
            return false;
        }
    };

    private final String code;

    final @Nullable Duration pause;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<Integer> numbers;

    WeiboFaults(String code, @Nullable Duration pause, Integer... numbers) {
        this.code = code;
        this.pause = pause;
        this.numbers = List.of(numbers);
    }

    /** The fault of an answer; null when it names none. */
    static @Nullable WeiboFaults of(JsonNode root) {
        String number = Caught.text(root, "error_code");
        if (number == null) {
            return null;
        }
        for (WeiboFaults fault : values()) {
            if (fault.numbers.stream().anyMatch(known -> String.valueOf(known).equals(number))) {
                return fault;
            }
        }
        return OTHER;
    }

    Trouble trouble(JsonNode root) {
        return Trouble.of(
                code,
                Objects.requireNonNullElse(Caught.text(root, "error_code"), "?"),
                Objects.requireNonNullElse(Caught.text(root, "error"), ""),
                Objects.requireNonNullElse(Caught.text(root, "request"), ""));
    }
}
