package io.fenghuo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the manual, cut at its headings.
 *
 * @param sections what stands under each heading, in the order of the page
 */
record ManualPage(List<Section> sections) {
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.*)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("\\s+# .*");
    /** Digits, also with a comma or a point among them; not those of a name, such as SHA-256 or v1. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.,-])\\d+(?:[.,]\\d+)*");

    /**
     * A heading and what stands under it.
     *
     * @param level 1 for {@code #}
     * @param blocks fenced code, its language first, without the comments of yaml and sh
     * @param commands indented code, likewise without comments
     * @param rows tables, row by row
     * @param text everything else, links without their targets
     */
    record Section(
            int level,
            String heading,
            List<String> blocks,
            List<String> commands,
            List<List<String>> rows,
            String text) {

        /** Inline code, wherever it stands. */
        Set<String> code() {
            Set<String> found = new TreeSet<>();
            CODE.matcher(heading + "\n" + text + "\n" + rows).results().forEach(one -> found.add(one.group(1)));
            return found;
        }

        /** Numbers outside code. */
        Set<String> numbers() {
            Set<String> found = new TreeSet<>();
            NUMBER.matcher(CODE.matcher(heading + "\n" + text + "\n" + rows).replaceAll(" "))
                    .results()
                    .forEach(one -> found.add(one.group().replace(",", "")));
            return found;
        }

        /** The keys of each row. */
        List<List<String>> keys() {
            return rows.stream().map(row -> codes(row.get(0))).toList();
        }

        /** Where a link to this heading leads, as GitHub writes it. */
        String anchor() {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                    .replace(' ', '-');
        }
    }

    static ManualPage of(Path file) throws IOException {
        Cutting cutting = new Cutting();
        Files.readAllLines(file).forEach(cutting::line);
        cutting.end();
        return new ManualPage(cutting.sections);
    }

    /** Whether a link to {@code #anchor} finds its heading. */
    boolean hasChapter(String anchor) {
        return sections.stream().anyMatch(one -> one.anchor().equals(anchor));
    }

    /** The code in a cell. */
    static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** Line by line. */
    private static final class Cutting {
        private final List<Section> sections = new ArrayList<>();
        private int level;
        private String heading = "";
        private List<String> blocks = new ArrayList<>();
        private List<String> commands = new ArrayList<>();
        private List<List<String>> rows = new ArrayList<>();
        private StringBuilder text = new StringBuilder();
        private StringBuilder fence = new StringBuilder();
        private String language = "";

        void line(String line) {
            Matcher found = HEADING.matcher(line);
            if (line.startsWith("```") && language.isEmpty()) {
                language = line.substring(3);
                fence = new StringBuilder();
            } else if (line.startsWith("```")) {
                blocks.add(language + "\n" + fence);
                language = "";
            } else if (!language.isEmpty()) {
                fence.append(bare(line, language)).append('\n');
            } else if (found.matches()) {
                end();
                level = found.group(1).length();
                heading = found.group(2);
            } else if (line.startsWith("    ")) {
                commands.add(bare(line, "sh").strip());
            } else if (line.startsWith("| ")) {
                rows.add(Arrays.stream(line.substring(2).split(" \\| | \\|$", -1))
                        .map(String::strip)
                        .toList());
            } else {
                text.append(line.replaceAll("]\\([^)]*\\)", "]")).append('\n');
            }
        }

        private static String bare(String line, String language) {
            return Set.of("yaml", "sh").contains(language)
                    ? COMMENT.matcher(line).replaceAll("").stripTrailing()
                    : line;
        }

        void end() {
            if (level > 0) {
                sections.add(new Section(level, heading, blocks, commands, rows, text.toString()));
            }
            blocks = new ArrayList<>();
            commands = new ArrayList<>();
            rows = new ArrayList<>();
            text = new StringBuilder();
        }
    }
}
