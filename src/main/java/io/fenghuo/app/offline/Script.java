package io.fenghuo.app.offline;

import io.fenghuo.model.Post;
import io.fenghuo.wire.ActionJson;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostLines;
import io.fenghuo.wire.WireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation is given.
 *
 * @param posts by the time they were received
 * @param actions by their time
 * @param bad lines that could not be read
 */
record Script(List<Post> posts, List<ActionJson.Parsed> actions, int bad) {
    private static final String SOURCE = "simulate";
    private static final String VIA = "simulate";
    /** Stands for "the line names no time". */
    private static final Instant NEVER = Instant.MAX;

    Script {
        posts = posts.stream().sorted(Comparator.comparing(Post::receivedAt)).toList();
        actions = actions.stream()
                .sorted(Comparator.comparing(line -> line.action().at()))
                .toList();
    }

    /**
     * Reads the files.
     *
     * @param now the time of posts that name none
     * @param faults gets a sentence for each line that cannot be read; the others are read
     */
    static Script read(Path posts, @Nullable Path actions, Instant now, OfflineWords words, Consumer<String> faults)
            throws IOException {
        Faults heard = new Faults(words, faults);
        return new Script(posts(posts, now, heard), actions == null ? List.of() : actions(actions, heard), heard.count);
    }

    private static final class Faults {
        private final OfflineWords words;
        private final Consumer<String> told;
        private int count;

        Faults(OfflineWords words, Consumer<String> told) {
            this.words = words;
            this.told = told;
        }

        void add(Path file, String sentence) {
            count++;
            told.accept(words.say("in-file", String.valueOf(file.getFileName()), sentence));
        }

        void add(Path file, WireException fault) {
            add(file, fault.text(words.locale()));
        }
    }

    private static List<Post> posts(Path file, Instant now, Faults faults) throws IOException {
        List<Post> posts = new ArrayList<>();
        PostDefaults defaults = PostDefaults.numbered(SOURCE, now).simulating();
        try (PostLines lines = new PostLines(Files.newBufferedReader(file), defaults)) {
            while (lines.hasNext()) {
                try {
                    posts.add(lines.next());
                } catch (WireException fault) {
                    faults.add(file, fault);
                }
            }
        }
        return posts;
    }

    private static List<ActionJson.Parsed> actions(Path file, Faults faults) throws IOException {
        List<ActionJson.Parsed> actions = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    ActionJson.Parsed parsed = ActionJson.parse(line, number, null, VIA, NEVER);
                    if (parsed.action().at().equals(NEVER) || (parsed.incident() == null && parsed.post() == null)) {
                        faults.add(file, faults.words.say("simulate.aim", number));
                    } else {
                        actions.add(parsed);
                    }
                } catch (WireException fault) {
                    faults.add(file, fault);
                }
            }
        }
        return actions;
    }
}
