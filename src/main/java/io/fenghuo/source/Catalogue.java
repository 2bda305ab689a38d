package io.fenghuo.source;

import io.fenghuo.model.Post;
import io.fenghuo.model.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the house knows of what it sells and when: live schedules, products and orders, as {@code watchlists/schedule.csv}, {@code products.csv} and
 * {@code orders.csv} say. It completes what a post leaves out and contradicts nothing it says. Immutable and threadsafe.
 */
public final class Catalogue {
    /** Knows nothing. */
    public static final Catalogue NONE = new Catalogue(List.of(), List.of(), List.of());
    /** The attribute of a post that holds its product's price as the list has it. */
    public static final String PRICE = "product.price";
    /** Likewise the promotion that runs. */
    public static final String PROMOTION = "product.promotion";
    /** Likewise the share of it that comes back. */
    public static final String RETURN_RATE = "product.return-rate";

    private final Map<String, List<Slot>> schedule = new HashMap<>();
    private final Map<String, Product> products = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();

    /**
     * Who sells what in a room at a time.
     *
     * @param source the id of the source; empty = any
     * @param thread the room or page; empty = any
     * @param until not included
     * @param subject what its posts are about
     */
    public record Slot(String source, String thread, Instant from, Instant until, Subject subject) {}

    /**
     * A product.
     *
     * @param names as posts and schedules name it, the first as it is shown
     * @param subject its brand and shop
     * @param facts {@link #PRICE}, {@link #PROMOTION}, {@link #RETURN_RATE}, as written
     */
    public record Product(List<String> names, Subject subject, Map<String, String> facts) {
        public Product {
            names = List.copyOf(names);
            facts = Map.copyOf(facts);
        }
    }

    /** An order and what was bought. */
    public record Order(String number, Subject subject) {}

    /** Of what is named twice, the first counts. */
    public Catalogue(List<Slot> schedule, List<Product> products, List<Order> orders) {
        for (Slot slot : schedule) {
            this.schedule
                    .computeIfAbsent(place(slot.source(), slot.thread()), key -> new ArrayList<>())
                    .add(slot);
        }
        products.forEach(one -> one.names().forEach(name -> this.products.putIfAbsent(key(name), one)));
        orders.forEach(one -> this.orders.putIfAbsent(key(one.number()), one));
    }

    private static String place(String source, String thread) {
        return source + '\u0000' + thread;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The post with what is known of its subject: by its order, then by the schedule of its room, then by its product. */
    public Post complete(Post post) {
        if (schedule.isEmpty() && products.isEmpty() && orders.isEmpty()) {
            return post;
        }
        Subject subject = post.subject();
        Order order = subject.order() == null ? null : orders.get(key(subject.order()));
        subject = order == null ? subject : filled(subject, order.subject(), name -> name);
        for (Slot slot : slots(post)) {
            subject = filled(subject, slot.subject(), name -> name);
        }
        Product product = subject.product() == null ? null : products.get(key(subject.product()));
        if (product == null) {
            return subject.equals(post.subject())
                    ? post
                    : post.with().subject(subject).build();
        }
        subject = filled(subject, product.subject(), name -> product.names().get(0));
        Map<String, String> attributes = new HashMap<>(product.facts());
        attributes.putAll(post.attributes());
        return post.with().subject(subject).attributes(attributes).build();
    }

    private List<Slot> slots(Post post) {
        return Stream.of(place(post.source(), post.thread()), place("", post.thread()), place(post.source(), ""))
                .flatMap(key -> schedule.getOrDefault(key, List.of()).stream())
                .filter(slot -> !post.publishedAt().isBefore(slot.from())
                        && post.publishedAt().isBefore(slot.until()))
                .toList();
    }

    /** @param shown how the product is called from now on */
    private static Subject filled(Subject said, Subject known, UnaryOperator<String> shown) {
        String product = or(said.product(), known.product());
        return new Subject(
                or(said.brand(), known.brand()),
                or(said.shop(), known.shop()),
                product == null ? null : shown.apply(product),
                or(said.order(), known.order()),
                or(said.host(), known.host()),
                or(said.campaign(), known.campaign()));
    }

    private static @Nullable String or(@Nullable String said, @Nullable String known) {
        return Objects.requireNonNullElse(said, "").isBlank() ? known : said;
    }
}
