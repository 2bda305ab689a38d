package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What people were told from one moment to another, both included. */
final class Span {
    private final String name;
    private final List<Told> told;

    Span(String name, List<Told> told) {
        this.name = name;
        this.told = List.copyOf(told);
    }

    /** Of it what these readers got. */
    Span to(String... readers) {
        List<String> wanted = Arrays.asList(readers);
        return new Span(
                name + " to " + wanted,
                told.stream().filter(one -> wanted.contains(one.reader())).toList());
    }

    /** These came, whatever else did. */
    Span expect(Expected... expected) {
        left(expected);
        return this;
    }

    /** These came and nothing else. */
    Span expectOnly(Expected... expected) {
        assertThat(left(expected)).as("%s: nobody expected these", name).isEmpty();
        return this;
    }

    Span expectNothing() {
        return expectOnly();
    }

    Span atMost(int messages) {
        assertThat(told.size()).as("%s: %s", name, told).isLessThanOrEqualTo(messages);
        return this;
    }

    List<Told> told() {
        return told;
    }

    private List<Told> left(Expected... expected) {
        List<Told> left = new ArrayList<>(told);
        List<String> missing = new ArrayList<>();
        for (Expected one : expected) {
            missing.addAll(one.take(left));
        }
        assertThat(missing).as("%s: these did not come, but %s", name, told).isEmpty();
        return left;
    }
}
