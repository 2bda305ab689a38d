package io.fenghuo.app.bench;

import io.fenghuo.vendor.Answer;
import io.fenghuo.vendor.FakeReceiver;
import io.fenghuo.vendor.Request;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver of webhooks that notes when it first heard of each single post. Threadsafe. */
final class PushReceiver extends FakeReceiver {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    /** Single posts that can be told apart. */
    static final int MOST = 1_000;
    /** Those of them that are left for one part that is timed. */
    static final int MOST_TIMED = 900;

    private static final Pattern NUMBER = Pattern.compile("起火伤人(\\d{4})号");

    private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
    private final Map<Integer, Double> ways = new ConcurrentHashMap<>();

    PushReceiver(InstantSource clock) {
        super(clock, SECRET);
    }

    /** The watched word of a single post: each is a matter of its own. */
    static String word(int number) {
        return String.format(Locale.ROOT, "起火伤人%04d号", number);
    }

    /** The text of a single post that leaves now. */
    String leaves(int number) {
        sent.put(number, System.nanoTime());
        return "家里" + word(number);
    }

    @Override
    protected Answer answer(Request request) {
        long now = System.nanoTime();
        Answer answer = super.answer(request);
        Matcher numbers = NUMBER.matcher(request.body());
        while (answer.taken() && numbers.find()) {
            Integer number = Integer.valueOf(numbers.group(1));
            Long since = sent.get(number);
            if (since != null) {
                ways.putIfAbsent(number, (now - since) / 1e6);
            }
        }
        return answer;
    }

    /** Begins to count anew; what the first of all took, in milliseconds, NaN when it did not arrive. */
    double begin() {
        double first = ways.getOrDefault(0, Double.NaN);
        sent.clear();
        ways.clear();
        return first;
    }

    int sent() {
        return sent.size();
    }

    /** Milliseconds of those that arrived, the shortest first. */
    double[] ways() {
        return SourceRig.sorted(ways.values());
    }
}
