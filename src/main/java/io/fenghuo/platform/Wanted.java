package io.fenghuo.platform;

import io.fenghuo.source.SourceSpec;
import java.util.List;
import java.util.Locale;

/** Which posts of a public stream are kept at all: those with one of {@code words}, in one of {@code langs}. Immutable. */
public final class Wanted {
    private final List<String> words;
    private final List<String> languages;

    /** What an entry says; without {@code words} all posts are wanted. */
    public Wanted(SourceSpec spec) {
        words = Entry.texts(spec, "words").stream().map(Wanted::plain).toList();
        languages = Entry.texts(spec, "langs").stream().map(Wanted::plain).toList();
    }

    /**
     * Whether a post is kept.
     *
     * @param written its languages, such as {@code zh-CN}; when it names none it may be any
     */
    public boolean keeps(String text, List<String> written) {
        String plain = plain(text);
        return (words.isEmpty() || words.stream().anyMatch(plain::contains))
                && (languages.isEmpty()
                        || written.isEmpty()
                        || written.stream().map(Wanted::plain).anyMatch(this::isKept));
    }

    private boolean isKept(String language) {
        return languages.stream().anyMatch(one -> language.equals(one) || language.startsWith(one + "-"));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
