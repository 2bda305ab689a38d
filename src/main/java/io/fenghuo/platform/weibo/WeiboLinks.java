package io.fenghuo.platform.weibo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.platform.Caught;
import org.jspecify.annotations.Nullable;

/** Addresses of posts as people open them: {@code https://weibo.com/UID/MID}, the mid in base 62, seven decimal digits to four of these. */
final class WeiboLinks {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private WeiboLinks() {}

    /** Where a post is; null when its author or id is not known. */
    static @Nullable String status(JsonNode status) {
        String mid = Caught.text(status, "mid", "idstr", "id");
        String uid = Caught.text(status.path("user"), "idstr", "id");
        return mid == null || uid == null || !mid.matches("[1-9]\\d{0,20}") || !uid.matches("\\d{1,20}")
                ? null
                : "https://weibo.com/" + uid + "/" + base62(mid);
    }

    static String base62(String mid) {
        StringBuilder all = new StringBuilder();
        for (int end = mid.length(); end > 0; end -= 7) {
            int begin = Math.max(0, end - 7);
            StringBuilder part = new StringBuilder();
            for (int rest = Integer.parseInt(mid.substring(begin, end)); rest > 0; rest /= 62) {
                part.insert(0, DIGITS.charAt(rest % 62));
            }
            while (begin > 0 && part.length() < 4) {
                part.insert(0, '0');
            }
            all.insert(0, part);
        }
        return all.toString();
    }
}
