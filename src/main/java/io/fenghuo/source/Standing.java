package io.fenghuo.source;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    /** Second levels under which names are given as under a top level. */
    private static final Set<String> SECOND = Set.of("com", "net", "org", "gov", "edu", "co", "ac");

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

    private static String site(String host) {
        List<String> labels = Arrays.asList(host.split("\\."));
        boolean address = host.matches("[0-9.]+|.*:.*");
        if (address || labels.size() < 3) {
            return host;
        }
        List<String> parent = labels.subList(1, labels.size());
        boolean suffix = parent.size() == 2
                && SECOND.contains(parent.get(0))
                && parent.get(1).length() == 2;
        return suffix ? host : String.join(".", parent);
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
