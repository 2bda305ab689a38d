package io.fenghuo.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * A few hundred texts and the way to them by anybody's words: pairs of characters in Chinese, whole words elsewhere (Lucene's CJKAnalyzer), ranked
 * by BM25. Immutable and threadsafe; what changed is indexed anew as a whole.
 */
public final class Finder {
    /** Lucene advises the machine's owner about vectors it does not use here. */
    private static final Logger ADVICE = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private static final String ID = "id";
    private static final Map<String, Float> WEIGHTS = Map.of("title", 4f, "words", 2.5f, "text", 1f);
    private static final int MOST_TERMS = 200;

    static {
        ADVICE.setLevel(Level.SEVERE);
    }

    private final Analyzer analyzer = new CJKAnalyzer();
    private final IndexSearcher searcher;

    /**
     * A text to be found.
     *
     * @param id given back when it is found
     * @param words other people's words for it
     */
    public record Entry(String id, String title, String words, String text) {}

    /**
     * A text that was found.
     *
     * @param score the higher the better; to be compared within one answer only
     */
    public record Found(String id, float score) {}

    private Finder(List<Entry> entries) {
        ByteBuffersDirectory memory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig(analyzer))) {
            for (Entry entry : entries) {
                Document document = new Document();
                document.add(new StringField(ID, entry.id(), Field.Store.YES));
                document.add(new TextField("title", entry.title(), Field.Store.NO));
                document.add(new TextField("words", entry.words(), Field.Store.NO));
                document.add(new TextField("text", entry.text(), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.commit();
            searcher = new IndexSearcher(DirectoryReader.open(memory));
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index in memory", impossible);
        }
    }

    /** An index of these. */
    public static Finder of(List<Entry> entries) {
        return new Finder(entries);
    }

    /** The best {@code limit} of those that share words with {@code text}, the best first; a text may be long, its first 200 words count. */
    public List<Found> find(String text, int limit) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String term : terms(text)) {
            WEIGHTS.forEach((field, weight) -> query.add(
                    new BoostQuery(new TermQuery(new Term(field, term)), weight), BooleanClause.Occur.SHOULD));
        }
        try {
            List<Found> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query.build(), Math.max(1, limit)).scoreDocs) {
                String id = searcher.storedFields().document(hit.doc).get(ID);
                found.add(new Found(id, hit.score));
            }
            return found;
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index in memory", impossible);
        }
    }

    private Set<String> terms(String text) {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && terms.size() < MOST_TERMS) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory", impossible);
        }
        return terms;
    }
}
