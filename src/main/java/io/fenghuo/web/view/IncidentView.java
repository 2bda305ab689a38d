package io.fenghuo.web.view;

import io.fenghuo.model.Incident;
import java.util.List;
import java.util.Map;

/**
 * One incident's page.
 *
 * @param clocks every clock, the live ones first
 * @param reasons why, in words
 * @param told who has been told
 * @param posts newest first
 * @param part which part of a large incident this is
 * @param customers open customer cases to choose from: author key → name; empty when there is only one
 * @param refused the action that was refused; empty = none
 * @param message why it was refused
 * @param entered what the person had entered then
 * @param beside what former cases teach, and what the forms offer
 */
public record IncidentView(
        Row row,
        Incident incident,
        List<Countdown> clocks,
        List<String> reasons,
        List<String> told,
        Map<String, String> customers,
        List<PostView> posts,
        Part part,
        List<EntryView> timeline,
        List<DeliveryView> deliveries,
        List<Deed> deeds,
        String refused,
        String message,
        Map<String, String> entered,
        BesideView beside) {
    private static final int AT_ONCE = 12;

    /** The posts that are shown at once. */
    public List<PostView> firstPosts() {
        return posts.subList(0, Math.min(posts.size(), AT_ONCE));
    }

    /** The posts that unfold. */
    public List<PostView> otherPosts() {
        return posts.subList(firstPosts().size(), posts.size());
    }

    public String entered(String action, String field) {
        return action.equals(refused) ? entered.getOrDefault(field, "") : "";
    }
}
