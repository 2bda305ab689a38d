package io.fenghuo.source;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Tells a log-in page or a captcha from a page of comments that has none. Looked at only when nothing was caught. */
final class LockedDoor {
    private static final Pattern CAPTCHA =
            Pattern.compile("captcha|geetest|hcaptcha|turnstile|滑动验证|拖动滑块|安全验证|人机验证|请完成验证|输入验证码|unusual traffic");
    private static final Pattern LOGIN = Pattern.compile(
            "请先?登录|登录后(?:可|才能|即可)?(?:查看|继续|浏览)|扫码登录|sign in to continue|log in to continue|please log ?in");
    private static final int LOOKED_AT = 20_000;
    /** A page with more words than this is no mere log-in page, though it may have a log-in box. */
    private static final int SHORT = 3_000;

    private LockedDoor() {}

    /** What stands in the way, or null. */
    static @Nullable Trouble at(Document page, boolean nothing) {
        if (!nothing) {
            return null;
        }
        String said = Limits.cut(page.html(), LOOKED_AT * 5).toLowerCase(Locale.ROOT);
        String shown = Limits.cut(page.text(), LOOKED_AT).toLowerCase(Locale.ROOT);
        boolean form = page.selectFirst("input[type=password]") != null;
        if (CAPTCHA.matcher(shown).find()
                || page.selectFirst("[class*=captcha], [id*=captcha], iframe[src*=captcha]") != null
                || (!form && shown.length() < 500 && CAPTCHA.matcher(said).find())) {
            return Trouble.of("html.captcha");
        }
        return (form && shown.length() < SHORT) || LOGIN.matcher(shown).find() ? Trouble.of("html.login") : null;
    }
}
