package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fenghuo.app.SpiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that plug-ins are compiled against. */
class SpiJarIT {
    private static final Path JAR = Path.of("target", "fenghuo-spi.jar");

    @Test
    void itStandsAlone() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JavaClasses classes = new ClassFileImporter().importJar(jar);
            Set<String> outside = new TreeSet<>();
            for (JavaClass one : classes) {
                one.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> !target.isPrimitive() && !classes.contain(target.getName()))
                        .map(JavaClass::getName)
                        .filter(name -> !name.matches("java\\..*|javax\\.crypto\\..*|org\\.jspecify\\..*"
                                + "|com\\.fasterxml\\.jackson\\..*|io\\.vertx\\.core\\..*"))
                        .forEach(name -> outside.add(name + ", named by " + one.getName()));
            }
            assertThat(outside)
                    .as("what the SPI names belongs into it too: see <includes> of the execution spi in pom.xml")
                    .isEmpty();
        }
    }

    @Test
    void itIsThinAndSaysItsVersion() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(400_000);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(SpiVersion.ATTRIBUTE))
                    .isEqualTo(SpiVersion.HERE.toString());
            assertThat(jar.getEntry("io/fenghuo/source/SourceType.class")).isNotNull();
            assertThat(jar.getEntry("io/fenghuo/channel/Channel.class")).isNotNull();
            assertThat(jar.stream().filter(entry -> entry.getName().contains("/app/")))
                    .isEmpty();
        }
    }
}
