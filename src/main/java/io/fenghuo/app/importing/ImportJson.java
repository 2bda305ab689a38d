package io.fenghuo.app.importing;

import io.fenghuo.source.Trouble;
import io.fenghuo.web.Imports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Import} as the file that stands beside what is imported. */
final class ImportJson {
    private ImportJson() {}

    static JsonObject write(Import job) {
        return new JsonObject()
                .put("id", job.id())
                .put("name", job.name())
                .put("hash", job.hash())
                .put("by", job.by())
                .put("at", job.at().toString())
                .put("stage", job.stage().name())
                .put("wish", wish(job.wish()))
                .put("map", new JsonObject(new TreeMap<>(job.map())))
                .put("tally", tally(job.tally()))
                .put("startedAt", time(job.startedAt()))
                .put("endedAt", time(job.endedAt()))
                .put("fault", trouble(job.fault()));
    }

    /** @throws RuntimeException when it is no job */
    static Import read(JsonObject json) {
        return new Import(
                json.getString("id"),
                json.getString("name"),
                json.getString("hash"),
                json.getString("by"),
                Instant.parse(json.getString("at")),
                Imports.Stage.valueOf(json.getString("stage")),
                wish(json.getJsonObject("wish")),
                texts(json.getJsonObject("map")),
                tally(json.getJsonObject("tally")),
                time(json.getString("startedAt")),
                time(json.getString("endedAt")),
                trouble(json.getJsonObject("fault")));
    }

    private static JsonObject wish(Imports.Wish wish) {
        JsonObject columns = new JsonObject();
        new TreeMap<>(wish.columns()).forEach((place, field) -> columns.put(String.valueOf(place), field));
        return new JsonObject()
                .put("source", wish.source())
                .put("columns", columns)
                .put("zone", wish.zone())
                .put("dates", wish.dates())
                .put("at", wish.at())
                .put("alarm", wish.alarm());
    }

    private static Imports.Wish wish(JsonObject json) {
        Map<Integer, String> columns = new HashMap<>();
        texts(json.getJsonObject("columns")).forEach((place, field) -> columns.put(Integer.valueOf(place), field));
        return new Imports.Wish(
                json.getString("source"),
                columns,
                json.getString("zone"),
                json.getString("dates"),
                json.getString("at"),
                json.getBoolean("alarm"));
    }

    private static JsonObject tally(Tally tally) {
        JsonObject reasons = new JsonObject();
        new TreeMap<>(tally.reasons()).forEach(reasons::put);
        JsonArray first = new JsonArray();
        tally.first().forEach(one -> first.add(trouble(one.why()).put("row", one.row())));
        return new JsonObject()
                .put("total", tally.total())
                .put("rows", tally.rows())
                .put("stored", tally.stored())
                .put("known", tally.known())
                .put("hits", tally.hits())
                .put("refused", tally.refused())
                .put("reported", tally.reported())
                .put("listed", tally.listed())
                .put("reasons", reasons)
                .put("first", first);
    }

    private static Tally tally(JsonObject json) {
        Map<String, Long> reasons = new TreeMap<>();
        json.getJsonObject("reasons").forEach(one -> reasons.put(one.getKey(), ((Number) one.getValue()).longValue()));
        List<Tally.Refused> first = json.getJsonArray("first").stream()
                .map(JsonObject.class::cast)
                .map(one -> new Tally.Refused(one.getLong("row"), read(one.getString("code"), one)))
                .toList();
        return new Tally(
                json.getLong("total"),
                json.getLong("rows"),
                json.getLong("stored"),
                json.getLong("known"),
                json.getLong("hits"),
                json.getLong("refused"),
                json.getLong("reported"),
                json.getLong("listed"),
                reasons,
                first);
    }

    private static JsonObject trouble(@Nullable Trouble trouble) {
        return trouble == null
                ? new JsonObject()
                : new JsonObject().put("code", trouble.code()).put("args", new JsonArray(trouble.args()));
    }

    private static @Nullable Trouble trouble(JsonObject json) {
        String code = json.getString("code");
        return code == null ? null : read(code, json);
    }

    private static Trouble read(String code, JsonObject json) {
        return new Trouble(
                code, json.getJsonArray("args").stream().map(String::valueOf).toList());
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new HashMap<>();
        json.forEach(one -> texts.put(one.getKey(), String.valueOf(one.getValue())));
        return texts;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable Instant time(@Nullable String at) {
        return at == null ? null : Instant.parse(at);
    }
}
