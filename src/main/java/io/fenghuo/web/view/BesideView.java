package io.fenghuo.web.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside an incident.
 *
 * @param hints what its category came from before, in words
 * @param reply an answer of ours that was seen; null = none waits
 * @param closing what the closing form offers
 * @param authors of the posts shown: {@code source/author} → name, to say that two are one
 * @param posts those that may be moved: {@code source/id} → their beginning
 */
public record BesideView(
        List<String> hints,
        @Nullable Reply reply,
        Closing closing,
        Map<String, String> authors,
        Map<String, String> posts) {
    public BesideView {
        hints = List.copyOf(hints);
    }

    /**
     * An answer of ours.
     *
     * @param link where it stands; empty = unknown
     * @param customer whom it answers; empty = not known
     */
    public record Reply(String who, String when, String text, String link, String customer) {}

    /**
     * What the closing form offers.
     *
     * @param places named before
     * @param authorities that want to hear of it; empty = none
     */
    public record Closing(
            List<String> causes,
            List<String> places,
            List<Named> authorities,
            List<Shell.Choice> people,
            Map<String, String> entered) {
        public Closing {
            causes = List.copyOf(causes);
            places = List.copyOf(places);
            authorities = List.copyOf(authorities);
            people = List.copyOf(people);
            entered = Map.copyOf(entered);
        }

        public String entered(String field) {
            return entered.getOrDefault(field, "");
        }

        /** The same with what a person had entered. */
        public Closing with(Map<String, String> fields) {
            return new Closing(causes, places, authorities, people, fields);
        }
    }

    /** An authority and the id of its clock. */
    public record Named(String name, String clock) {}
}
