package io.fenghuo.source;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Judges from a post's own page whether the post still stands there. */
public final class Standing {
    /** What a page that is about one deleted thing says; a long page quotes all kinds of things. */
    private static final Pattern GONE = Pattern.compile(
            "(已被?(作者|楼主|用户|管理员)?(自行)?删除|已删除|内容不存在|(帖子|评论|内容|页面|微博|笔记|视频)(已)?不(存在|见了)"
                    + "|has been (deleted|removed)|no longer (available|exists)|(page|post|comment) not found)",
            Pattern.CASE_INSENSITIVE);

    private static final int SHORT_PAGE = 1_500;
    private static final int ENOUGH = 40;
    private static final int LEAST = 4;
    private static final Pattern NOISE = Pattern.compile("[\\s\\p{P}\\p{Z}\\p{C}]+");

    private Standing() {}

    /** What a page says of a post. */
    public enum Verdict {
        /** Its text is there. */
        STANDS,
        /** The page says that it is gone: 404, 410, or in words. */
        GONE,
        /** Nothing can be told, such as from a log-in page or one that is filled by a script. */
        UNKNOWN
    }

    /** The verdict on {@code text}, from an answer to the address of its post. */
    public static Verdict of(String text, int status, byte[] body, Headers headers) {
        if (status == 404 || status == 410) {
            return Verdict.GONE;
        }
        if (status != 200) {
            return Verdict.UNKNOWN;
        }
        String page = Decoding.text(body, headers.first("Content-Type"));
        String said = page.stripLeading().startsWith("<") ? Jsoup.parse(page).text() : page;
        String wanted = bare(text);
        String start = wanted.substring(0, Math.min(ENOUGH, wanted.length()));
        if (start.length() >= LEAST && bare(said).contains(start)) {
            return Verdict.STANDS;
        }
        return said.length() <= SHORT_PAGE && GONE.matcher(said).find() ? Verdict.GONE : Verdict.UNKNOWN;
    }

    private static String bare(String text) {
        return NOISE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a post's address lies on the site of its source: strangers write addresses into posts, and we call none of theirs.
     *
     * @param source the address of the source
     */
    public static boolean sameSite(@Nullable String source, @Nullable String post) {
        String ours = host(source);
        String theirs = host(post);
        if (ours == null || theirs == null) {
            return false;
        }
        String site = site(ours);
        return theirs.equals(ours) || theirs.equals(site) || theirs.endsWith("." + site);
    }

    /** Up to the name somebody registered, by the public suffix list (publicsuffix.org) with its private part: neighbours under github.io are strangers. */
    private static String site(String host) {
        if (host.matches("[0-9.]+|.*:.*")) {
            return host;
        }
        String own = EffectiveTldFinder.getAssignedDomain(host, true, false);
        if (own != null) {
            return own;
        }
        // No public name, such as of a company's own network.
        int suffix = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', suffix - 1) + 1);
    }

    /** Whether both are web addresses of the same scheme, host and port. */
    public static boolean sameOrigin(@Nullable String one, @Nullable String other) {
        if (host(one) == null || host(other) == null) {
            return false;
        }
        URI first = URI.create(String.valueOf(one).strip());
        URI second = URI.create(String.valueOf(other).strip());
        return first.getScheme().equalsIgnoreCase(second.getScheme())
                && first.getHost().equalsIgnoreCase(second.getHost())
                && first.getPort() == second.getPort();
    }

    private static @Nullable String host(@Nullable String url) {
        try {
            URI uri = URI.create(url == null ? "" : url.strip());
            String scheme = uri.getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web && uri.getHost() != null ? uri.getHost().toLowerCase(Locale.ROOT) : null;
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }
}
