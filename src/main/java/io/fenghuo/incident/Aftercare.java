package io.fenghuo.incident;

import io.fenghuo.model.Post;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What closing asks for and what is learned from it, as {@code alerts/causes.yaml} and {@code alerts/policy.yaml} say it over the shipped
 * defaults. Immutable.
 *
 * @param causes links of the chain an incident may be traced to
 * @param authorities whom certain matters must be reported to
 * @param repeat when a cause counts as repeating
 * @param accounts the brand's own accounts, beside the role {@code agent}
 * @param weight what raises a grade beside its words
 */
public record Aftercare(
        List<String> causes, List<Authority> authorities, Repeat repeat, List<Account> accounts, Weight weight) {

    /** What the name of an authority's clock begins with. */
    public static final String CLOCK = "上报";

    /** The shipped lists; the figures' sources stand in the manual's page on cases. */
    public static final Aftercare DEFAULT = new Aftercare(
            List.of("选品", "质量", "宣传", "物流", "客服", "价格规则", "平台系统", "谣言恶意", "其他"),
            List.of(
                    new Authority("平台", List.of("直播违规", "直播事故"), Duration.ofMinutes(30)),
                    new Authority("市监局", List.of("食品安全"), Duration.ofHours(2)),
                    new Authority("药监局", List.of("人身安全"), Duration.ofDays(3))),
            new Repeat(3, Duration.ofDays(90)),
            List.of(),
            Weight.DEFAULT);

    public Aftercare {
        causes = List.copyOf(causes);
        authorities = List.copyOf(authorities);
        accounts = List.copyOf(accounts);
    }

    /**
     * Somebody who must be told of certain matters.
     *
     * @param categories of the incidents
     * @param within the authority's own time limit, from the opening
     */
    public record Authority(String name, List<String> categories, Duration within) {
        public Authority {
            categories = List.copyOf(categories);
        }

        /** The id of its clock. */
        public String clock() {
            return CLOCK + name;
        }
    }

    /** So many closed incidents of one cause within a time. */
    public record Repeat(int times, Duration within) {}

    /**
     * One of the brand's own accounts.
     *
     * @param source the source it writes in; empty = any
     * @param author its id there, or its shown name
     */
    public record Account(String source, String author) {}

    /** The authorities that want to hear of a category. */
    public List<Authority> authorities(String category) {
        return authorities.stream()
                .filter(one -> one.categories().contains(category))
                .toList();
    }

    /** Whether a post is the brand's own word: written by an agent or from one of its accounts. */
    public boolean own(Post post) {
        if (post.role() == io.fenghuo.model.Role.AGENT) {
            return true;
        }
        return accounts.stream()
                .filter(one -> one.source().isEmpty() || one.source().equals(post.source()))
                .anyMatch(one -> one.author().equals(post.author().id())
                        || one.author().equals(post.author().name()));
    }

    /** The policy with the authorities' clocks among those of their categories; a clock the policy names itself stays. */
    public Policy clocks(Policy policy) {
        Map<String, Map<String, Allowance>> categories = new HashMap<>();
        policy.categories().forEach((name, clocks) -> categories.put(name, new HashMap<>(clocks)));
        for (Authority authority : authorities) {
            for (String category : authority.categories()) {
                categories
                        .computeIfAbsent(category, name -> new HashMap<>())
                        .putIfAbsent(authority.clock(), Allowance.of(authority.within()));
            }
        }
        return policy.withCategories(categories);
    }

    /** The places of the chain that closing must name at L1 and L2, in order. */
    static final List<String> FORM =
            List.of("cause", "place", "measure", "measureOwner", "measureDue", "compensation", "answered", "lesson");

    /** The fields a closing of these categories needs beyond a cause. */
    List<String> form(List<String> categories) {
        List<String> form = new ArrayList<>(FORM);
        if (categories.stream().anyMatch(category -> !authorities(category).isEmpty())) {
            form.add("reported");
        }
        return form;
    }
}
