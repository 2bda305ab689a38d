package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for developers and the sample are the same files, so that what is built and run by {@link DevelopersIT} is what people read. */
class DevelopersPageTest {
    private static final Path SAMPLE = Path.of("src/samples/plugin-sample");
    private static final String HOME = "my-home/";

    @Test
    void everyBlockIsAFileOfTheSampleOrOfTheHome() throws IOException {
        Map<String, String> shown = new TreeMap<>(DevelopersPage.files());
        assertThat(shown).hasSize(DevelopersPage.blocks());
        shown.keySet().removeIf(name -> name.startsWith(HOME));
        for (Map.Entry<String, String> file : shown.entrySet()) {
            assertThat(file.getValue()).as(file.getKey()).isEqualTo(Files.readString(SAMPLE.resolve(file.getKey())));
        }
        assertThat(shown.keySet()).isEqualTo(sample());
    }

    @Test
    void theSampleIsBuiltWithWhatWeAreBuiltWith() throws IOException {
        String ours = Files.readString(Path.of("pom.xml"));
        String theirs = Files.readString(SAMPLE.resolve("pom.xml"));
        for (String plugin : Set.of("resources", "compiler", "surefire", "jar")) {
            String version = after(theirs, "<artifactId>maven-" + plugin + "-plugin</artifactId>");
            assertThat(after(ours, "<artifactId>maven-" + plugin + "-plugin</artifactId>"))
                    .as(plugin)
                    .isEqualTo(version);
        }
        assertThat(theirs)
                .contains("<version>" + between(ours, "<vertx.version>") + "</version>")
                .contains("<version>" + between(ours, "<junit.version>") + "</version>")
                .contains("<fenghuo.version>" + between(ours, "<version>") + "</fenghuo.version>");
    }

    private static String after(String pom, String artifact) {
        return between(pom.substring(pom.indexOf(artifact)), "<version>");
    }

    private static String between(String pom, String tag) {
        int from = pom.indexOf(tag) + tag.length();
        return pom.substring(from, pom.indexOf('<', from));
    }

    private static Set<String> sample() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLE)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> SAMPLE.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("target/") && !name.equals("README.md"))
                    .forEach(names::add);
            return names;
        }
    }
}
