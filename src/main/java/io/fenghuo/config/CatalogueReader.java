package io.fenghuo.config;

import io.fenghuo.model.Subject;
import io.fenghuo.source.Catalogue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedule.csv}, {@code products.csv} and {@code orders.csv}, as spreadsheets save them. Confined to one reading. */
final class CatalogueReader {
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[ T]+(\\d{1,2}):(\\d{2})(?::\\d{2})?");
    private static final int NAME = 500;

    static {
        name("source", "监测源", "来源");
        name("thread", "直播间", "房间", "链接", "room");
        name("from", "开始", "开始时间", "start");
        name("until", "结束", "结束时间", "end");
        name("host", "主播");
        name("product", "商品", "产品", "商品名称");
        name("also", "别名", "商品编号", "sku");
        name("campaign", "活动");
        name("shop", "店铺");
        name("brand", "品牌");
        name("price", "价格", "售价");
        name("promotion", "促销", "优惠");
        name("return-rate", "退货率");
        name("order", "订单", "订单号", "订单编号");
    }

    private final ZoneId zone;
    private final Problems problems;

    CatalogueReader(ZoneId zone, Problems problems) {
        this.zone = zone;
        this.problems = problems;
    }

    private static void name(String column, String... also) {
        COLUMNS.put(column, column);
        Arrays.stream(also).forEach(one -> COLUMNS.put(one, column));
    }

    Catalogue read(Function<String, String> text) {
        return new Catalogue(
                rows(
                        Home.SCHEDULE,
                        text,
                        List.of("from", "until"),
                        List.of("source", "thread", "host", "product", "campaign", "shop", "brand"),
                        this::slot),
                rows(
                        Home.PRODUCTS,
                        text,
                        List.of("product"),
                        List.of("also", "brand", "shop", "price", "promotion", "return-rate"),
                        this::product),
                rows(
                        Home.ORDERS,
                        text,
                        List.of("order"),
                        List.of("product", "shop", "brand", "host", "campaign"),
                        this::order));
    }

    /** One line: what stands in its columns, empty where nothing does. */
    private record Line(Place place, Map<String, String> cells) {
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        @Nullable
        String optional(String column) {
            return cell(column).isEmpty() ? null : cell(column);
        }

        Subject subject(@Nullable String order) {
            return new Subject(
                    optional("brand"),
                    optional("shop"),
                    optional("product"),
                    order,
                    optional("host"),
                    optional("campaign"));
        }
    }

    private <T> List<T> rows(
            String name,
            Function<String, String> text,
            List<String> required,
            List<String> others,
            Function<Line, @Nullable T> make) {
        List<Csv.Row> rows = Csv.rows(text.apply(name));
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> head = head(new Place(name, rows.get(0).line(), 1), rows.get(0), required, others);
        List<T> made = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            Place place = new Place(name, row.line(), 1);
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < head.size(); i++) {
                String cell = row.field(i);
                cells.put(head.get(i), cell.substring(0, Math.min(cell.length(), NAME)));
            }
            List<String> missing = required.stream()
                    .filter(column -> head.contains(column)
                            && cells.getOrDefault(column, "").isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                problems.error(place, "table-empty", String.join(" ", missing));
                continue;
            }
            T one = head.containsAll(required) ? make.apply(new Line(place, cells)) : null;
            if (one != null) {
                made.add(one);
            }
        }
        return made;
    }

    private List<String> head(Place place, Csv.Row row, List<String> required, List<String> others) {
        Set<String> known = new HashSet<>(required);
        known.addAll(others);
        List<String> head = new ArrayList<>();
        for (String field : row.fields()) {
            String column = COLUMNS.getOrDefault(field.toLowerCase(Locale.ROOT), "");
            if (!field.isEmpty() && (!known.contains(column) || head.contains(column))) {
                problems.warning(
                        place,
                        "table-column",
                        field,
                        String.join(" ", known.stream().sorted().toList()));
                column = "";
            }
            head.add(column);
        }
        for (String column : required) {
            if (!head.contains(column)) {
                problems.error(place, "table-missing", column);
            }
        }
        return head;
    }

    private Catalogue.@Nullable Slot slot(Line line) {
        Instant from = moment(line, "from");
        Instant until = moment(line, "until");
        if (from == null || until == null) {
            return null;
        }
        if (!from.isBefore(until)) {
            problems.error(line.place(), "until-before-from");
            return null;
        }
        if (line.cell("source").isEmpty() && line.cell("thread").isEmpty()) {
            problems.error(line.place(), "schedule-nowhere");
            return null;
        }
        return new Catalogue.Slot(line.cell("source"), line.cell("thread"), from, until, line.subject(null));
    }

    private @Nullable Instant moment(Line line, String column) {
        Matcher found = MOMENT.matcher(line.cell(column));
        if (found.matches()) {
            try {
                return LocalDateTime.of(part(found, 1), part(found, 2), part(found, 3), part(found, 4), part(found, 5))
                        .atZone(zone)
                        .toInstant();
            } catch (DateTimeException impossible) {
                // told below
            }
        }
        problems.error(line.place(), "table-moment", column, line.cell(column));
        return null;
    }

    private static int part(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private Catalogue.Product product(Line line) {
        List<String> names = new ArrayList<>(List.of(line.cell("product")));
        Arrays.stream(line.cell("also").split("[;；|、]", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .forEach(names::add);
        Map<String, String> facts = new HashMap<>();
        Map.of(
                        "price", Catalogue.PRICE,
                        "promotion", Catalogue.PROMOTION,
                        "return-rate", Catalogue.RETURN_RATE)
                .forEach((column, fact) -> {
                    if (!line.cell(column).isEmpty()) {
                        facts.put(fact, line.cell(column));
                    }
                });
        return new Catalogue.Product(names, line.subject(null), facts);
    }

    private Catalogue.Order order(Line line) {
        return new Catalogue.Order(line.cell("order"), line.subject(line.cell("order")));
    }
}
