package io.fenghuo.bench;

import com.github.houbb.sensitive.word.api.IWordResult;
import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.allow.WordAllows;
import com.github.houbb.sensitive.word.support.result.WordResultHandlers;
import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.fenghuo.app.bench.Engine;
import io.fenghuo.app.bench.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The jar's engines and those that only the benchmark brings along. */
final class Rivals {
    private Rivals() {}

    static List<Engine> all() {
        List<Engine> all = new ArrayList<>(Engines.all());
        all.add(new Engine("hankcs double-array trie", false, Integer.MAX_VALUE, true, Rivals::hankcs));
        all.add(new Engine("sensitive-word", false, Integer.MAX_VALUE, false, Rivals::sensitiveWord));
        return all;
    }

    private static Engine.Search hankcs(List<String> keywords) {
        Map<String, String> map = new TreeMap<>();
        keywords.forEach(keyword -> map.put(keyword, keyword));
        AhoCorasickDoubleArrayTrie<String> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(map);
        return (text, places) -> {
            int[] count = {0};
            AhoCorasickDoubleArrayTrie.IHit<String> hit = (begin, end, value) -> {
                places.found(begin, end);
                count[0]++;
            };
            trie.parseText(text, hit);
            return count[0];
        };
    }

    /** With the settings it comes with; of overlapping keywords it finds one. */
    private static Engine.Search sensitiveWord(List<String> keywords) {
        SensitiveWordBs words = SensitiveWordBs.newInstance()
                .wordDeny(() -> keywords)
                .wordAllow(WordAllows.empty())
                .init();
        return (text, places) -> {
            List<IWordResult> found = words.findAll(text, WordResultHandlers.raw());
            found.forEach(one -> places.found(one.startIndex(), one.endIndex()));
            return found.size();
        };
    }
}
