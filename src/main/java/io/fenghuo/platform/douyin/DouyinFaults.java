package io.fenghuo.platform.douyin;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.source.Bearer;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means whose {@code data.error_code} is not 0 (developer.open-douyin.com, 状态码排查工具). The status is 200 all the same.
 */
enum DouyinFaults {
    /** It ran out, is wrong, or the account took its authorisation back. */
    TOKEN("douyin.token", null, 2190002, 2190008, 28001003, 28001008, 10008),
    /** The app or the account was not granted {@code ma.item.comment}. */
    SCOPE("douyin.scope", null, 2190004, 28001007, 28001014, 28001016, 28001018, 28001019, 2100007),
    /** The calls of the day are used up. */
    QUOTA("douyin.quota", Duration.ofHours(1), 28003017, 2100009),
    /** Theirs, and passing. */
    BUSY("douyin.busy", Duration.ofSeconds(30), 2100004, 28001005, 28001006),
    OTHER("douyin.other", null);

    /** The header {@code access-token} of every call. */
    static final Bearer BEARER = new Bearer() {
        @Override
        public Request bear(Request plain, Secret token, Instant now) {
            Map<String, Secret> headers = new HashMap<>(plain.headers());
            headers.put("access-token", token);
            return new Request(plain.url(), headers, plain.conduct(), plain.body());
        }

        @Override
        public boolean refuses(int status, byte[] body) {
            if (body.length > SMALL) {
                return false;
            }
            try {
                return of(Caught.tree(body)) == TOKEN;
            } catch (SourceException none) {
                return false;
            }
        }
    };

    /** An answer that refuses is small. */
    private static final int SMALL = 4_000;

    private final String code;
    private final @Nullable Duration pause;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<Integer> numbers;

    DouyinFaults(String code, @Nullable Duration pause, Integer... numbers) {
        this.code = code;
        this.pause = pause;
        this.numbers = List.of(numbers);
    }

    /** The fault of an answer; null only when it says that it is a success. */
    static @Nullable DouyinFaults of(JsonNode root) {
        String number = Caught.text(root.path("data"), "error_code");
        if ("0".equals(number)) {
            return null;
        }
        String said = number == null ? Caught.text(root.path("extra"), "error_code") : number;
        for (DouyinFaults fault : values()) {
            if (fault.numbers.stream().anyMatch(known -> String.valueOf(known).equals(said))) {
                return fault;
            }
        }
        return OTHER;
    }

    SourceException exception(JsonNode root) {
        return new SourceException(trouble(root), pause);
    }

    Trouble trouble(JsonNode root) {
        JsonNode data = root.path("data");
        JsonNode extra = root.path("extra");
        String number = Caught.text(data, "error_code");
        String said = Caught.text(data, "description");
        return Trouble.of(
                code,
                Objects.requireNonNullElse(number == null ? Caught.text(extra, "error_code") : number, "?"),
                Objects.requireNonNullElse(said == null ? Caught.text(extra, "description") : said, ""));
    }
}
