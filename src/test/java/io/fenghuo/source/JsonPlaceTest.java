package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPlaceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    /** The store of Stefan Gössner's article and of RFC 9535 §1.5. */
    private static final String STORE = """
            {"store":{"book":[
              {"category":"reference","author":"Nigel Rees","title":"Sayings of the Century","price":8.95},
              {"category":"fiction","author":"Evelyn Waugh","title":"Sword of Honour","price":12.99},
              {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
              {"category":"fiction","author":"J. R. R. Tolkien","title":"The Lord of the Rings","isbn":"0-395-19395-8","price":22.99}],
             "bicycle":{"color":"red","price":399}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.store.book[*].author | Nigel Rees,Evelyn Waugh,Herman Melville,J. R. R. Tolkien",
                "$..author              | Nigel Rees,Evelyn Waugh,Herman Melville,J. R. R. Tolkien",
                "$.store.*.color        | red",
                "$.store..price         | 8.95,12.99,8.99,22.99,399",
                "$..book[2].title       | Moby Dick",
                "$..book[-1].title      | The Lord of the Rings",
                "$..book[0,1].title     | Sayings of the Century,Sword of Honour",
                "$..book[:2].price      | 8.95,12.99",
                "$..book[?(@.isbn)].isbn | 0-553-21311-3,0-395-19395-8",
                "$..book[?(@.price<10)].price | 8.95,8.99",
                "$.store.book[?(@.category in ['reference'])].price | 8.95",
                "$.store.bicycle.color  | red",
                "/store/bicycle/color   | red"
            })
    void findsWhatThePublishedExamplesFind(String place, String expected) throws IOException {
        assertThat(String.join(",", JsonPlace.of(place).values(JSON.readTree(STORE))))
                .isEqualTo(expected);
    }

    @Test
    void aMapMayHoldPathsAndPointers() throws SourceException {
        SourceSpec spec = Specs.of(
                "json",
                "https://api.example/c",
                Map.of(
                        "items", "$.feed[?(@.type=='comment')]",
                        "id", "/id",
                        "text", "$.parts[*].t",
                        "author.name", "$.user.nick"));
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        Source source = SourceTypes.builtIn().find("json").orElseThrow().poll(spec, ZoneId.of("UTC"));
        byte[] body = """
                {"feed":[{"type":"ad","id":1,"parts":[{"t":"买"}]},
                 {"type":"comment","id":2,"parts":[{"t":"红肿"},{"i":"x"},{"t":"刺痛"}],"user":{"nick":"小雨"}}]}""".getBytes(UTF_8);
        assertThat(source.parse(body, Headers.NONE, null, NOW).posts())
                .singleElement()
                .satisfies(post -> {
                    assertThat(post.id()).isEqualTo("2");
                    assertThat(post.text()).isEqualTo("红肿刺痛");
                    assertThat(post.author().name()).isEqualTo("小雨");
                });
        byte[] none = "{\"feed\":[]}".getBytes(UTF_8);
        assertThat(source.parse(none, Headers.NONE, null, NOW).posts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.a[",
                "$.a.length()",
                "$.a[?(@.b=~/(a+)+$/)]",
                "$..a..b",
                "$.a[?(",
                "$[99999999999999999999]",
                "$..",
                "$.a.",
                "$[?(@.b=={\"x\":1)]"
            })
    void aWrongPathIsAFaultOfTheFile(String path) {
        SourceSpec spec = Specs.of("json", "https://api.example/c", Map.of("text", "/t", "items", path));
        assertThat(SourceTypes.builtIn().faults(spec, Locale.ENGLISH))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("JSONPath").contains("map.items"));
    }

    @Test
    void whatAnExpressionCostsIsBounded() throws IOException {
        assertThatThrownBy(() -> JsonPlace.of("$" + ".a".repeat(300))).isInstanceOf(IllegalArgumentException.class);
        JsonNode many = JSON.readTree("[" + "{\"a\":1},".repeat(30_000) + "{}]");
        assertThat(JsonPlace.of("$..a").values(many)).hasSize(JsonPlace.MOST);
        JsonNode deep = JSON.readTree("{\"a\":".repeat(150) + "1" + "}".repeat(150));
        assertThat(JsonPlace.of("$..a").values(deep)).hasSize(150);
    }

    /** Neither an expression nor a body makes anything worse than a named fault. */
    @FuzzTest
    void expressionsAndBodies(FuzzedDataProvider data) throws IOException {
        String place = "$" + data.consumeString(80);
        if (JsonPlace.fault("text", place) != null) {
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(data.consumeRemainingAsString());
        } catch (IOException noJson) {
            root = JSON.readTree(STORE);
        }
        JsonPlace.of(place).values(root);
    }
}
