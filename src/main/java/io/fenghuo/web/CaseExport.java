package io.fenghuo.web;

import io.fenghuo.model.CaseFile;
import io.fenghuo.web.view.Words;
import io.fenghuo.wire.CsvCell;
import io.fenghuo.wire.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cases as files. Cells of CSV that a spreadsheet would take for a formula begin with an apostrophe (OWASP, CSV Injection). */
final class CaseExport {
    private static final String BOM = "\uFEFF";
    private static final List<String> COLUMNS = List.of(
            "incident",
            "brand",
            "category",
            "level",
            "title",
            "cause",
            "place",
            "openedAt",
            "answeredAt",
            "closedAt",
            "posts",
            "authors",
            "measure",
            "measureOwner",
            "measureDue",
            "compensation",
            "answered",
            "reported",
            "lesson",
            "tags");

    private CaseExport() {}

    /** Everything told of a case. */
    static JsonObject json(CaseFile one, ZoneId zone) {
        CaseFile.Told told = one.told();
        return new JsonObject()
                .put("incident", one.incident())
                .put("brand", one.brand())
                .put("category", one.category())
                .put("level", one.level().name())
                .put("title", one.title())
                .put("cause", one.cause())
                .put("place", one.place())
                .put("exposure", time(one.exposure(), zone))
                .put("openedAt", time(one.openedAt(), zone))
                .put("answeredAt", time(one.answeredAt(), zone))
                .put("closedAt", time(one.closedAt(), zone))
                .put("closedBy", one.closedBy())
                .put("posts", one.counts().posts())
                .put("authors", one.counts().authors())
                .put("measure", told.measure())
                .put("measureOwner", told.owner())
                .put("measureDue", time(told.due(), zone))
                .put("compensation", told.compensation())
                .put("answered", told.answered())
                .put("reported", told.reported())
                .put("lesson", told.lesson())
                .put("tags", new JsonArray(new ArrayList<>(one.tags())))
                .put("voices", new JsonArray(new ArrayList<>(one.voices())));
    }

    static String json(List<CaseFile> cases, ZoneId zone) {
        JsonArray all = new JsonArray();
        cases.forEach(one -> all.add(json(one, zone)));
        return new JsonObject().put("cases", all).encodePrettily();
    }

    static String csv(List<CaseFile> cases, ZoneId zone, Words words) {
        StringBuilder text = new StringBuilder(BOM);
        text.append(COLUMNS.stream()
                        .map(column -> cell(words.t("cases.column." + column)))
                        .collect(Collectors.joining(",")))
                .append("\r\n");
        for (CaseFile one : cases) {
            JsonObject json = json(one, zone);
            json.put("tags", String.join(" ", one.tags()));
            text.append(COLUMNS.stream()
                            .map(column -> cell(Objects.toString(json.getValue(column), "")))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    static String cell(String text) {
        return CsvCell.of(text);
    }

    private static @Nullable String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? null : Times.text(at, zone);
    }
}
