package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherTest {
    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private Watcher watcher;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("watchlists"));
        Files.createDirectories(folder.resolve("alerts"));
        write("people: [{ id: zhang, mail: z@e.cn }]\nroles: { duty: zhang }\n");
        Home home = HomeTest.home(folder);
        Configuration first = home.load(now).configuration();
        assertThat(first).isNotNull();
        watcher = new Watcher(home, first, () -> now, new Watcher.Listener() {
            @Override
            public void reloaded(Configuration configuration, List<Problem> warnings) {
                heard.add("reloaded " + configuration.contacts().people().keySet());
            }

            @Override
            public void refused(List<Problem> problems) {
                heard.add("refused " + problems.get(0).code());
            }
        });
    }

    @Test
    void nothingIsHeardWhileNothingChanges() {
        settle();
        settle();

        assertThat(heard).isEmpty();
    }

    @Test
    void aChangeIsTakenWholeOnceItLiesStill() throws IOException {
        settle();
        Configuration before = watcher.current();
        write("people: [{ id: li, mail: l@e.cn }]\nroles: { duty: li }\n");
        watcher.look();
        now = now.plus(Watcher.QUIET.dividedBy(2));
        watcher.look();
        assertThat(heard).isEmpty();
        assertThat(watcher.current()).isSameAs(before);

        settle();
        assertThat(heard).containsExactly("reloaded [li]");
        assertThat(watcher.current().contacts().people()).containsOnlyKeys("li");
    }

    @Test
    void aBadChangeKeepsTheOldVersionAndIsToldOnce() throws IOException {
        settle();
        Configuration before = watcher.current();
        write("people: [{ id: li, mail: l@e.cn }]\nroles: { duty: lie }\n");
        settle();
        settle();

        assertThat(heard).containsExactly("refused person-unknown-nearest");
        assertThat(watcher.current()).isSameAs(before);
    }

    @Test
    void goingBackAfterABadChangeIsToldToo() throws IOException {
        settle();
        write("people: [");
        settle();
        write("people: [{ id: zhang, mail: z@e.cn }]\nroles: { duty: zhang }\n");
        settle();

        assertThat(heard).containsExactly("refused syntax-open-bracket", "reloaded [zhang]");
    }

    @Test
    void newAndDeletedFilesAreSeen() throws IOException {
        settle();
        Path file = Files.writeString(folder.resolve("watchlists/a.txt"), "骗子\n");
        settle();
        assertThat(watcher.current().watchlists()).hasSize(1);
        Files.delete(file);
        settle();
        assertThat(watcher.current().watchlists()).isEmpty();
        assertThat(heard).hasSize(2);
    }

    @Test
    void aFolderThatVanishesIsRefused() throws IOException {
        settle();
        Files.delete(folder.resolve("alerts/contacts.yaml"));
        Files.delete(folder.resolve("alerts"));
        settle();

        assertThat(heard).containsExactly("refused folder-missing");
    }

    private void settle() {
        watcher.look();
        now = now.plus(Watcher.QUIET).plus(Duration.ofMillis(1));
        watcher.look();
    }

    private void write(String contacts) throws IOException {
        Files.writeString(folder.resolve("alerts/contacts.yaml"), contacts);
    }
}
