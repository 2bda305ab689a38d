package io.fenghuo.store;

import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which posts belong to one conversation: {@link Posts#conversation}. Pure. */
final class Talk {
    private Talk() {}

    /** Those of {@code newestFirst} that belong to the conversation of {@code post}, without it, oldest first. */
    static List<Post> of(Post post, Stream<Post> newestFirst, int limit) {
        List<Post> others =
                newestFirst.filter(each -> !each.id().equals(post.id())).toList();
        Set<String> own = new HashSet<>(Set.of(post.id()));
        others.stream().filter(each -> isSameAuthor(each, post)).forEach(each -> own.add(each.id()));
        List<Post> talk = new ArrayList<>(others.stream()
                .filter(each -> belongs(each, post, own))
                .limit(limit)
                .toList());
        Collections.reverse(talk);
        return talk;
    }

    private static boolean belongs(Post each, Post post, Set<String> own) {
        if (post.session() != null) {
            return post.session().equals(each.session());
        }
        if (each.session() != null || !each.thread().equals(post.thread())) {
            return false;
        }
        boolean answers = each.role() != Role.CUSTOMER && (each.parent() == null || own.contains(each.parent()));
        return answers || isSameAuthor(each, post);
    }

    private static boolean isSameAuthor(Post one, Post other) {
        return one.role() == other.role()
                && (one.author().id() != null || one.author().name() != null)
                && Objects.equals(one.author().id(), other.author().id())
                && (one.author().id() != null
                        || Objects.equals(one.author().name(), other.author().name()));
    }
}
