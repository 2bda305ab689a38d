package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the page for developers from an empty folder to a running plug-in: Maven builds its files and runs their tests without a network, over
 * a repository in which everything is the present one's but this build; then the packaged service runs the home of the page.
 */
class DevelopersIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String HOME = "my-home/";

    @TempDir
    Path folder;

    @Test
    void fromAnEmptyFolderToARunningPlugin() throws Exception {
        Path project = folder.resolve("project");
        Path shop = folder.resolve("shop");
        Files.createDirectories(shop);
        Path home = folder.resolve("my-home");
        for (Map.Entry<String, String> file : DevelopersPage.files().entrySet()) {
            String name = file.getKey();
            Path to = name.startsWith(HOME) ? home.resolve(name.substring(HOME.length())) : project.resolve(name);
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.getValue().replace("/tmp/shop", shop.toString()));
        }
        build(project);

        Files.createDirectories(home.resolve("plugins"));
        Files.copy(project.resolve("target/shop-plugin.jar"), home.resolve("plugins/shop-plugin.jar"));
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            Service.Ended check = service.run("check");
            assertThat(check.code()).as(check.output()).isZero();
            Files.writeString(shop.resolve("tickets.txt"), "敷完脸hz\n");
            service.start();
            Path printer = shop.resolve("printer.txt");
            await("the notice is printed").until(() -> Printed.on(printer).contains("红肿"));
            assertThat(Printed.on(printer)).contains("\tL1\t").contains("红肿");
        }
    }

    private void build(Path project) throws IOException, InterruptedException {
        String maven = System.getProperty("maven.home");
        Path repository = repository();
        List<String> command = new ArrayList<>(List.of(
                maven == null ? "mvn" : Path.of(maven, "bin", "mvn").toString(),
                "--batch-mode",
                "--quiet",
                "--offline",
                "-Dmaven.repo.local=" + repository,
                "verify"));
        Path log = folder.resolve("maven.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            fail("Maven does not end: " + Files.readString(log));
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(project.resolve("target/surefire-reports/TEST-example.shop.ShopPluginTest.xml"))
                .content()
                .contains("tests=\"2\"")
                .contains("failures=\"0\"");
    }

    /** The present repository by links, with our jars of this build in it: nothing is written to the present one. */
    private static Path repository() throws IOException {
        Path present = present();
        Path repository = TARGET.resolve("developers-repository");
        remove(repository);
        Path ours = Files.createDirectories(repository.resolve("io"));
        link(present, repository);
        link(present.resolve("io"), ours);
        String version = between(Files.readString(Path.of("pom.xml")), "<version>");
        Path artifact = Files.createDirectories(ours.resolve("fenghuo/fenghuo").resolve(version));
        Files.copy(Path.of("pom.xml"), artifact.resolve("fenghuo-" + version + ".pom"));
        Files.createSymbolicLink(artifact.resolve("fenghuo-" + version + ".jar"), TARGET.resolve("fenghuo.jar"));
        Files.createSymbolicLink(
                artifact.resolve("fenghuo-" + version + "-spi.jar"), TARGET.resolve("fenghuo-spi.jar"));
        return repository;
    }

    private static Path present() {
        String named = System.getProperty("fenghuo.repository");
        Path present = named == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(named);
        assumeThat(present).as("the local repository of Maven").isDirectory();
        return present.toAbsolutePath();
    }

    /** With the links in it, not what they lead to. */
    private static void remove(Path repository) throws IOException {
        if (Files.exists(repository)) {
            try (Stream<Path> all = Files.walk(repository)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path one : all.filter(Files::isDirectory).toList()) {
                String name = one.getFileName().toString();
                if (!name.equals("io") && !name.equals("fenghuo")) {
                    Files.createSymbolicLink(to.resolve(name), one);
                }
            }
        }
    }

    private static String between(String pom, String tag) {
        int from = pom.indexOf(tag) + tag.length();
        return pom.substring(from, pom.indexOf('<', from));
    }
}
