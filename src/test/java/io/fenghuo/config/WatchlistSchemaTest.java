package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Kind;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema for editors knows what the reader knows. */
class WatchlistSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode schema = schema();

    private static JsonNode schema() {
        try {
            return JSON.readTree(WatchlistReader.schema());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyChoiceOfTheReaderIsInIt() {
        JsonNode rule = schema.at("/definitions/rule/properties");
        assertThat(words(rule.at("/role/oneOf/0/enum"))).isEqualTo(words(Role.values()));
        assertThat(words(rule.at("/kind/oneOf/0/enum"))).isEqualTo(words(Kind.values()));
        assertThat(words(rule.at("/match/enum"))).isEqualTo(words(MatchMode.values()));
    }

    @Test
    void theShippedListsSatisfyIt() {
        for (WatchlistFile file : ShippedLists.files()) {
            if (!file.plain() && !file.table()) {
                assertThat(faults(file.text())).as(file.name()).isEmpty();
            }
        }
        assertThat(faults("""
                brand: 云朵家
                lists: { 词: [甲乙, 12315], more: { import: a.txt } }
                rules:
                  - id: r
                    level: L2
                    category: c
                    when: $词 NEAR/3 好
                    import: [b.csv]
                    require: 订单号 OR 单号
                    max-rating: 2
                    min-reach: 1000
                    from: 2026-06-01T00:00
                    until: 2026-06-20T12:00
                    quiet-hours: "22:00-8:00"
                    repeated: { rounds: 3, of: questions, within: 24h }
                    cooldown: 1h30m
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: [{ id: r, level: L3, category: c, any: [x] }]",
                "brand: b\nrules: [{ id: r, level: L4, category: c, any: [x] }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, none: [x] }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, any: [x], role: boss }]",
                "brand: b\nrules: [{ id: r, levl: L3, category: c, any: [x] }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, any: [x], cooldown: 30 }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, any: [x], max-rating: many }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, any: [x], repeated: { rounds: 0 } }]",
                "brand: b\nrules: [{ id: r, level: L3, category: c, any: [x], raise: { to: L3, when: 5 authors in 30m } }]",
            })
    void whatTheReaderRefusesItRefuses(String text) {
        Problems problems = new Problems();
        new WatchlistReader(ShippedLists.NAMES, problems)
                .readAll(List.of(new WatchlistFile("w", "watchlists/w.yaml", text)));
        assertThat(problems.hasErrors()).isTrue();
        assertThat(faults(text)).isNotEmpty();
    }

    private List<String> faults(String yaml) {
        Problems problems = new Problems();
        Object plain = YamlFile.read("w", yaml, Variables.NONE, problems).root().plain();
        assertThat(problems.list()).isEmpty();
        List<String> faults = new ArrayList<>();
        validate(JSON.valueToTree(plain), schema, "", faults);
        return faults;
    }

    /** The part of JSON Schema draft 7 that the file uses; any other word in it is an error. */
    private void validate(JsonNode value, JsonNode by, String at, List<String> faults) {
        by.fieldNames().forEachRemaining(word -> {
            JsonNode rule = by.get(word);
            boolean good = switch (word) {
                case "$schema", "title", "description", "definitions", "then" -> true;
                case "$ref" -> {
                    validate(value, schema.at(rule.asText().substring(1)), at, faults);
                    yield true;
                }
                case "type" -> isType(value, rule);
                case "enum" -> words(rule).contains(value.asText());
                case "pattern" ->
                    !value.isTextual()
                            || Pattern.compile(rule.asText())
                                    .matcher(value.asText())
                                    .find();
                case "minimum" -> !value.isNumber() || value.asLong() >= rule.asLong();
                case "maximum" -> !value.isNumber() || value.asLong() <= rule.asLong();
                case "required" -> !value.isObject() || names(value).containsAll(words(rule));
                case "oneOf" -> passing(value, rule) == 1;
                case "anyOf" -> passing(value, rule) >= 1;
                case "items" -> {
                    if (value.isArray()) {
                        value.forEach(item -> validate(item, rule, at + "/-", faults));
                    }
                    yield true;
                }
                case "properties" -> {
                    rule.fieldNames().forEachRemaining(name -> {
                        if (value.has(name)) {
                            validate(value.get(name), rule.get(name), at + "/" + name, faults);
                        }
                    });
                    yield true;
                }
                case "additionalProperties" -> {
                    Set<String> more = new HashSet<>(names(value));
                    more.removeAll(names(by.path("properties")));
                    if (rule.isObject()) {
                        more.forEach(name -> validate(value.get(name), rule, at + "/" + name, faults));
                    }
                    yield rule.isObject() || more.isEmpty();
                }
                default -> throw new AssertionError("this test does not know " + word);
            };
            if (!good) {
                faults.add(at + ": " + word + " " + value);
            }
        });
    }

    private long passing(JsonNode value, JsonNode choices) {
        return StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> {
                    List<String> faults = new ArrayList<>();
                    validate(value, choice, "", faults);
                    return faults.isEmpty();
                })
                .count();
    }

    private static boolean isType(JsonNode value, JsonNode rule) {
        Set<String> types = rule.isArray() ? words(rule) : Set.of(rule.asText());
        String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return types.contains(type) || (value.isIntegralNumber() && types.contains("integer"));
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new HashSet<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> words(Enum<?>[] constants) {
        Set<String> words = new HashSet<>();
        Arrays.stream(constants)
                .forEach(one -> words.add(one.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return words;
    }
}
