package io.fenghuo.app.bench;

import io.fenghuo.vendor.Answer;
import io.fenghuo.vendor.FakeReceiver;
import io.fenghuo.vendor.Request;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver of webhooks that notes when it first heard of each single post. Threadsafe. */
final class PushReceiver extends FakeReceiver {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    /** The watched word of single posts. */
    static final String WORD = "起火伤人";

    private static final Pattern NUMBER = Pattern.compile("〔(\\d+)〕");

    private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
    private final Map<Integer, Double> ways = new ConcurrentHashMap<>();

    PushReceiver(InstantSource clock) {
        super(clock, SECRET);
    }

    /** The text of a single post that leaves now. */
    String leaves(int number) {
        sent.put(number, System.nanoTime());
        return "家里" + WORD + " 〔" + number + "〕";
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

    int sent() {
        return sent.size();
    }

    /** Milliseconds of those that arrived, the shortest first. */
    double[] ways() {
        return SourceRig.sorted(ways.values());
    }
}
