package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fenghuo.app.PluginException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private static final String VERTICLE = "public class %s extends io.vertx.core.VerticleBase { %s }";

    @TempDir
    Path folder;

    @Test
    void withoutAFolderThereAreNone() throws IOException {
        try (Plugins plugins = Plugins.load(folder.resolve("plugins"))) {
            assertThat(plugins.jars()).isEmpty();
            assertThat(fault(plugins, "a.B").fault()).isEqualTo(Fault.MISSING);
        }
    }

    @Test
    void theSampleCanBeMade() throws IOException {
        PluginJar.build(folder.resolve("plugins/sample.jar"));
        Files.writeString(folder.resolve("plugins/readme.txt"), "no jar");
        try (Plugins plugins = Plugins.load(folder.resolve("plugins"))) {
            assertThat(plugins.jars()).hasSize(1);
            plugins.check("example.shop.TicketSource");
            plugins.check("example.shop.DeskChannel");
        }
    }

    @Test
    void jarsThatChangedSinceTheyWereReadAreNamed() throws IOException {
        PluginJar.build(folder.resolve("sample.jar"));
        PluginJar.build(folder.resolve("gone.jar"));
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(plugins.changed()).isEmpty();
            Files.writeString(folder.resolve("broken.jar"), "no jar still");
            Files.writeString(folder.resolve("new.jar"), "another");
            Files.delete(folder.resolve("gone.jar"));
            assertThat(plugins.changed()).containsExactly("broken.jar", "gone.jar", "new.jar");
            Files.delete(folder.resolve("new.jar"));
            assertThat(plugins.changed()).containsExactly("broken.jar", "gone.jar");
        }
    }

    @Test
    void aWrongPackageIsNamedWithTheRightOne() throws IOException {
        PluginJar.build(folder.resolve("sample.jar"));
        try (Plugins plugins = Plugins.load(folder)) {
            PluginException e = fault(plugins, "com.shop.ticketsource");
            assertThat(e)
                    .hasMessageContaining("com.shop.ticketsource")
                    .hasMessageContaining("sample.jar")
                    .hasMessageContaining("example.shop.TicketSource");
            assertThat(e.text(Locale.ENGLISH)).startsWith("class com.shop.ticketsource not found");
        }
    }

    @Test
    void whatIsNoVerticleIsSaidSo() throws IOException {
        PluginJar.build(
                folder.resolve("odd.jar"),
                Map.of(
                        "odd.Plain",
                        "package odd; public class Plain {}",
                        "odd.Picky",
                        "package odd; " + VERTICLE.formatted("Picky", "public Picky(int n) {}")));
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(fault(plugins, "odd.Plain").fault()).isEqualTo(Fault.NO_VERTICLE);
            assertThat(fault(plugins, "odd.Picky").fault()).isEqualTo(Fault.NO_CONSTRUCTOR);
        }
    }

    @Test
    void aLaterJavaIsSaidSo() throws IOException {
        PluginJar.build(
                folder.resolve("new.jar"), Map.of("late.Late", "package late; " + VERTICLE.formatted("Late", "")));
        Path classes = unpack(folder.resolve("new.jar"), "late/Late.class");
        byte[] bytes = Files.readAllBytes(classes.resolve("late/Late.class"));
        // The major version of a class file is its eighth byte (JVMS 4.1).
        bytes[7] = 120;
        Files.write(classes.resolve("late/Late.class"), bytes);
        PluginJar.pack(classes, folder.resolve("new.jar"));
        try (Plugins plugins = Plugins.load(folder)) {
            PluginException e = fault(plugins, "late.Late");
            assertThat(e.fault()).isEqualTo(Fault.TOO_NEW);
            assertThat(e).hasMessageContaining("--release " + Runtime.version().feature());
        }
    }

    @Test
    void aMissingDependencyIsNamed() throws IOException {
        PluginJar.build(
                folder.resolve("half.jar"),
                Map.of(
                        "half.Base",
                        "package half; " + VERTICLE.formatted("Base", ""),
                        "half.Child",
                        "package half; public class Child extends Base {}"));
        Path classes = unpack(folder.resolve("half.jar"), "half/Child.class");
        PluginJar.pack(classes, folder.resolve("half.jar"));
        try (Plugins plugins = Plugins.load(folder)) {
            PluginException e = fault(plugins, "half.Child");
            assertThat(e.fault()).isEqualTo(Fault.INCOMPLETE);
            assertThat(e).hasMessageContaining("half/Base");
        }
    }

    @Test
    void aFileThatIsNoJarIsNamedAndLeftOut() throws IOException {
        PluginJar.build(folder.resolve("sample.jar"));
        Files.writeString(folder.resolve("broken.jar"), "no jar at all");
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(plugins.faults()).hasSize(1);
            assertThat(plugins.faults().get(0).fault()).isEqualTo(Fault.UNREADABLE);
            assertThat(plugins.faults().get(0)).hasMessageContaining("broken.jar");
            plugins.check("example.shop.DeskChannel");
        }
    }

    private static PluginException fault(Plugins plugins, String type) {
        PluginException e = catchThrowableOfType(PluginException.class, () -> plugins.check(type));
        assertThat(e).isNotNull();
        return e;
    }

    private static Path unpack(Path jar, String entry) throws IOException {
        Path classes = Files.createTempDirectory("unpacked");
        Files.createDirectories(classes.resolve(entry).getParent());
        try (JarFile file = new JarFile(jar.toFile())) {
            Files.copy(file.getInputStream(file.getEntry(entry)), classes.resolve(entry));
        }
        return classes;
    }
}
