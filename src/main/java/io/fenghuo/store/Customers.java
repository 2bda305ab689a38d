package io.fenghuo.store;

import io.fenghuo.model.SamePerson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which authors are one and the same customer, because somebody said so. */
public interface Customers {

    /** Keeps that an author is another one; in place of what was said of the author before. */
    void same(SamePerson bond);

    /** Takes it back; returns what it was. */
    Optional<SamePerson> apart(String source, String author);

    /** What was said of an author. */
    Optional<SamePerson> of(String source, String author);

    /** What was said of some authors of a source, by author. */
    Map<String, SamePerson> of(String source, Collection<String> authors);

    /** All that was said, the newest first. */
    List<SamePerson> all();

    /**
     * Counts what an author wrote under another key from now on, in posts and hits that were filed already; counts of incidents follow.
     *
     * @param author the author's own key in the posts
     * @param from the key it is counted by
     * @param to the key it is to be counted by
     * @return the incidents concerned
     */
    List<String> recount(String source, String author, String from, String to);

    /** The customer who was first seen with an order of a brand. */
    Optional<String> ofOrder(String brand, String order);
}
