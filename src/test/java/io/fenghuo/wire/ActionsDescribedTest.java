package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fenghuo.model.Action;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description of the API says of each action which fields it may bring, and says nothing twice. */
class ActionsDescribedTest {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    /** What every action has. */
    private static final Set<String> COMMON = Set.of("action", "by", "at", "version", "text", "case");

    private static JsonNode action() throws IOException {
        try (InputStream in = ActionJson.class.getResourceAsStream("/io/fenghuo/web/openapi.json")) {
            return STRICT.readTree(in).at("/components/schemas/Action");
        }
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        names.removeAll(COMMON);
        return names;
    }

    @Test
    void everyActionNamesItsFields() throws IOException {
        JsonNode action = action();
        for (Action.Kind kind : Action.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            SortedSet<String> described = new TreeSet<>(names(action.path("properties")));
            int branches = 0;
            for (JsonNode branch : action.path("oneOf")) {
                for (JsonNode one : branch.at("/properties/action/enum")) {
                    if (one.asText().equals(name)) {
                        branches++;
                        described.addAll(names(branch.path("properties")));
                    }
                }
            }
            assertThat(branches).as(name).isEqualTo(1);
            assertThat(described).as(name).isEqualTo(ActionJson.known(kind));
        }
    }
}
